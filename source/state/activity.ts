import {type Found} from '../domain/find/finder.js';
import {type Block} from '../domain/table/block.js';
import {rowAt, type SessionTable} from '../domain/table/session-table.js';
import {day} from '../text/time.js';

/** How many sessions were last active in each of some equal parts of a period. */
export interface Activity {
	/** Unix seconds. */
	readonly from: number;
	readonly to: number;
	readonly counts: readonly number[];
}

/** Equal parts of the period, one cell each. */
const parts = 24;

/** Blocks counted between two rests. */
const blocksAtOnce = 16;

/** The last 24 hours. */
const lastDay = (now: number): Omit<Activity, 'counts'> => ({from: now - day, to: now + 1});

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
function* span(table: SessionTable, hits: Uint8Array): Generator<void, Omit<Activity, 'counts'> | undefined> {
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

/** The sessions to count: over the last 24 hours, or, with a filter, over the period that they cover. */
interface Wanted {
	readonly found: Found;
	readonly isFiltered: boolean;
	/** Unix seconds. */
	readonly now: number;
}

function* count(table: SessionTable, {found: {hits}, isFiltered, now}: Wanted): Generator<void, Activity> {
	const {from, to} = (isFiltered ? yield* span(table, hits) : undefined) ?? lastDay(now);
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
	activity: Activity = {...lastDay(0), counts: Array.from({length: parts}, () => 0)};
	readonly #table: SessionTable;
	#wanted: Wanted | undefined;
	#counting: Generator<void, Activity> | undefined;

	constructor(table: SessionTable) {
		this.#table = table;
	}

	get isComplete(): boolean {
		return this.#counting === undefined;
	}

	/** Sets what to count; does nothing if that has not changed. */
	look(wanted: Wanted): void {
		const {found, isFiltered, now} = this.#wanted ?? {};
		if (found === wanted.found && isFiltered === wanted.isFiltered && now === wanted.now) return;
		this.#wanted = wanted;
		this.#counting = count(this.#table, wanted);
	}

	step(): void {
		const counted = this.#counting?.next();
		if (!counted?.done) return;
		this.activity = counted.value;
		this.#counting = undefined;
	}
}
