import {setImmediate as turn} from 'node:timers/promises';
import {type Session} from '../../source/domain/session.js';
import {type Store} from '../../source/storage/store.js';
import {applyFilter, createApp, Finder, haystackOf, parseFilter, startBackground, machine} from './built.js';
import {inTurn, median, ratioOf, timed} from './figures.js';
import {type Bench, count, whenLarge} from './group.js';
import {sessionsOf} from './forms.js';
import {bench as actor} from './stores.js';

/** A plain test for a word that any field may contain, as one writes it first. */
const contains =
	(word: string) =>
	({id, customer, channel, handler}: Session): boolean => {
		const parties = [customer.name, customer.number, channel.name, channel.number];
		const texts = [String(id), ...parties, channel.type, handler.number, handler.name];
		return texts.some(text => text.toLowerCase().includes(word));
	};

/** Filters as they are typed, and the same over objects. */
const filters: readonly (readonly [text: string, test: (session: Session) => boolean])[] = [
	['m', contains('m')],
	['ma', contains('ma')],
	['mar', contains('mar')],
	['maria', contains('maria')],
	['maria gonz', session => contains('maria')(session) && contains('gonz')(session)],
	['qqqq', contains('qqqq')],
	[
		'handler:support',
		({handler}) => handler.number === 'support' || handler.name.toLowerCase().includes('support'),
	],
	['status:open', ({status}) => status === 'open'],
	['customer:m', ({customer}) => customer.number === 'm' || customer.name.toLowerCase().includes('m')],
];

const warm = ({table}: Store): void => {
	for (const block of table.blocks) haystackOf(block!, table);
};

interface Keystroke {
	readonly text: string;
	readonly ours: readonly number[];
	readonly naive: readonly number[];
}

/** From a filter's text to the sessions in order. */
const findAndOrder = async (store: Store, rounds: number): Promise<Keystroke[]> => {
	warm(store);
	const objects = [...sessionsOf(store)];
	const finder = new Finder(store.table);
	const context = {now: machine.now(), directory: store.directory};
	const keystrokes: Keystroke[] = [];
	for (const [text, test] of filters) {
		const taken = await inTurn(rounds, {
			ours: async () =>
				timed(() => {
					const query = parseFilter(text);
					finder.look(query, query.sort, context);
					while (!finder.isComplete) finder.step();
				}),
			naive: async () =>
				timed(() =>
					objects
						.filter(session => test(session))
						.toSorted((a, b) => (b.lastActiveAt ?? 0) - (a.lastActiveAt ?? 0)),
				),
		});
		keystrokes.push({text, ...taken});
	}

	return keystrokes;
};

const worst = <Item>(items: readonly Item[], by: (item: Item) => number): Item =>
	items.reduce((found, item) => (by(item) > by(found) ? item : found));

/** Milliseconds of calm after which nothing goes on any more. */
const calm = 50;

/** The longest time that the event loop did nothing else, from the work's beginning until all that it set off is done. */
const longestBlock = async (work: () => void): Promise<number> => {
	let longest = 0;
	let last = performance.now();
	let busy = last;
	work();
	while (last - busy < calm) {
		await turn();
		const now = performance.now();
		longest = Math.max(longest, now - last);
		if (now - last > 1) busy = now;
		last = now;
	}

	return longest;
};

/** The whole app without its screen. */
const block = async (store: Store, rounds: number): Promise<{text: string; values: number[]}> => {
	warm(store);
	const app = createApp({
		store,
		actor,
		now: machine.now,
		milliseconds: () => performance.now(),
		size: {columns: 200, rows: 50},
		suspend: () => Promise.resolve(),
		copy: () => undefined,
		quit: () => undefined,
		start: created => startBackground(created, {store, machine, actor, own: {file: undefined, isOnly: true}}),
	});
	const measures = filters.map(
		([text]) =>
			[text, async () => longestBlock(() => app.update(state => applyFilter(state, text)))] as const,
	);
	const taken = await inTurn(rounds, Object.fromEntries(measures));
	const [text, values] = worst(Object.entries(taken), ([, each]) => median(each));
	return {text, values};
};

/** What a key in the filter costs before anything is drawn. */
export const keystroke = async ({stores, sizes, standard, report, rounds}: Bench): Promise<void> => {
	const keystrokes = await stores.using(standard, async store => findAndOrder(store, rounds(15)));
	const slowest = worst(keystrokes, ({ours}) => median(ours));
	report.add({
		what: `a keystroke, ${count(standard)}, slowest: ${slowest.text}`,
		unit: 'ms',
		values: slowest.ours,
		atMost: 12,
	});
	const least = worst(keystrokes, ({ours, naive}) => ratioOf(ours, naive));
	report.add({
		what: `a keystroke, ${count(standard)}, worst ratio: ${least.text}`,
		unit: 'ms',
		values: least.ours,
		peer: {name: 'objects, filter and sort', values: least.naive},
		ratioAtMost: whenLarge(standard, 0.4),
	});
	for (const size of sizes.filter(each => each >= standard)) {
		const {text, values} = await stores.using(size, async store => block(store, rounds(9)));
		report.add({
			what: `event loop blocked by a keystroke, ${count(size)}: ${text}`,
			unit: 'ms',
			values,
			atMost: 16,
		});
	}
};
