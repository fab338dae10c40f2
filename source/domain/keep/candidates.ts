import {compileQuery} from '../find/matcher.js';
import {type QueryContext} from '../find/query-context.js';
import {type Steps} from '../steps.js';
import {blockSize} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {inTrash} from './hold-filter.js';
import {type PolicyQuery, type SessionTimes, timesFit, type TimeTerm} from './policy-filter.js';

interface Candidate extends SessionTimes {
	readonly id: number;
}

/** So many candidates are looked at in one step. */
export const stepSize = 1000;

/** The index of the first candidate, in the order of that time, for which that is later; their number if none is. */
const firstLater = (sorted: readonly Candidate[], field: keyof SessionTimes, time: number): number => {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle]![field] > time) high = middle;
		else low = middle + 1;
	}

	return low;
};

/** The sessions that a policy's filter finds at some time, in the list or in the trash. */
export class Candidates {
	readonly #times: readonly TimeTerm[];
	/** A term that narrows what has to be looked at, since times are in order; `undefined` if none does. */
	readonly #narrowing: TimeTerm | undefined;
	readonly #byId: ReadonlyMap<number, Candidate>;
	/** In the order of the time that narrows; some that are left out may still be there. */
	#sorted: readonly Candidate[];
	readonly #out = new Set<number>();
	/** How many of those left out are not in the list any more. */
	#dropped = 0;

	constructor(times: readonly TimeTerm[], all: readonly Candidate[]) {
		this.#times = times;
		this.#narrowing = times.find(({negated}) => !negated);
		this.#byId = new Map(all.map(each => [each.id, each]));
		const field = this.#narrowing?.condition.field ?? 'active';
		this.#sorted = all.toSorted((a, b) => a[field] - b[field]);
	}

	/** The ids of those that fit when it is `now` (Unix seconds), in their order. */
	*at(now: number): Steps<readonly number[]> {
		const fit = timesFit(this.#times, now);
		const ids: number[] = [];
		for (const [index, each] of this.#within(now).entries()) {
			if (index % stepSize === stepSize - 1) yield undefined;
			if (!this.#out.has(each.id) && fit(each)) ids.push(each.id);
		}

		return ids.toSorted((a, b) => a - b);
	}

	/** Those of these ids that fit when it is `now` (Unix seconds), in their order. */
	among(ids: readonly number[], now: number): readonly number[] {
		const fit = timesFit(this.#times, now);
		const fits = (id: number): boolean => {
			const candidate = this.#out.has(id) ? undefined : this.#byId.get(id);
			return candidate !== undefined && fit(candidate);
		};

		return ids.filter(id => fits(id)).toSorted((a, b) => a - b);
	}

	/** Leaves those out from now on. */
	leaveOut(ids: readonly number[]): void {
		for (const id of ids) if (this.#byId.has(id)) this.#out.add(id);
		// A simulation leaves some out each day, so the list is not gone through each time.
		if ((this.#out.size - this.#dropped) * 2 < this.#sorted.length) return;
		this.#sorted = this.#sorted.filter(({id}) => !this.#out.has(id));
		this.#dropped = this.#out.size;
	}

	/** All that may fit: those from the first time to the last that the narrowing term asks for. */
	#within(now: number): readonly Candidate[] {
		if (this.#narrowing === undefined) return this.#sorted;
		const {field, anyOf} = this.#narrowing.condition;
		const ranges = anyOf.map(range => range(now));
		const from = Math.min(...ranges.map(range => range.from));
		const to = Math.max(...ranges.map(range => range.to));
		return this.#sorted.slice(firstLater(this.#sorted, field, from - 1), firstLater(this.#sorted, field, to));
	}
}

/**
Finds the candidates, a block of the table a step.
@param isLeftOut whether a session is none, although it matches
*/
export function* findCandidates(
	{timeless, times}: PolicyQuery,
	table: SessionTable,
	context: Omit<QueryContext, 'now'>,
	isLeftOut: (session: number) => boolean = () => false,
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
				if (hits[slot] === 1 && !isLeftOut(id[slot]!))
					found.push({id: id[slot]!, created: created[slot]!, active: active[slot]!});
			yield undefined;
		}
	}

	return new Candidates(times, found);
}
