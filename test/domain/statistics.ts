import test from 'ava';
import {type Session} from '../../source/domain/session.js';
import {countStatistics, type Statistics} from '../../source/domain/statistics.js';
import {ann, ghost, office, support} from '../helpers/office.js';
import {tableOf} from '../helpers/table.js';

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

test('is empty for nothing', t => {
	const found = count([]);
	t.is(found.sessions, 0);
	t.deepEqual(found.channels, []);
	t.deepEqual(found.handlers, []);
	t.deepEqual(found.createdDays, []);
	t.is(found.weekdays.length, 7);
});
