import {type SessionTable} from '../domain/table/session-table.js';
import {blockBits, blockSize} from '../domain/table/block.js';

/** How many sessions were last active in each of equal parts of a time. */
export interface Activity {
	/** Unix seconds. */
	readonly from: number;
	readonly to: number;
	readonly counts: readonly number[];
}

const day = 24 * 60 * 60;

/** The times between which the rows were last active; `undefined` if none ever was. */
const span = (table: SessionTable, rows: Uint32Array): {from: number; to: number} | undefined => {
	let from = Infinity;
	let to = 0;
	for (const row of rows) {
		const time = table.blockOf(row).active[row & (blockSize - 1)]!;
		if (time === 0) continue;
		if (time < from) from = time;
		if (time > to) to = time;
	}

	return to === 0 ? undefined : {from, to: to + 1};
};

/** The activity of the last 24 hours; of a filter's sessions over the time that they cover, if that is another. */
export const activityOf = (
	table: SessionTable,
	rows: Uint32Array,
	isFiltered: boolean,
	now: number,
	parts: number,
): Activity => {
	const {from, to} = (isFiltered ? span(table, rows) : undefined) ?? {from: now - day, to: now + 1};
	const counts = Array.from({length: parts}, () => 0);
	for (const row of rows) {
		const time = table.blocks[row >>> blockBits]!.active[row & (blockSize - 1)]!;
		if (time < from || time >= to) continue;
		counts[Math.floor(((time - from) / (to - from)) * parts)]!++;
	}

	return {from, to, counts};
};
