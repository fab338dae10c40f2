import {type Directory} from '../directory.js';
import {type Handler, handlerKey} from '../handler.js';
import {type Channel, type ChannelType} from '../session.js';
import {finish} from '../steps.js';
import {type Block, flag} from '../table/block.js';
import {rowAt, type SessionTable} from '../table/session-table.js';
import {day, hour, minute} from '../../text/time.js';

/** How many sessions have that value. */
export interface Tally<Value> {
	readonly value: Value;
	readonly sessions: number;
}

/** Counts of what sessions are like. Values with the most sessions come first, times in their order. */
export interface Statistics {
	readonly sessions: number;
	readonly open: number;
	readonly orphaned: number;
	readonly messages: number;
	readonly failed: number;
	readonly files: number;
	/** Per session. */
	readonly medianMessages: number;
	/** When the first session was created and the last one was active, in Unix seconds. */
	readonly oldest: number | undefined;
	readonly newest: number | undefined;
	readonly channelTypes: readonly Tally<ChannelType>[];
	readonly channels: readonly Tally<Channel>[];
	/** As the directory has them. */
	readonly handlers: readonly Tally<Handler>[];
	/** Days on which sessions were created, such as `2026-11-22`; in the process's zone, as all of these. */
	readonly createdDays: readonly Tally<string>[];
	readonly activeDays: readonly Tally<string>[];
	/** The weekday of the creation: 0 is Monday, 6 Sunday; always seven. */
	readonly weekdays: readonly Tally<number>[];
	/** The hour of the creation, 0 to 23; always 24. */
	readonly hours: readonly Tally<number>[];
}

type Counts<Value> = Map<Value, number>;

const add = <Value>(counts: Counts<Value>, value: Value, count: number): void => {
	counts.set(value, (counts.get(value) ?? 0) + count);
};

const tallies = <Value>(counts: Counts<Value>): Tally<Value>[] =>
	Array.from(counts, ([value, sessions]) => ({value, sessions}));

const mostFirst = <Value>(counts: Counts<Value>): Tally<Value>[] =>
	tallies(counts).toSorted((a, b) => b.sessions - a.sessions);

/** Values that are the same by their key counted as one, the most frequent first. */
const merged = <Value>(
	values: readonly Value[],
	counts: Counts<number>,
	key: (value: Value) => string,
): Tally<Value>[] => {
	const byKey = new Map<string, {value: Value; sessions: number}>();
	for (const [number, count] of counts) {
		const value = values[number]!;
		const found = byKey.get(key(value));
		if (found) found.sessions += count;
		else byKey.set(key(value), {value, sessions: count});
	}

	return [...byKey.values()].toSorted((a, b) => b.sessions - a.sessions);
};

/** Seconds that clocks of the process's zone are ahead of UTC. */
const aheadAt = (seconds: number): number => -new Date(seconds * 1000).getTimezoneOffset() * minute;

/** Marks in a table of seconds ahead, which are always less than a day. */
const unasked = day;
const changing = 2 * day;

/** The clocks of the process's zone. Asks for the offset once a day, since asking for each event would be slow. */
class Zone {
	/** Seconds ahead of UTC by UTC days since 1970; `changing` if the day ends with others than it begins with. */
	readonly #ahead = new Int32Array(Math.ceil(2 ** 32 / day)).fill(unasked);

	/** Unix seconds as such a clock shows them, taken for UTC. */
	shown(seconds: number): number {
		const date = Math.floor(seconds / day);
		if (this.#ahead[date] === unasked) {
			const ahead = aheadAt(date * day);
			this.#ahead[date] = aheadAt((date + 1) * day) === ahead ? ahead : changing;
		}

		const ahead = this.#ahead[date]!;
		return seconds + (ahead === changing ? aheadAt(seconds) : ahead);
	}
}

/** The times of events, by days, weekdays and hours. */
class Calendar {
	readonly #zone: Zone;
	/** By days since 1970. */
	readonly #days: Counts<number> = new Map();
	readonly #weekdays = new Uint32Array(7);
	readonly #hours = new Uint32Array(24);

	constructor(zone: Zone) {
		this.#zone = zone;
	}

	/** @param seconds since 1970; 0 is never */
	count(seconds: number): void {
		if (seconds === 0) return;
		const shown = this.#zone.shown(seconds);
		const date = Math.floor(shown / day);
		add(this.#days, date, 1);
		// 1970 began on a Thursday.
		this.#weekdays[(date + 3) % 7]!++;
		this.#hours[Math.floor((shown - date * day) / hour)]!++;
	}

	get days(): readonly Tally<string>[] {
		return tallies(this.#days)
			.toSorted((a, b) => a.value - b.value)
			.map(({value, sessions}) => ({
				value: new Date(value * day * 1000).toISOString().slice(0, 10),
				sessions,
			}));
	}

	get weekdays(): readonly Tally<number>[] {
		return Array.from(this.#weekdays, (sessions, value) => ({value, sessions}));
	}

	get hours(): readonly Tally<number>[] {
		return Array.from(this.#hours, (sessions, value) => ({value, sessions}));
	}
}

/** The middle one of all values; between the two in the middle if their number is even; 0 if there are none. */
const median = (counts: Counts<number>, total: number): number => {
	const sorted = tallies(counts).toSorted((a, b) => a.value - b.value);
	/** The value with that index in the order of all. */
	const at = (index: number): number => {
		let before = 0;
		return sorted.find(({sessions}) => (before += sessions) > index)?.value ?? 0;
	};

	return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
};

class Counter {
	readonly #table: SessionTable;
	/** By number in the table. */
	readonly #channels: Counts<number> = new Map();
	readonly #handlers: Counts<number> = new Map();
	readonly #lengths: Counts<number> = new Map();
	readonly #zone = new Zone();
	readonly #created = new Calendar(this.#zone);
	readonly #active = new Calendar(this.#zone);
	readonly #sums = {sessions: 0, open: 0, messages: 0, failed: 0, files: 0};
	#oldest = Infinity;
	#newest = 0;

	constructor(table: SessionTable) {
		this.#table = table;
	}

	count(block: Block, slot: number): void {
		const created = block.created[slot]!;
		const active = block.active[slot]!;
		add(this.#channels, block.channel[slot]!, 1);
		add(this.#handlers, block.handler[slot]!, 1);
		add(this.#lengths, block.messages[slot]!, 1);
		this.#created.count(created);
		this.#active.count(active);
		if (created > 0 && created < this.#oldest) this.#oldest = created;
		if (active > this.#newest) this.#newest = active;
		this.#sums.sessions++;
		if ((block.flags[slot]! & flag.closed) === 0) this.#sums.open++;
		this.#sums.messages += block.messages[slot]!;
		this.#sums.failed += block.failed[slot]!;
		this.#sums.files += block.files[slot]!;
	}

	statistics(directory: Directory): Statistics {
		const {channels, handlers} = this.#table;
		const types: Counts<ChannelType> = new Map();
		for (const [number, count] of this.#channels) add(types, channels.get(number).type, count);
		const holders = merged(
			handlers.values.map(handler => directory.find(handler) ?? handler),
			this.#handlers,
			handlerKey,
		);
		return {
			...this.#sums,
			orphaned: holders
				.filter(({value}) => directory.isDeleted(value))
				.reduce((sum, {sessions}) => sum + sessions, 0),
			medianMessages: median(this.#lengths, this.#sums.sessions),
			oldest: this.#oldest === Infinity ? undefined : this.#oldest,
			newest: this.#newest || undefined,
			channelTypes: mostFirst(types),
			channels: merged(channels.values, this.#channels, channel => JSON.stringify(channel)),
			handlers: holders,
			createdDays: this.#created.days,
			activeDays: this.#active.days,
			weekdays: this.#created.weekdays,
			hours: this.#created.hours,
		};
	}
}

/**
Counts in steps of about a millisecond, each of which yields how much is done, from 0 to 1. A session that is altered
meanwhile is counted as it was or as it is.
@param hits one byte for every row of the table: 1 where the session counts
*/
export function* statisticsInSteps(
	table: SessionTable,
	directory: Directory,
	hits: Uint8Array,
): Generator<number, Statistics> {
	const counter = new Counter(table);
	for (const [number, block] of table.blocks.entries()) {
		for (let slot = 0; slot < (block?.count ?? 0); slot++)
			if (hits[rowAt(number, slot)] === 1) counter.count(block!, slot);
		yield (number + 1) / table.blocks.length;
	}

	return counter.statistics(directory);
}

/** The same all at once. */
export const countStatistics = (table: SessionTable, directory: Directory, hits: Uint8Array): Statistics =>
	finish(statisticsInSteps(table, directory, hits));
