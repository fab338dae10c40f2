import {type Directory} from './directory.js';
import {type Handler, handlerKey} from './handler.js';
import {type Channel, type ChannelType} from './session.js';
import {type Block, flag} from './table/block.js';
import {rowAt, type SessionTable} from './table/session-table.js';
import {formatDay} from './text/time.js';

/** How many sessions have that value. */
export interface Tally<Value> {
	readonly value: Value;
	readonly sessions: number;
}

/** What sessions are like, counted. Values with the most sessions come first, times in their order. */
export interface Statistics {
	readonly sessions: number;
	readonly open: number;
	readonly orphaned: number;
	readonly messages: number;
	readonly failed: number;
	readonly files: number;
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
	counts: Uint32Array,
	key: (value: Value) => string,
): Tally<Value>[] => {
	const byKey = new Map<string, {value: Value; sessions: number}>();
	for (const [number, value] of values.entries()) {
		const found = byKey.get(key(value));
		if (found) found.sessions += counts[number]!;
		else byKey.set(key(value), {value, sessions: counts[number]!});
	}

	return [...byKey.values()].filter(({sessions}) => sessions > 0).toSorted((a, b) => b.sessions - a.sessions);
};

/** All zones differ by quarters of an hour, so that what lies in one quarter lies in one hour of one day, too. */
const quarter = 900;

/** When something happened, by quarters of an hour since 1970; 0 is never. */
class Calendar {
	readonly #quarters: Counts<number> = new Map();

	count(seconds: number): void {
		if (seconds > 0) add(this.#quarters, Math.floor(seconds / quarter), 1);
	}

	/** Counted by what is asked of the date. */
	by<Value>(value: (date: Date) => Value): Counts<Value> {
		const counts: Counts<Value> = new Map();
		for (const [number, count] of this.#quarters)
			add(counts, value(new Date(number * quarter * 1000)), count);
		return counts;
	}
}

const inOrder = (counts: Counts<string>): Tally<string>[] =>
	tallies(counts).toSorted((a, b) => (a.value < b.value ? -1 : 1));

const upTo = (length: number, counts: Counts<number>): Tally<number>[] =>
	Array.from({length}, (_, value) => ({value, sessions: counts.get(value) ?? 0}));

class Counter {
	readonly #table: SessionTable;
	readonly #channels: Uint32Array;
	readonly #handlers: Uint32Array;
	readonly #created = new Calendar();
	readonly #active = new Calendar();
	readonly #sums = {sessions: 0, open: 0, messages: 0, failed: 0, files: 0};

	constructor(table: SessionTable) {
		this.#table = table;
		this.#channels = new Uint32Array(table.channels.values.length);
		this.#handlers = new Uint32Array(table.handlers.values.length);
	}

	count(block: Block, place: number): void {
		this.#channels[block.channel[place]!]!++;
		this.#handlers[block.handler[place]!]!++;
		this.#created.count(block.created[place]!);
		this.#active.count(block.active[place]!);
		this.#sums.sessions++;
		if ((block.flags[place]! & flag.closed) === 0) this.#sums.open++;
		this.#sums.messages += block.messages[place]!;
		this.#sums.failed += block.failed[place]!;
		this.#sums.files += block.files[place]!;
	}

	statistics(directory: Directory): Statistics {
		const {channels, handlers} = this.#table;
		const types: Counts<ChannelType> = new Map();
		for (const [number, {type}] of channels.values.entries())
			if (this.#channels[number]! > 0) add(types, type, this.#channels[number]!);
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
			channelTypes: mostFirst(types),
			channels: merged(channels.values, this.#channels, channel => JSON.stringify(channel)),
			handlers: holders,
			createdDays: inOrder(this.#created.by(formatDay)),
			activeDays: inOrder(this.#active.by(formatDay)),
			weekdays: upTo(
				7,
				this.#created.by(date => (date.getDay() + 6) % 7),
			),
			hours: upTo(
				24,
				this.#created.by(date => date.getHours()),
			),
		};
	}
}

/** @param hits one byte for every row of the table: 1 where the session counts */
export const countStatistics = (table: SessionTable, directory: Directory, hits: Uint8Array): Statistics => {
	const counter = new Counter(table);
	table.blocks.forEach((block, number) => {
		for (let place = 0; place < (block?.count ?? 0); place++)
			if (hits[rowAt(number, place)] === 1) counter.count(block!, place);
	});
	return counter.statistics(directory);
};
