import test from 'ava';
import {type Handler} from '../../../source/domain/handler.js';
import {type TimelineEntry} from '../../../source/domain/timeline/entry.js';
import {holders} from '../../../source/domain/timeline/holders.js';
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
