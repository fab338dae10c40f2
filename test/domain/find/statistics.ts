import {execFileSync} from 'node:child_process';
import test from 'ava';
import {type Session} from '../../../source/domain/session.js';
import {countStatistics, type Statistics} from '../../../source/domain/find/statistics.js';
import {ann, ghost, office, support} from '../../helpers/office.js';
import {tableOf, withGap} from '../../helpers/table.js';

const at = (text: string): number => Date.parse(text) / 1000;

const sms = {type: 'sms', name: 'Front desk', number: '+1'};
const whatsapp = {type: 'whatsapp', name: 'Shop', number: '+2'};

const sessions: readonly Partial<Session>[] = [
	{
		channel: sms,
		handler: ann,
		createdAt: at('2026-11-21T23:50:00Z'),
		lastActiveAt: at('2026-11-22T00:10:00Z'),
		messages: 3,
		failed: 1,
		files: 2,
	},
	{channel: sms, handler: {...ann, name: 'Ann'}, createdAt: at('2026-11-22T09:00:00Z'), status: 'closed'},
	{channel: whatsapp, handler: ghost, createdAt: at('2026-11-22T09:59:59Z'), messages: 4},
	{channel: whatsapp, handler: support, deleted: true},
];

const count = (hits: readonly number[], perBlock?: number): Statistics => {
	const table = tableOf(sessions, perBlock);
	const bytes = new Uint8Array(table.blocks.length * 8192);
	for (const id of hits) bytes[table.rowOf(id)!] = 1;
	return countStatistics(table, office, bytes);
};

const pairs = <Value>(tallies: readonly {readonly value: Value; readonly sessions: number}[]) =>
	tallies.map(({value, sessions: many}) => [value, many]);

for (const perBlock of [2, 100]) {
	test(`counts what it is told to, ${perBlock} sessions a block`, t => {
		const found = count([1, 2, 3], perBlock);
		t.is(found.sessions, 3);
		t.is(found.open, 2);
		t.is(found.orphaned, 1);
		t.is(found.messages, 7);
		t.is(found.failed, 1);
		t.is(found.files, 2);
		t.is(found.medianMessages, 3);
		t.is(found.oldest, at('2026-11-21T23:50:00Z'));
		t.is(found.newest, at('2026-11-22T00:10:00Z'));
		t.deepEqual(pairs(found.channelTypes), [
			['sms', 2],
			['whatsapp', 1],
		]);
		t.deepEqual(pairs(found.channels), [
			[sms, 2],
			[whatsapp, 1],
		]);
		t.deepEqual(
			found.handlers.map(({value, sessions: many}) => [value.name, many]),
			[
				['Ann Lee', 2],
				['Ghost', 1],
			],
		);
	});
}

test('counts days, weekdays and hours in the zone of the process', t => {
	const found = count([1, 2, 3]);
	t.deepEqual(pairs(found.createdDays), [
		['2026-11-21', 1],
		['2026-11-22', 2],
	]);
	t.deepEqual(pairs(found.activeDays), [['2026-11-22', 1]]);
	t.deepEqual(
		found.weekdays.map(({sessions: many}) => many),
		[0, 0, 0, 0, 0, 1, 2],
	);
	t.is(found.hours.length, 24);
	t.deepEqual(pairs(found.hours.filter(({sessions: many}) => many > 0)), [
		[9, 2],
		[23, 1],
	]);
});

test('the median lies between the two in the middle', t => {
	t.is(count([1, 3]).medianMessages, 3.5);
});

test('passes over blocks that are not loaded', t => {
	const table = withGap(tableOf(sessions, 2));
	const found = countStatistics(table, office, new Uint8Array(table.blocks.length * 8192).fill(1));
	t.is(found.sessions, 2);
	t.is(found.messages, 4);
});

test('is empty for nothing', t => {
	const found = count([]);
	t.is(found.sessions, 0);
	t.is(found.medianMessages, 0);
	t.is(found.oldest, undefined);
	t.is(found.newest, undefined);
	t.deepEqual(found.channels, []);
	t.deepEqual(found.handlers, []);
	t.deepEqual(found.createdDays, []);
	t.is(found.weekdays.length, 7);
});

const zones: readonly [zone: string, created: string, day: string, weekday: number, hour: number][] = [
	['UTC', '2026-11-22T23:59:59Z', '2026-11-22', 6, 23],
	['Asia/Kathmandu', '2026-11-22T18:14:59Z', '2026-11-22', 6, 23],
	['Asia/Kathmandu', '2026-11-22T18:15:00Z', '2026-11-23', 0, 0],
	['America/New_York', '2026-11-01T05:59:59Z', '2026-11-01', 6, 1],
	['America/New_York', '2026-11-01T06:00:00Z', '2026-11-01', 6, 1],
	['America/New_York', '2026-11-01T07:00:00Z', '2026-11-01', 6, 2],
	['Australia/Lord_Howe', '2026-10-03T15:29:59Z', '2026-10-04', 6, 1],
	['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '2026-10-04', 6, 2],
	['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29', 6, 1],
	['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29', 6, 3],
	['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29', 3, 23],
	['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31', 5, 0],
	['America/Los_Angeles', '1970-01-01T00:00:01Z', '1969-12-31', 2, 16],
];

/** Days on which clocks change, and ordinary ones before and after them. */
const aroundChanges: readonly [zone: string, from: string][] = [
	['UTC', '2026-03-28'],
	['Europe/Berlin', '2026-03-28'],
	['Europe/Berlin', '2026-10-24'],
	['America/New_York', '2026-10-31'],
	['Australia/Lord_Howe', '2026-04-03'],
	['Australia/Lord_Howe', '2026-10-02'],
	['Pacific/Apia', '2011-12-29'],
	['Asia/Kathmandu', '1985-12-30'],
];

/** Test files run in threads, where the zone cannot be changed; so one process goes through the zones. */
const script = `
	import {countStatistics} from './source/domain/find/statistics.ts';
	import {Directory, emptyDirectory} from './source/domain/directory.ts';
	import {tableOf} from './test/helpers/table.ts';
	const [zones, aroundChanges] = JSON.parse(process.argv[1]);
	const count = times => countStatistics(
		tableOf(times.map(createdAt => ({createdAt}))),
		new Directory(emptyDirectory),
		new Uint8Array(8192).fill(1));
	const single = zones.map(([zone, created]) => {
		process.env.TZ = zone;
		const {createdDays, weekdays, hours} = count([Math.floor(Date.parse(created) / 1000)]);
		return [createdDays, weekdays, hours].map(tallies => tallies.find(({sessions}) => sessions === 1).value);
	});
	const many = aroundChanges.map(([zone, from]) => {
		process.env.TZ = zone;
		const start = Date.parse(from + 'T00:00:00Z') / 1000;
		const times = Array.from({length: 4 * 24 * 6}, (_, index) => start + index * 600);
		const expected = Array(24).fill(0);
		for (const time of times) expected[new Date(time * 1000).getHours()]++;
		return {counted: count(times).hours.map(({sessions}) => sessions), expected};
	});
	console.log(JSON.stringify({single, many}));
`;

test('counts by the clocks of any zone', t => {
	const told = execFileSync(
		process.execPath,
		['--import=tsx', '--input-type=module', '--eval', script, JSON.stringify([zones, aroundChanges])],
		{encoding: 'utf8'},
	);
	const {single, many} = JSON.parse(told) as {
		readonly single: unknown;
		readonly many: readonly {readonly counted: unknown; readonly expected: unknown}[];
	};
	t.deepEqual(
		single,
		zones.map(zone => zone.slice(2)),
	);
	for (const [index, {counted, expected}] of many.entries())
		t.deepEqual(counted, expected, aroundChanges[index]!.join(' '));
});
