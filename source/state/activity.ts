import {rowAt, type SessionTable} from '../domain/table/session-table.js';

/** How many sessions were last active in each of equal parts of a time. */
export interface Activity {
	/** Unix seconds. */
	readonly from: number;
	readonly to: number;
	readonly counts: readonly number[];
}

const day = 24 * 60 * 60;

/** The times between which the hits were last active; `undefined` if none ever was. */
const span = ({blocks}: SessionTable, hits: Uint8Array): {from: number; to: number} | undefined => {
	let from = Infinity;
	let to = 0;
	for (const [number, block] of blocks.entries()) {
		const first = rowAt(number, 0);
		for (let place = 0; place < (block?.count ?? 0); place++) {
			const time = block!.active[place]!;
			if (time === 0 || hits[first + place] !== 1) continue;
			if (time < from) from = time;
			if (time > to) to = time;
		}
	}

	return to === 0 ? undefined : {from, to: to + 1};
};

/** The activity of the last 24 hours; of a filter's sessions over the time that they cover, if that is another. */
export const activityOf = (
	table: SessionTable,
	hits: Uint8Array,
	isFiltered: boolean,
	now: number,
	parts: number,
): Activity => {
	const {from, to} = (isFiltered ? span(table, hits) : undefined) ?? {from: now - day, to: now + 1};
	const counts = new Uint32Array(parts);
	for (const [number, block] of table.blocks.entries()) {
		const first = rowAt(number, 0);
		for (let place = 0; place < (block?.count ?? 0); place++) {
			const time = block!.active[place]!;
			if (time < from || time >= to || hits[first + place] !== 1) continue;
			counts[Math.floor(((time - from) / (to - from)) * parts)]!++;
		}
	}

	return {from, to, counts: [...counts]};
};
