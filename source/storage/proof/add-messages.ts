import {type Store} from '../store.js';
import {type ReceiptDraft} from './write-receipt.js';

/** Hashes messages of a session, all of them unless some are named. */
export const addMessages = (
	draft: ReceiptDraft,
	store: Store,
	session: number,
	ids?: readonly number[],
): void => {
	const meant = ids && new Set(ids);
	for (const message of store.history(session).messages)
		if (meant?.has(message.id) ?? true) draft.addMessage(session, message);
};
