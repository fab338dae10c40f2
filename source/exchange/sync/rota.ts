import {type List} from './lists.js';

/** Calls of one poll for lists at most. */
const mostCalls = 20;

/** Seconds within which every list is asked for. */
export const turn = 300;

/** Seconds for which a list counts as active after it brought something, and how many of those are asked each time. */
const activeFor = 600;
const mostActive = 10;

/** Number of other lists that are asked each time, however long there is. */
const fewest = 4;

/** Whose turn it is when only a few lists can be asked at once. Times are in Unix seconds. */
export class Rota {
	readonly #asked = new Map<number, number>();
	readonly #active = new Map<number, number>();

	/** That they were asked, and which of them brought something. */
	note(asked: Iterable<number>, brought: Iterable<number>, now: number): void {
		for (const id of asked) this.#asked.set(id, now);
		for (const id of brought) this.#active.set(id, now);
	}

	/**
	The platform's list, those that were active lately, and of the others as many as have to be asked now so that each is
	asked in time, the ones that wait longest first.
	@param interval seconds until the next poll
	*/
	next(lists: readonly List[], interval: number, now: number): readonly List[] {
		const api = lists.filter(({id}) => id === 0);
		const others = lists.filter(({id}) => id !== 0);
		const activeAt = ({id}: List): number => this.#active.get(id) ?? 0;
		const active = others
			.filter(list => activeAt(list) > now - activeFor)
			.toSorted((a, b) => activeAt(b) - activeAt(a))
			.slice(0, mostActive);
		const isActive = new Set(active);
		const room = mostCalls - api.length - active.length;
		const share = Math.min(room, Math.max(fewest, Math.ceil((others.length * interval) / turn)));
		const waiting = others
			.filter(list => !isActive.has(list))
			.toSorted((a, b) => (this.#asked.get(a.id) ?? 0) - (this.#asked.get(b.id) ?? 0))
			.slice(0, share);
		return [...api, ...active, ...waiting];
	}
}

/** The longest interval, in seconds, at which so many lists are each asked in time. */
export const longestInterval = (lists: number): number =>
	(turn * (mostCalls - mostActive - 1)) / Math.max(1, lists);
