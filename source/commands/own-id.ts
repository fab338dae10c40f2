import {type History} from '../domain/history.js';
import {Refusal} from '../domain/refusal.js';
import {findOwnId} from '../storage/own-ids.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';
import {readOnlyId} from './ids.js';

/**
Reads which session is meant: by its id, or, in an archive, by the one that its own system gave it.
@returns how to find it in a store
@throws UsageRefusal if none is named
*/
export const sessionMeant = ({input}: Pick<Context, 'input'>): ((store: Store) => Promise<number>) => {
	const [text = ''] = input;
	const isNumber = /^\d+$/.test(text);
	const isOne = text !== '' && input.length === 1;
	if (!isOne || isNumber) readOnlyId({input});
	return async store => {
		const isArchive = store.identity.kind === 'archive';
		if (!isArchive) return readOnlyId({input});
		if (isNumber && (store.session(Number(text)) ?? store.isPurged(Number(text)))) return Number(text);
		const [id, ...others] = await findOwnId(store, text);
		if (id === undefined) throw new Refusal(`There is no session ${text}.`);
		if (others.length === 0) return id;
		throw new Refusal(
			`Several sessions are called ${text} by their own systems: ${[id, ...others].join(', ')}. Name one by its number.`,
		);
	};
};

/** What its own system calls a session, for people. */
export const ownIdPairs = ({extra = {}}: History): readonly (readonly [string, string])[] => {
	const {source, source_id: id} = extra;
	return typeof id === 'string'
		? [['Own ID', [id, source].filter(part => typeof part === 'string').join(' in ')]]
		: [];
};
