import {type Draft, type Effects, type Move} from './change.js';
import {isSameHolder} from './merge/handlers.js';
import {flag} from './table/block.js';
import {type SessionTable} from './table/session-table.js';

/** What was done here to sessions and is not so on the PBX, as far as it has told. */
export interface LocalActs {
	/** From the handler that the PBX named last to the present one, also of sessions in the trash. */
	readonly moves: readonly Move[];
	/** In the trash here. */
	readonly deleted: readonly number[];
}

interface GrowingMove extends Move {
	readonly sessions: number[];
}

/** Where sessions differ from what the PBX said of them. Every session must be in memory. */
export const localActsIn = (table: SessionTable): LocalActs => {
	const deleted: number[] = [];
	/** By the numbers of both handlers; nothing where these are the same one, under two names. */
	const moves = new Map<string, GrowingMove | undefined>();
	const moveBetween = (imported: number, present: number): GrowingMove | undefined => {
		const key = `${imported} ${present}`;
		if (!moves.has(key)) {
			const [from, to] = [table.handlers.get(imported), table.handlers.get(present)];
			moves.set(key, isSameHolder(from, to) ? undefined : {from, to, sessions: []});
		}

		return moves.get(key);
	};

	for (const {count, id, flags, handler, importedHandler} of table.loadedBlocks) {
		for (let slot = 0; slot < count; slot++) {
			if ((flags[slot]! & flag.purged) !== 0) continue;
			if ((flags[slot]! & flag.deleted) !== 0) deleted.push(id[slot]!);
			if (handler[slot] !== importedHandler[slot])
				moveBetween(importedHandler[slot]!, handler[slot]!)?.sessions.push(id[slot]!);
		}
	}

	return {moves: [...moves.values()].filter(move => move !== undefined), deleted};
};

/** Sessions that differ, each once. */
export const countLocalActs = ({moves, deleted}: LocalActs): number =>
	new Set([...deleted, ...moves.flatMap(({sessions}) => sessions)]).size;

const note = 'done before the store was connected';

/**
The acts once more, so that they are carried out on the PBX: nothing is that was done before a connection. Who is in the
trash is only deleted there.
*/
export const stateAgain = ({moves, deleted}: LocalActs): readonly Draft[] => {
	const gone = new Set(deleted);
	const left = moves
		.map(move => ({...move, sessions: move.sessions.filter(id => !gone.has(id))}))
		.filter(({sessions}) => sessions.length > 0);
	return [
		...(left.length > 0 ? [{kind: 'transfer' as const, moves: left, note}] : []),
		...(deleted.length > 0 ? [{kind: 'delete' as const, deleted, note}] : []),
	];
};

/** What makes the sessions as the PBX has them. */
export const putBack = ({moves, deleted}: LocalActs): Pick<Effects, 'moves' | 'restored'> => ({
	...(moves.length > 0 && {moves: moves.map(({from, to, sessions}) => ({from: to, to: from, sessions}))}),
	...(deleted.length > 0 && {restored: deleted}),
});
