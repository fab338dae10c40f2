import {type Directory} from '../directory.js';
import {handlerKey} from '../handler.js';
import {flag} from './block.js';
import {type SessionTable} from './session-table.js';

/** What the header counts; the trash is counted apart. */
export interface Totals {
	readonly sessions: number;
	readonly open: number;
	readonly orphaned: number;
	readonly deleted: number;
}

export const countTotals = (table: SessionTable, directory: Directory): Totals => {
	const isDeletedOwner = Uint8Array.from(table.handlers.values, handler =>
		Number(directory.isDeleted(handler)),
	);
	let sessions = 0;
	let open = 0;
	let orphaned = 0;
	let deleted = 0;
	for (const block of table.blocks) {
		if (!block) continue;
		for (let place = 0; place < block.count; place++) {
			const flags = block.flags[place]!;
			if ((flags & flag.deleted) !== 0) {
				deleted += Number((flags & flag.purged) === 0);
				continue;
			}

			sessions++;
			if ((flags & flag.closed) === 0) open++;
			orphaned += isDeletedOwner[block.handler[place]!]!;
		}
	}

	return {sessions, open, orphaned, deleted};
};

/** How many open sessions each handler holds, by what makes handlers the same (`handlerKey`); none is not listed. */
export const openLoads = (table: SessionTable): ReadonlyMap<string, number> => {
	const counts = new Uint32Array(table.handlers.values.length);
	for (const block of table.blocks) {
		if (!block) continue;
		for (let place = 0; place < block.count; place++) {
			if ((block.flags[place]! & (flag.closed | flag.deleted)) === 0) counts[block.handler[place]!]!++;
		}
	}

	const loads = new Map<string, number>();
	for (const [number, handler] of table.handlers.values.entries()) {
		const key = handlerKey(handler);
		if (counts[number]! > 0) loads.set(key, (loads.get(key) ?? 0) + counts[number]!);
	}

	return loads;
};
