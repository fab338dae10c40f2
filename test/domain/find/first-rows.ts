import test from 'ava';
import {Directory, emptyDirectory} from '../../../source/domain/directory.js';
import {findRows} from '../../../source/domain/find/find-rows.js';
import {firstRowsWatch, isNewestFirst} from '../../../source/domain/find/first-rows.js';
import {parseFilter} from '../../../source/domain/language/parse.js';
import {type Session} from '../../../source/domain/session.js';
import {SessionTable} from '../../../source/domain/table/session-table.js';
import {tableOf} from '../../helpers/table.js';
import {fc} from '../../helpers/random.js';

const context = {now: 0, directory: new Directory(emptyDirectory)};

const newestIn = (table: SessionTable, block: number): number => Math.max(...table.blocks[block]!.active);

/** Puts the table's blocks into another one by one, the newest first, as a store does, and calls back before each next. */
const load = (whole: SessionTable, onNext: (loading: SessionTable, newestMissing: number) => void): void => {
	const loading = new SessionTable();
	// Blocks know values by their numbers.
	for (const channel of whole.channels.values) loading.channels.numberOf(channel);
	for (const handler of whole.handlers.values) loading.handlers.numberOf(handler);
	const numbers = [...whole.blocks.keys()].toSorted((a, b) => newestIn(whole, b) - newestIn(whole, a));
	for (const [index, number] of numbers.entries()) {
		loading.putBlock(number, whole.blocks[number]!);
		const next = numbers[index + 1];
		onNext(loading, next === undefined ? 0 : newestIn(whole, next));
	}
};

const found = (table: SessionTable, filter: string): number[] =>
	Array.from(findRows(table, parseFilter(filter), context), row => table.idOf(row));

const anySession = fc.record({
	lastActiveAt: fc.option(fc.integer({min: 1, max: 12}), {nil: undefined}),
	status: fc.constantFrom<Session['status']>('open', 'closed'),
	deleted: fc.boolean(),
});

test('the first rows are those of the whole table', t => {
	fc.assert(
		fc.property(
			fc.array(anySession, {minLength: 1, maxLength: 30}),
			fc.constantFrom('', 'status:open', 'is:deleted', '-status:open sort:-active', 'id:1..9'),
			fc.nat(8),
			(sessions, filter, limit) => {
				const whole = tableOf(sessions, 3);
				const first = found(whole, filter).slice(0, limit);
				let watch: ((newestMissing: number) => boolean) | undefined;
				load(whole, (loading, newestMissing) => {
					watch ??= firstRowsWatch(loading, parseFilter(filter), context, limit);
					if (watch(newestMissing)) t.deepEqual(found(loading, filter).slice(0, limit), first);
				});
			},
		),
	);
	t.pass();
});

test('they are known as soon as nothing that is missing can be as new', t => {
	const times = [10, 20, 30, 30, 40, 50];
	const whole = tableOf(
		times.map(lastActiveAt => ({lastActiveAt})),
		2,
	);
	for (const [limit, expected] of [
		[0, [true, true, true]],
		[1, [true, true, true]],
		[2, [true, true, true]],
		[3, [false, true, true]],
		[4, [false, true, true]],
		[5, [false, false, true]],
		[7, [false, false, false]],
	] as const) {
		const told: boolean[] = [];
		let watch: ((newestMissing: number) => boolean) | undefined;
		load(whole, (loading, newestMissing) => {
			watch ??= firstRowsWatch(loading, parseFilter(''), context, limit);
			told.push(watch(newestMissing));
		});
		t.deepEqual(told, expected, `${limit}`);
	}
});

test('what is as new as something that is missing does not count: which comes first depends on the id', t => {
	const watch = firstRowsWatch(tableOf([{lastActiveAt: 30}]), parseFilter(''), context, 1);
	t.false(watch(30));
	t.true(watch(29));
});

test('other orders may begin with what is missing', t => {
	for (const filter of ['', 'status:open', 'sort:-active'])
		t.true(isNewestFirst(parseFilter(filter)), filter);
	for (const filter of ['sort:active', 'sort:-created', 'sort:-id'])
		t.false(isNewestFirst(parseFilter(filter)), filter);
});
