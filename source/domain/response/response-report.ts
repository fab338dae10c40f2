import {type Directory} from '../directory.js';
import {type Handler, handlerKey} from '../handler.js';
import {Samples, type Spread} from './samples.js';
import {type SessionTimes} from './session-times.js';

/** One owner's share. All durations are in seconds. */
export interface OwnerTimes {
	/** As the directory has it. */
	readonly owner: Handler;
	/** Sessions that it held for a time, and how long in all. */
	readonly sessions: number;
	readonly handled: number;
	readonly firstResponse: Spread;
	readonly response: Spread;
	/** Messages that it wrote, in all and by the hour of the day, 0 to 23. */
	readonly written: number;
	readonly hours: readonly number[];
}

/** How quickly customers are answered, and by whom. All durations are in seconds. */
export interface ResponseReport {
	readonly sessions: number;
	/** Sessions in which a customer wrote, and which of them were answered, or closed without an answer. */
	readonly asked: number;
	readonly answered: number;
	readonly missed: number;
	readonly firstResponse: Spread;
	readonly response: Spread;
	readonly duration: Spread;
	/** Those who held most sessions first. */
	readonly owners: readonly OwnerTimes[];
}

interface OwnerCounts {
	readonly owner: Handler;
	sessions: number;
	handled: number;
	readonly firstResponse: Samples;
	readonly response: Samples;
	readonly hours: number[];
}

/** Gathers the times of sessions, one by one. */
export class ResponseCounter {
	readonly #directory: Directory;
	readonly #hourOf: (seconds: number) => number;
	readonly #owners = new Map<string, OwnerCounts>();
	readonly #firstResponse = new Samples();
	readonly #response = new Samples();
	readonly #duration = new Samples();
	readonly #sums = {sessions: 0, asked: 0, answered: 0, missed: 0};

	/** @param hourOf the hour of the day at that Unix time, 0 to 23 */
	constructor(directory: Directory, hourOf: (seconds: number) => number) {
		this.#directory = directory;
		this.#hourOf = hourOf;
	}

	count({isAsked, answers, written, isMissed, duration, handled}: SessionTimes): void {
		this.#sums.sessions++;
		this.#sums.asked += Number(isAsked);
		this.#sums.answered += Number(answers.length > 0);
		this.#sums.missed += Number(isMissed);
		if (duration !== undefined) this.#duration.add(duration);
		for (const [index, {by, waited}] of answers.entries()) {
			const owner = this.#countsOf(by);
			this.#response.add(waited);
			owner.response.add(waited);
			if (index > 0) continue;
			this.#firstResponse.add(waited);
			owner.firstResponse.add(waited);
		}

		for (const {by, at} of written) this.#countsOf(by).hours[this.#hourOf(at)]!++;
		const holding = new Set<OwnerCounts>();
		for (const {owner, seconds} of handled) {
			const counts = this.#countsOf(owner);
			counts.handled += seconds;
			holding.add(counts);
		}

		for (const counts of holding) counts.sessions++;
	}

	get report(): ResponseReport {
		const owners = Array.from(this.#owners.values(), ({firstResponse, response, hours, ...counts}) => ({
			...counts,
			firstResponse: firstResponse.spread,
			response: response.spread,
			hours,
			written: hours.reduce((sum, count) => sum + count, 0),
		}));
		return {
			...this.#sums,
			firstResponse: this.#firstResponse.spread,
			response: this.#response.spread,
			duration: this.#duration.spread,
			owners: owners.toSorted((a, b) => b.sessions - a.sessions || b.written - a.written),
		};
	}

	#countsOf(handler: Handler): OwnerCounts {
		const owner = this.#directory.find(handler) ?? handler;
		const key = handlerKey(owner);
		let counts = this.#owners.get(key);
		if (counts === undefined) {
			counts = {
				owner,
				sessions: 0,
				handled: 0,
				firstResponse: new Samples(),
				response: new Samples(),
				hours: Array.from({length: 24}, () => 0),
			};
			this.#owners.set(key, counts);
		}

		return counts;
	}
}
