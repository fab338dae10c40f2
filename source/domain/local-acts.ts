import {type Draft, type Effects, type GrowingMove, type Move} from './change.js';
import {isSameHolder} from './merge/handlers.js';
import {flag} from './table/block.js';
import {type SessionTable} from './table/session-table.js';

/** Acts on sessions that were done here only, as far as the PBX has told. */
interface LocalActs {
	/** From the handler that the PBX named last to the present one, also of sessions in the trash. */
	readonly moves: readonly Move[];
	/** In the trash here. */
	readonly deleted: readonly number[];
	/** Closed, archived, or taken out of the archive here alone; in the trash or not. */
	readonly closed: readonly number[];
	readonly archived: readonly number[];
	readonly unarchived: readonly number[];
}

/** The parts of a session's state that differ here from the PBX. Nobody can reopen one here. */
const statesIn = (flags: number): readonly ('closed' | 'archived' | 'unarchived')[] => [
	...((flags & flag.statusDiffers) === 0 || (flags & flag.closed) === 0 ? [] : (['closed'] as const)),
	...((flags & flag.archivedDiffers) === 0
		? []
		: [(flags & flag.archived) === 0 ? ('unarchived' as const) : ('archived' as const)]),
];

/** Where sessions differ from what the PBX said of them. Every session must be in memory. */
export const localActsIn = (table: SessionTable): LocalActs => {
	const deleted: number[] = [];
	const states = {closed: [] as number[], archived: [] as number[], unarchived: [] as number[]};
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
			for (const name of statesIn(flags[slot]!)) states[name].push(id[slot]!);
			if (handler[slot] !== importedHandler[slot])
				moveBetween(importedHandler[slot]!, handler[slot]!)?.sessions.push(id[slot]!);
		}
	}

	return {moves: [...moves.values()].filter(move => move !== undefined), deleted, ...states};
};

/** Sessions that differ, each once. */
export const countLocalActs = ({moves, deleted, closed, archived, unarchived}: LocalActs): number =>
	new Set([...deleted, ...closed, ...archived, ...unarchived, ...moves.flatMap(({sessions}) => sessions)])
		.size;

const again = {repeats: true, note: 'done before the store was connected'} as const;

/**
The acts once more, so that they are carried out on the PBX: nothing is that was done before a connection. Who is in the
trash is only deleted there, and stays if it is held.
*/
export const stateAgain = (
	{moves, deleted: inTrash, ...states}: LocalActs,
	isHeld: (session: number) => boolean = () => false,
): readonly Draft[] => {
	const gone = new Set(inTrash);
	const deleted = inTrash.filter(id => !isHeld(id));
	const left = moves
		.map(move => ({...move, sessions: move.sessions.filter(id => !gone.has(id))}))
		.filter(({sessions}) => sessions.length > 0);
	const of = (sessions: readonly number[]): readonly number[] => sessions.filter(id => !gone.has(id));
	const [closed, archived, unarchived] = [of(states.closed), of(states.archived), of(states.unarchived)];
	return [
		...(left.length > 0 ? [{kind: 'transfer' as const, moves: left, ...again}] : []),
		...(closed.length > 0 ? [{kind: 'close' as const, closed, ...again}] : []),
		...(archived.length > 0 ? [{kind: 'archive' as const, archived, ...again}] : []),
		...(unarchived.length > 0 ? [{kind: 'unarchive' as const, unarchived, ...again}] : []),
		...(deleted.length > 0 ? [{kind: 'delete' as const, deleted, ...again}] : []),
	];
};

/** The change that makes the sessions as the PBX has them. */
export const putBack = ({moves, deleted, closed, archived, unarchived}: LocalActs): Effects => ({
	...(moves.length > 0 && {moves: moves.map(({from, to, sessions}) => ({from: to, to: from, sessions}))}),
	...(deleted.length > 0 && {restored: deleted}),
	...(closed.length > 0 && {reopened: closed}),
	...(archived.length > 0 && {unarchived: archived}),
	...(unarchived.length > 0 && {archived: unarchived}),
});
