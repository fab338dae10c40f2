import {compileQuery, type QueryContext} from '../find/matcher.js';
import {type Steps} from '../steps.js';
import {blockSize} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {inTrash} from './hold-filter.js';
import {type PolicyQuery, timesFit, type TimeTerm} from './policy-filter.js';

interface Candidate {
	readonly id: number;
	readonly created: number;
	readonly active: number;
}

/** So many candidates are looked at in one step. */
const stepSize = 1000;

/** The sessions that a policy's filter finds at some time, in the list or in the trash. */
export class Candidates {
	readonly #times: readonly TimeTerm[];
	#all: readonly Candidate[];

	constructor(times: readonly TimeTerm[], all: readonly Candidate[]) {
		this.#times = times;
		this.#all = all;
	}

	/**
	The ids of those that fit when it is `now` (Unix seconds), in their order; `undefined` after each thousand that were
	looked at, so that somebody else can have a turn.
	*/
	*at(now: number): Generator<number | undefined> {
		const fit = timesFit(this.#times, now);
		for (const [index, each] of this.#all.entries()) {
			if (index % stepSize === stepSize - 1) yield undefined;
			if (fit(each)) yield each.id;
		}
	}

	/** Leaves those out from now on. */
	leaveOut(ids: readonly number[]): void {
		if (ids.length === 0) return;
		const out = new Set(ids);
		this.#all = this.#all.filter(({id}) => !out.has(id));
	}
}

/** Finds the candidates, a block of the table a step. */
export function* findCandidates(
	{timeless, times}: PolicyQuery,
	table: SessionTable,
	context: Omit<QueryContext, 'now'>,
): Steps<Candidates> {
	const matchers = [timeless, inTrash(timeless)].map(query =>
		compileQuery(query, table, {...context, now: 0}),
	);
	const found: Candidate[] = [];
	const hits = new Uint8Array(blockSize);
	for (const block of table.blocks) {
		for (const match of block ? matchers : []) {
			match(block!, hits);
			const {count, id, created, active} = block!;
			for (let slot = 0; slot < count; slot++)
				if (hits[slot] === 1) found.push({id: id[slot]!, created: created[slot]!, active: active[slot]!});
			yield undefined;
		}
	}

	return new Candidates(
		times,
		found.toSorted((a, b) => a.id - b.id),
	);
}
