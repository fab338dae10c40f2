import test from 'ava';
import {displayWidth} from '../../source/text/fit.js';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

type Counts = readonly {readonly sessions: number}[];

type Told = Readonly<Record<'sessions' | 'open' | 'orphaned' | 'messages' | 'failed' | 'files', number>> &
	Readonly<
		Record<
			| 'channelTypes'
			| 'channels'
			| 'handlers'
			| 'statuses'
			| 'createdDays'
			| 'activeDays'
			| 'weekdays'
			| 'hours',
			Counts
		>
	> & {
		readonly times: readonly string[];
	};

const sections = [
	'channelTypes',
	'channels',
	'handlers',
	'statuses',
	'createdDays',
	'activeDays',
	'weekdays',
	'hours',
] as const;

const sum = (counts: Counts): number => counts.reduce((total, {sessions}) => total + sessions, 0);

test('counts every session once in every section', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const told = JSON.parse(await chatlogs.stdout(['stats', '--json'])) as Told;
	t.like(told, {sessions: 50, open: 9, orphaned: 17, messages: 268, failed: 4, files: 0});
	for (const section of sections) t.is(sum(told[section]), 50, section);
});

test('counts what the filter holds for', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const argv = ['stats', '--json', '--filter', 'is:orphaned created:2025-09'];
	const told = JSON.parse(await chatlogs.stdout(argv)) as Told;
	const {matches} = JSON.parse(
		await chatlogs.stdout(['list', '--json', '--filter', 'is:orphaned created:2025-09']),
	) as {matches: number};
	t.true(matches > 0);
	t.is(told.sessions, matches);
	t.is(told.orphaned, matches);
	t.deepEqual(told.times, ['created 2025-09-01 00:00:00 … 2025-09-30 23:59:59']);
});

test('looks inside messages if the filter asks for it', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {sessions} = JSON.parse(await chatlogs.stdout(['stats', '--json', '--filter', 'text:order'])) as Told;
	t.true(sessions > 0 && sessions < 50);
});

test('prints section, value and count on each line for programs', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const stdout = await chatlogs.stdout(['stats']);
	const lines = stdout.trimEnd().split('\n');
	for (const line of lines) t.regex(line, /^[a-z-]+ {2,}\S.* {2,}\d+$/);
	t.is(lines.filter(line => line.startsWith('hour ')).length, 24);
});

test('draws bars for people that fit the terminal', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	for (const columns of [40, 80, 200]) {
		const stdout = await chatlogs.stdout(['stats'], {isTerminal: true, columns});
		const bars = stdout.split('\n').filter(line => line.includes('█'));
		t.true(bars.length > 20);
		const widths = bars.map(line => displayWidth(line));
		t.true(Math.max(...widths) <= Math.max(columns, 48));
	}
});

test('sums up what it does not show', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const stdout = await chatlogs.stdout(['stats'], {isTerminal: true});
	const [, created] = /^Created\n((?: .+\n)+)/m.exec(stdout)!;
	const lines = created!.trimEnd().split('\n');
	t.is(lines.length, 25);
	t.regex(lines.at(-1)!, /^ {2}\d+ days before +\d+$/);
	const counts = lines.map(line => Number(/(?:\d-\d\d|before) +(\d+)/.exec(line)![1]));
	t.is(sum(counts.map(sessions => ({sessions}))), 50);
});

test('counts nothing where nothing matches', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	for (const setting of [{}, {isTerminal: true}]) {
		const {code, stderr} = await chatlogs(['stats', '--filter', 'id:1'], setting);
		t.is(code, 0);
		t.is(stderr, '');
	}
});
