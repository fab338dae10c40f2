import test from 'ava';
import {type Bar, reportOf, type Section, shownBars} from '../../../source/domain/find/statistics-report.js';
import {countStatistics} from '../../../source/domain/find/statistics.js';
import {ann, ghost, office, support} from '../../helpers/office.js';
import {tableOf} from '../../helpers/table.js';

const barsUpTo = (count: number): readonly Bar[] =>
	Array.from({length: count}, (_, index) => ({label: `b${index + 1}`, count: index + 1}));

const cases: readonly [part: Section['part'], count: number, labels: string, rest: Bar | undefined][] = [
	['first', 0, '', undefined],
	['first', 2, 'b1 b2', undefined],
	['first', 3, 'b1 b2 b3', undefined],
	['first', 4, 'b1 b2', {label: '2 others', count: 7}],
	['last', 3, 'b1 b2 b3', undefined],
	['last', 5, 'b4 b5', {label: '3 days before', count: 6}],
	['all', 5, 'b1 b2 b3 b4 b5', undefined],
];

test('two bars are shown, and what the others come to', t => {
	for (const [part, count, labels, rest] of cases) {
		const section = {name: '', title: '', part, bars: barsUpTo(count)};
		const shown = shownBars(section, 2);
		t.is(shown.bars.map(({label}) => label).join(' '), labels);
		t.deepEqual(shown.rest, rest);
	}
});

test('nothing is summed that is told in words, such as medians', t => {
	const bars = barsUpTo(4).map(bar => ({...bar, told: `${bar.count} s`}));
	t.is(shownBars({name: '', title: '', part: 'first', bars}, 2).rest?.told, '');
});

const report = (hits: readonly number[]) => {
	const table = tableOf([
		{handler: ann, messages: 3, createdAt: 1_795_300_000, lastActiveAt: 1_795_300_060},
		{handler: ghost, messages: 4, failed: 1, status: 'closed'},
		{handler: support, messages: 5},
	]);
	const bytes = new Uint8Array(8192);
	for (const id of hits) bytes[table.rowOf(id)!] = 1;
	return reportOf(countStatistics(table, office, bytes), office);
};

test('the figures say what part of the whole they are', t => {
	const figures = report([1, 2, 3]).figures.map(({title, value, share}) => [title, value, share].join('|'));
	t.deepEqual(figures, [
		'Sessions|3|',
		'Open|2|66.7 %',
		'Closed|1|33.3 %',
		'Orphaned|1|33.3 %',
		'Messages|12|',
		'Failed|1|8.3 %',
		'Files|0|',
		'Messages, mean|4|',
		'Messages, median|4|',
		'Oldest|2026-11-21 22:26|',
		'Newest|2026-11-21 22:27|',
	]);
});

test('nothing has no shares, no mean and no times', t => {
	const figures = report([]).figures.map(({value, share}) => value + share);
	t.deepEqual(figures, ['0', '0', '0', '0', '0', '0', '0', '—', '—', '—', '—']);
});

test('a deleted handler is marked', t => {
	const handlers = report([1, 2, 3]).sections.find(({name}) => name === 'handler')!;
	t.deepEqual(
		handlers.bars.map(({label}) => label),
		['1003 Ann Lee', '!1005 Ghost', 'Support'],
	);
});
