import {type Draft, type ForPbx, type StateEffect} from '../change.js';
import {type Facts, isOrphaned} from '../facts.js';
import {type Handler} from '../handler.js';
import {usualDeletion} from '../pbx.js';
import {endThere, type Pulled} from '../pulled.js';
import {blockSize} from '../table/block.js';
import {type Session} from '../session.js';
import {type SessionTable} from '../table/session-table.js';

/** The knowledge of how an act is to be carried out on a connected PBX. */
export type ForPbxFacts = Pick<Facts, 'connection' | 'directory' | 'pbx' | 'session'> & {
	readonly table: SessionTable;
	/** How far the PBX was read; if missing, never. */
	readonly pulled?: Pulled;
};

/** Whether a handler has a list of its own on the PBX, by which the API can delete and archive. */
const hasList = ({kind}: Handler): boolean => kind === 'extension' || kind === 'api';

/**
Why a session cannot be archived, or taken out of the archive, on a connected PBX, if so: only an operator's list has one.
Done here alone, it would stay so whoever gets the session next.
*/
export const unlistedBlocker = (
	{connection}: Pick<Facts, 'connection'>,
	{handler}: Pick<Session, 'handler'>,
	effect: StateEffect,
): string | undefined =>
	connection && (effect === 'archived' || effect === 'unarchived') && !hasList(handler)
		? 'in nobody’s own list, so the PBX has no archive for it'
		: undefined;

/** Whether the API can delete it: not what waits in a queue, nor what nobody, or nobody who is left, holds. */
export const isDeletableThere = (facts: Pick<Facts, 'directory' | 'session'>, id: number): boolean => {
	const session = facts.session(id);
	return session !== undefined && hasList(session.handler) && !isOrphaned(facts, session);
};

/** The highest message id that the PBX has told of a session. */
export const seenOf = ({table, pulled}: Pick<ForPbxFacts, 'table' | 'pulled'>, id: number): number => {
	const end = pulled && endThere(pulled, id);
	if (end !== undefined) return end;
	const row = table.rowOf(id)!;
	const block = table.blockOf(row);
	const slot = row % blockSize;
	return Math.max(block.highestMessage[slot]!, block.highestTold.get(slot) ?? 0);
};

const forPbxOf = (facts: ForPbxFacts, draft: Draft, clock?: number): ForPbx => {
	const {moves = [], closed = [], archived = [], unarchived = [], deleted = []} = draft;
	const isListed = (id: number): boolean => hasList(facts.session(id)!.handler);
	const deletions = deleted.filter(id => isDeletableThere(facts, id));
	const sessions = [
		...moves.flatMap(move => move.sessions),
		...closed,
		...[...archived, ...unarchived].filter(isListed),
		...deletions,
	];
	return {
		sessions,
		seen: sessions.map(id => seenOf(facts, id)),
		...(deletions.length > 0 && {grace: facts.pbx.deleteGrace ?? usualDeletion.grace}),
		...(clock !== undefined && {clock}),
	};
};

/**
The draft of an act with what of it is to be carried out on the PBX, if the store is connected to one.
@param clock of the PBX in Unix seconds, if it is known
*/
export const withForPbx = (facts: ForPbxFacts, draft: Draft, clock?: number): Draft => {
	if (!facts.connection) return draft;
	const forPbx = forPbxOf(facts, draft, clock);
	return forPbx.sessions.length === 0 ? draft : {...draft, forPbx};
};
