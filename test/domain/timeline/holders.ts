import test from 'ava';
import {type Handler, nobody} from '../../../source/domain/handler.js';
import {type TimelineEntry} from '../../../source/domain/timeline/entry.js';
import {describeHolders, holders} from '../../../source/domain/timeline/holders.js';
import {ann, bob, support} from '../../helpers/office.js';
import {tableOf} from '../../helpers/table.js';

const session = tableOf([{handler: bob}]).session(1)!;
const move = (at: number, from: Handler | undefined, to: Handler): TimelineEntry => ({
	at,
	kind: from ? 'transferred' : 'picked-up',
	...(from && {from}),
	to,
});
const created: TimelineEntry = {at: 1, kind: 'created', by: 'Li Lei'};
const closed: TimelineEntry = {at: 50, kind: 'closed', by: '1004 Bob Stone'};

const chains: readonly (readonly [
	title: string,
	entries: readonly TimelineEntry[],
	chain: ReturnType<typeof holders>,
])[] = [
	['nothing is told', [], []],
	['never moved', [created, closed], [{handler: bob, since: 1}]],
	['picked up', [created, move(5, undefined, bob)], [{handler: bob, since: 5}]],
	[
		'passed on twice',
		[created, move(5, ann, support), move(9, support, bob), closed],
		[
			{handler: ann, since: 1, until: 5},
			{handler: support, since: 5, until: 9},
			{handler: bob, since: 9},
		],
	],
	[
		'the same transfer told by a message and by the import',
		[created, move(5, ann, {...bob, id: 0}), move(9, ann, bob)],
		[
			{handler: ann, since: 1, until: 5},
			{handler: {...bob, id: 0}, since: 5},
		],
	],
];

for (const [title, entries, chain] of chains) {
	test(`who held it: ${title}`, t => {
		t.deepEqual(holders(entries, session), chain);
	});
}

test('who held it: nobody any more from the deletion on', t => {
	const trash = {...session, deleted: true};
	const entries: TimelineEntry[] = [created, move(5, undefined, bob), {at: 20, kind: 'deleted'}];
	t.deepEqual(holders(entries, trash), [{handler: bob, since: 5, until: 20}]);
	const again: TimelineEntry[] = [
		...entries,
		{at: 30, kind: 'undone', what: 'delete'},
		{at: 40, kind: 'redone', what: 'delete'},
	];
	t.deepEqual(holders(again, trash), [{handler: bob, since: 5, until: 40}]);
	t.deepEqual(holders(entries, session), [{handler: bob, since: 5}]);
});

const day = 24 * 60 * 60;

for (const [title, chain, text] of [
	[
		'who holds it still, so far',
		[{handler: bob, since: 0}],
		'Held by 1004 Bob Stone for 2 days 3 hours so far.',
	],
	[
		'one after the other',
		[
			{handler: nobody, since: 0, until: 60},
			{handler: support, since: 60, until: day},
			{handler: bob, since: day, until: 2 * day},
		],
		'Held by nobody for 1 minute, then by Support for 23 hours 59 minutes, then by 1004 Bob Stone for 1 day.',
	],
	[
		'a time that has not come yet counts as none',
		[{handler: bob, since: 9 * day}],
		'Held by 1004 Bob Stone for 0 seconds so far.',
	],
] as const) {
	test(`who held it is told: ${title}`, t => {
		t.is(describeHolders(chain, 2 * day + 3 * 60 * 60), text);
	});
}
