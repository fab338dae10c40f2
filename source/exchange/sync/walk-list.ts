import {type RefusedRecord} from '../../domain/incoming.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {type ListedSession, listSessions} from '../yeastar/api/sessions.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {type List} from './lists.js';

export interface WalkOptions {
	/** Ends at a session whose last message is not newer. */
	readonly upTo: number;
	readonly signal: AbortSignal;
	readonly onPage: (sessions: readonly ListedSession[]) => Promise<void> | void;
	readonly onRefused: (refused: readonly RefusedRecord[]) => void;
}

export interface WalkedList {
	/** The newest message that it told of when the walk began, 0 if the list is empty. */
	readonly top: number;
	/** Whether the walk came to its end, and not only to what was known. */
	readonly isWhole: boolean;
}

/** The last messages that a page tells of. */
const marksOf = (sessions: readonly ListedSession[]): readonly number[] =>
	sessions.flatMap(({lastMessage}) => (lastMessage === undefined ? [] : [lastMessage]));

/**
Reads a list from its top downwards.
@throws PbxTrouble if the PBX does not give all of it
*/
export const walkList = async (
	api: PbxApi,
	{scope, label}: List,
	{upTo, signal, onPage, onRefused}: WalkOptions,
): Promise<WalkedList> => {
	let top = 0;
	for (let from: number | undefined; ;) {
		const {sessions, refused, next, isPartial} = await listSessions(api, scope, from, signal);
		const marks = marksOf(sessions);
		// The entry that the cursor names may come again, and nothing else does at the end.
		const asked = from;
		const isEnd = sessions.length === 0 || (asked !== undefined && marks.every(mark => mark === asked));
		if (!isEnd) await onPage(sessions);
		if (!isEnd || from === undefined) onRefused(refused);
		if (from === undefined) top = Math.max(0, ...marks);
		if (isPartial) throw new PbxTrouble('other', `The PBX gave only a part of the sessions of ${label}.`);
		if (isEnd) return {top, isWhole: true};
		if (next === undefined || (from !== undefined && Math.min(...marks) >= from))
			throw new PbxTrouble(
				'other',
				`Asked for the next page of the sessions of ${label}, the PBX gave no further ones; what lies below is not known.`,
			);
		from = Math.min(...marks);
		if (from <= upTo || from <= 0) return {top, isWhole: from > upTo};
	}
};
