import test from 'ava';
import {Sightings} from '../../../source/exchange/sync/sightings.js';

type Seen = readonly [list: number, lastMessage: number | undefined];

const cases: readonly {
	readonly what: string;
	readonly seen: readonly Seen[];
	readonly lists: readonly number[];
	readonly lastMessage: number;
}[] = [
	{what: 'one list', seen: [[11, 7]], lists: [11], lastMessage: 7},
	{
		what: 'two lists that tell the same',
		seen: [
			[11, 7],
			[12, 7],
		],
		lists: [11, 12],
		lastMessage: 7,
	},
	{
		what: 'a list that tells a newer message replaces the others',
		seen: [
			[11, 7],
			[12, 7],
			[13, 9],
		],
		lists: [13],
		lastMessage: 9,
	},
	{
		what: 'a list that tells an older message says nothing',
		seen: [
			[13, 9],
			[11, 7],
		],
		lists: [13],
		lastMessage: 9,
	},
	{
		what: 'a list that tells it again',
		seen: [
			[11, 7],
			[11, 7],
		],
		lists: [11],
		lastMessage: 7,
	},
	{
		what: 'a list that tells a newer message of its own',
		seen: [
			[11, 7],
			[11, 8],
		],
		lists: [11],
		lastMessage: 8,
	},
	{
		what: 'no last message',
		seen: [
			[11, undefined],
			[12, undefined],
		],
		lists: [11, 12],
		lastMessage: 0,
	},
	{
		what: 'a last message after none',
		seen: [
			[11, undefined],
			[12, 7],
		],
		lists: [12],
		lastMessage: 7,
	},
];

for (const {what, seen, lists, lastMessage} of cases) {
	test(`where a session is listed: ${what}`, t => {
		const sightings = new Sightings();
		for (const [list, last] of seen) sightings.add(list, {id: 1, lastMessage: last, record: {list, last}});
		t.deepEqual(sightings.listsOf(1), lists);
		t.is(sightings.lastMessageOf(1), lastMessage);
		t.deepEqual(
			sightings.of(1).map(({list, record}) => [list, record.list]),
			lists.map(list => [list, list]),
		);
		sightings.release(1);
		t.deepEqual(sightings.listsOf(1), lists);
		t.is(sightings.size, 1);
	});
}

test('of a session in no list nothing is known', t => {
	const sightings = new Sightings();
	t.false(sightings.has(1));
	t.is(sightings.lastMessageOf(1), 0);
	t.deepEqual([sightings.listsOf(1), sightings.of(1)], [[], []]);
});
