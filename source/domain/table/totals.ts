import {type Directory} from '../directory.js';
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

/** How many open sessions each handler holds, by its number in the table's dictionary. */
export const countOpenByHandler = (table: SessionTable): Uint32Array => {
	const counts = new Uint32Array(table.handlers.values.length);
	for (const block of table.blocks) {
		if (!block) continue;
		for (let place = 0; place < block.count; place++) {
			if ((block.flags[place]! & (flag.closed | flag.deleted)) === 0) counts[block.handler[place]!]!++;
		}
	}

	return counts;
};
