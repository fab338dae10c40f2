import test from 'ava';
import {Directory, type Owner} from '../../../source/domain/directory.js';
import {type Handler} from '../../../source/domain/handler.js';
import {holderBySightings} from '../../../source/exchange/yeastar/sightings.js';
import {type Fields} from '../../../source/exchange/yeastar/fields.js';
import {ann, bob, sales, support} from '../../helpers/office.js';

const serving = (queue: Handler, ...extensions: readonly Handler[]): Owner => ({
	...(queue as Owner),
	agents: extensions.map(({id}) => ({id: 1000 + id, extension: id})),
});

/** Ann and Bob serve Support, Ann alone serves Sales. */
const owners = new Directory({
	owners: [ann as Owner, bob as Owner, serving(support, ann, bob), serving(sales, ann)],
	complete: [],
});

const cases: readonly {
	readonly what: string;
	readonly lists: readonly number[];
	readonly record?: Fields;
	readonly known?: Handler;
	readonly holder: string;
}[] = [
	{what: 'the analytics platform’s list', lists: [0], holder: 'api 0'},
	{what: 'one extension’s list', lists: [ann.id], holder: `extension ${ann.id}`},
	{what: 'the list of an extension that is not known', lists: [77], holder: 'extension 77'},
	{
		what: 'the lists of two who serve one queue together',
		lists: [ann.id, bob.id],
		holder: `queue ${support.id}`,
	},
	{
		what: 'one list, with a queue and nobody who picked it up',
		lists: [ann.id],
		record: {queue_id: sales.id, pickup_member_id: 0},
		holder: `queue ${sales.id}`,
	},
	{
		what: 'one list, with a queue and somebody who picked it up',
		lists: [ann.id],
		record: {queue_id: sales.id, pickup_member_id: 1003},
		holder: `extension ${ann.id}`,
	},
	{
		what: 'one list, with a queue of two agents that does not say who picked it up',
		lists: [ann.id],
		record: {queue_id: support.id},
		holder: `extension ${ann.id}`,
	},
	{
		what: 'one list, with a queue of one agent that does not say who picked it up',
		lists: [ann.id],
		record: {queue_id: sales.id},
		holder: `queue ${sales.id}`,
	},
	{
		what: 'one list now and another before, with the same last message',
		lists: [bob.id],
		known: ann,
		holder: `queue ${support.id}`,
	},
	{what: 'one list, held by a queue before', lists: [bob.id], known: support, holder: `queue ${support.id}`},
	{what: 'the lists of two who serve no queue together', lists: [bob.id, 77], holder: 'not told'},
];

for (const {what, lists, record = {}, known, holder} of cases) {
	test(`who holds a session: ${what}`, t => {
		const sightings = lists.map(list => ({list, record}));
		const found = holderBySightings(sightings, owners, known);
		t.is(found === undefined ? 'not told' : `${found.kind} ${found.id}`, holder);
	});
}
