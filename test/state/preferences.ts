import test from 'ava';
import {
	arePreferences,
	mergedPreferences,
	noPreferences,
	type Preferences,
	readPreferences,
	withNamedFilter,
	withRecentDestinations,
	withRecentFilter,
} from '../../source/state/preferences.js';
import {fc} from '../helpers/random.js';

/** The only store of a person. */
const only = {store: 'here', isOnly: true};

const step = fc.oneof(
	fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', 'x', 'y')).map(
		([name, text]) =>
			(before: Preferences) =>
				withNamedFilter(before, name, text),
	),
	fc.constantFrom('p', 'q', 'r').map(filter => (before: Preferences) => withRecentFilter(before, filter)),
	fc
		.tuple(
			fc.constantFrom('here', 'there', 'constructor', '__proto__'),
			fc.constantFrom(['extension:1'], ['queue:2'], ['api#', 'queue:2']),
		)
		.map(
			([store, to]) =>
				(before: Preferences) =>
					withRecentDestinations(before, store, to),
		),
	fc
		.constantFrom(['id'] as const, ['id', 'sender'] as const, undefined)
		.map(columns => (before: Preferences): Preferences => ({...before, columns})),
);
const steps = fc.array(step, {maxLength: 6});

const after = (before: Preferences, done: readonly ((before: Preferences) => Preferences)[]): Preferences =>
	done.reduce((preferences, alter) => alter(preferences), before);

const asKept = (preferences: Preferences): Preferences => readPreferences(preferences, only);

const sorted = (values: readonly unknown[]): readonly string[] =>
	values.map(value => JSON.stringify(value)).toSorted();

test('what nobody else altered is kept as it is here, and what is not altered here as others have it', t => {
	fc.assert(
		fc.property(steps, steps, (earlier, done) => {
			const base = after(noPreferences, earlier);
			const altered = after(base, done);
			t.deepEqual(asKept(mergedPreferences(base, base, altered)), asKept(altered));
			const merged = mergedPreferences(base, altered, base);
			t.deepEqual(sorted(merged.filters), sorted(altered.filters));
			t.deepEqual(sorted(merged.recentFilters), sorted(altered.recentFilters));
			t.deepEqual(merged.columns, altered.columns);
			for (const store of ['here', 'there'])
				t.deepEqual(
					sorted(merged.recentDestinations?.[store] ?? []),
					sorted(altered.recentDestinations?.[store] ?? []),
				);
		}),
	);
});

test('filters of two are both kept, and the later of one name', t => {
	const base = after(noPreferences, [before => withNamedFilter(before, 'old', 'id:1')]);
	const ours = after(base, [
		before => withNamedFilter(before, 'mine', 'id:2'),
		before => withNamedFilter(before, 'both', 'id:3'),
		before => withRecentFilter(before, 'id:2'),
	]);
	const theirs = after(base, [
		before => withNamedFilter(before, 'old', ''),
		before => withNamedFilter(before, 'both', 'id:4'),
		before => withNamedFilter(before, 'theirs', 'id:5'),
		before => withRecentFilter(before, 'id:5'),
	]);
	t.deepEqual(mergedPreferences(base, ours, theirs), {
		filters: [
			{name: 'both', text: 'id:3'},
			{name: 'theirs', text: 'id:5'},
			{name: 'mine', text: 'id:2'},
		],
		recentFilters: ['id:2', 'id:5'],
	});
});

test('destinations are remembered for each store, those of the last transfer first, and only some of them', t => {
	const used = after(noPreferences, [
		before => withRecentDestinations(before, 'here', ['queue:1']),
		before => withRecentDestinations(before, 'there', ['queue:1']),
		before => withRecentDestinations(before, 'here', ['extension:2', 'extension:3']),
		before => withRecentDestinations(before, 'here', ['queue:1']),
	]);
	t.deepEqual(used.recentDestinations, {
		here: ['queue:1', 'extension:2', 'extension:3'],
		there: ['queue:1'],
	});
	const many = Array.from({length: 30}, (_, id) => `extension:${id}`);
	t.is(withRecentDestinations(used, 'here', many).recentDestinations!.here!.length, 9);
});

test('what others took away does not come back', t => {
	const base: Preferences = {filters: [{name: 'Kim', text: 'kim'}], recentFilters: ['kim']};
	t.deepEqual(mergedPreferences(base, withRecentFilter(base, 'id:1'), noPreferences), {
		filters: [],
		recentFilters: ['id:1'],
	});
});

test('texts that are kept are one line without anything hidden, whoever wrote them', t => {
	const hostile = 'a\u001B]8;;http://x\u0007\u202Eb\u2028c';
	const read = readPreferences({filters: [{name: hostile, text: hostile}], recentFilters: [hostile]}, only);
	for (const text of [read.filters[0]!.name, read.filters[0]!.text, read.recentFilters[0]!])
		t.notRegex(text, /[\p{Cc}\p{Cf}\p{Zl}]/u);
});

for (const value of [
	null,
	1,
	[],
	'filters',
	{filters: {}},
	{filters: [null]},
	{filters: [{name: 1, text: ''}]},
	{columns: 'id'},
	{recentFilters: [1]},
	{stores: []},
	{stores: {here: 1}},
	{stores: {here: {filters: [1]}}},
	{recentDestinations: 'here'},
	{recentDestinations: null},
	{recentDestinations: {here: 'queue:1'}},
	{recentDestinations: {here: [1]}},
])
	test(`is not as preferences are kept: ${JSON.stringify(value)}`, t => {
		t.false(arePreferences(value));
		t.deepEqual(readPreferences(value, only), noPreferences);
	});

test('what a later version adds, and columns that nobody knows, do no harm', t => {
	const value = {columns: ['id', 'mood'], filters: [{name: 'a', text: 'b', color: 1}], keys: {}};
	t.true(arePreferences(value));
	t.like(readPreferences(value, only), {columns: ['id'], filters: [{name: 'a', text: 'b'}]});
});
