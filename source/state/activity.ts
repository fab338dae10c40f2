import {type Found} from '../domain/find/finder.js';
import {type Block} from '../domain/table/block.js';
import {rowAt, type SessionTable} from '../domain/table/session-table.js';

/** How many sessions were last active in each of some equal parts of a period. */
export interface Activity {
	/** Unix seconds; both 0 if none ever was active. */
	readonly from: number;
	/** The end of the period, not in it. */
	readonly to: number;
	readonly counts: readonly number[];
}

type Period = Omit<Activity, 'counts'>;

/** Equal parts of the period, one cell each. */
const parts = 24;

const none: Activity = {from: 0, to: 0, counts: Array.from({length: parts}, () => 0)};

/** Blocks counted between two rests. */
const blocksAtOnce = 16;

/** Calls `look` with each block and its part of the hits; rests after every few blocks. */
function* inTurn(
	{blocks}: SessionTable,
	hits: Uint8Array,
	look: (block: Block, hits: Uint8Array) => void,
): Generator<void> {
	for (const [number, block] of blocks.entries()) {
		if (number % blocksAtOnce === blocksAtOnce - 1) yield;
		if (block) look(block, hits.subarray(rowAt(number, 0), rowAt(number, block.count)));
	}
}

/** The period in which the hits were last active; `undefined` if none ever was. */
function* span(table: SessionTable, hits: Uint8Array): Generator<void, Period | undefined> {
	let from = Infinity;
	let to = 0;
	yield* inTurn(table, hits, ({count, active}, hitsHere) => {
		for (let slot = 0; slot < count; slot++) {
			const time = active[slot]!;
			if (time === 0 || hitsHere[slot] !== 1) continue;
			if (time < from) from = time;
			if (time > to) to = time;
		}
	});
	return to === 0 ? undefined : {from, to: to + 1};
}

function* count(table: SessionTable, {hits}: Found): Generator<void, Activity> {
	const period = yield* span(table, hits);
	if (!period) return none;
	const {from, to} = period;
	const counts = new Uint32Array(parts);
	yield* inTurn(table, hits, (block, hitsHere) => {
		for (let slot = 0; slot < block.count; slot++) {
			const time = block.active[slot]!;
			if (time < from || time >= to || hitsHere[slot] !== 1) continue;
			counts[Math.floor(((time - from) / (to - from)) * parts)]!++;
		}
	});
	return {from, to, counts: [...counts]};
}

/** Counts, in steps, when the sessions found were active. */
export class ActivityCount {
	/** The last complete count. */
	activity: Activity = none;
	readonly #table: SessionTable;
	#found: Found | undefined;
	#counting: Generator<void, Activity> | undefined;

	constructor(table: SessionTable) {
		this.#table = table;
	}

	get isComplete(): boolean {
		return this.#counting === undefined;
	}

	/** Sets what to count; does nothing if that has not changed. */
	look(found: Found): void {
		if (found === this.#found) return;
		this.#found = found;
		this.#counting = count(this.#table, found);
	}

	step(): void {
		const counted = this.#counting?.next();
		if (!counted?.done) return;
		this.activity = counted.value;
		this.#counting = undefined;
	}
}

/**
The counts of that many equal parts, to be drawn as so many levels: 0 only for none, the last for the most. `undefined`
if that would say nothing: where all levels are the same, or only one part has any.
@param cells a divisor of the number of parts that are counted
*/
export const levelsOf = (
	{counts}: Activity,
	cells: number,
	levels: number,
): readonly number[] | undefined => {
	const each = counts.length / cells;
	const sums = Array.from({length: cells}, (_, cell) =>
		counts.slice(cell * each, (cell + 1) * each).reduce((sum, part) => sum + part, 0),
	);
	const most = Math.max(...sums);
	const drawn = sums.map(sum => (most === 0 ? 0 : Math.ceil((sum / most) * levels)));
	const isTelling = new Set(drawn).size > 1 && drawn.filter(level => level > 0).length > 1;
	return isTelling ? drawn : undefined;
};
