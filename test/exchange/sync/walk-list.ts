import test from 'ava';
import {Troubles} from '../../../source/exchange/sync/trouble.js';
import {ListWalk} from '../../../source/exchange/sync/walk-list.js';
import {Walks} from '../../../source/exchange/sync/walks.js';
import {type PbxApi} from '../../../source/exchange/yeastar/api/pbx-api.js';
import {type ToldVerdict} from '../../../source/exchange/yeastar/api/verdict.js';
import {type Call} from '../../../source/exchange/yeastar/api/wire.js';
import {type Store} from '../../../source/storage/store.js';
import {never} from '../../helpers/pbx/api.js';

/** Last messages of the sessions of each page; a partial one is not all of it. */
type Page = readonly number[] | {readonly partial: readonly number[]};

const cases: readonly {
	readonly what: string;
	readonly pages: readonly Page[];
	readonly upTo?: number;
	/** The part that came in before. */
	readonly known?: {readonly top: number; readonly downTo: number};
	/** Last messages of the sessions that were told. */
	readonly told: readonly number[];
	/** How many pages are asked for. */
	readonly asked: number;
	readonly top?: number;
	readonly isWhole?: boolean;
	readonly fails?: RegExp;
}[] = [
	{what: 'an empty list', pages: [[]], told: [], asked: 1, top: 0, isWhole: true},
	{what: 'to its end', pages: [[9, 8], [7], []], told: [9, 8, 7], asked: 3, top: 9, isWhole: true},
	{
		what: 'where the entry of the cursor comes again',
		pages: [[9, 8], [8, 7], [7]],
		told: [9, 8, 8, 7],
		asked: 3,
		top: 9,
		isWhole: true,
	},
	{what: 'down to what is known', pages: [[9, 8]], upTo: 8, told: [9, 8], asked: 1, top: 9, isWhole: false},
	{
		what: 'down to what is known, below the first page',
		pages: [
			[9, 8],
			[7, 6],
		],
		upTo: 7,
		told: [9, 8, 7, 6],
		asked: 2,
		top: 9,
		isWhole: false,
	},
	{
		what: 'to its end, without what was known',
		pages: [[9], []],
		upTo: 5,
		told: [9],
		asked: 2,
		top: 9,
		isWhole: true,
	},
	{
		what: 'around what came in before it was broken off',
		pages: [[9, 8], [7, 6], [3, 2], []],
		known: {top: 7, downTo: 4},
		told: [9, 8, 7, 6, 3, 2],
		asked: 4,
		top: 9,
		isWhole: true,
	},
	{
		what: 'below what came in, where nothing is new',
		pages: [[7, 6], [3], []],
		known: {top: 7, downTo: 4},
		told: [7, 6, 3],
		asked: 3,
		top: 7,
		isWhole: true,
	},
	{
		what: 'not on where the first page comes again',
		pages: [
			[9, 8],
			[9, 8],
		],
		told: [9, 8, 9, 8],
		asked: 2,
		fails: /gave no further ones/,
	},
	{
		what: 'not past a page that is not all of it',
		pages: [[9, 8], {partial: [7]}],
		told: [9, 8, 7],
		asked: 2,
		fails: /only a part/,
	},
	{
		what: 'not to an end that is only a part',
		pages: [{partial: []}],
		told: [],
		asked: 1,
		fails: /only a part/,
	},
];

for (const {what, pages, upTo = 0, known, told, asked, top, isWhole, fails} of cases) {
	test(`reads a list ${what}`, async t => {
		const calls: unknown[] = [];
		const ask = ({query}: Call): ToldVerdict => {
			const page = pages[calls.length]!;
			calls.push(query?.first_msg_id);
			const marks = 'partial' in page ? page.partial : page;
			const list = marks.map(last_msg_id => ({id: 1000 + last_msg_id, last_msg_id}));
			return {kind: 'done', fields: {list}, isPartial: 'partial' in page};
		};

		const seen: (number | undefined)[] = [];
		const walk = new ListWalk(
			{ask, pageSizes: new Map()} as unknown as PbxApi,
			{id: 11, scope: {userType: 1, number: '1001'}, label: 'extension 1001'},
			{
				upTo,
				known,
				signal: never,
				onPage: sessions => void seen.push(...sessions.map(({lastMessage}) => lastMessage)),
				onRefused: refused => t.deepEqual(refused, []),
			},
		);
		const walking = (async () => {
			while (!walk.isDone) await walk.step();
		})();
		if (fails) await t.throwsAsync(walking, {message: fails});
		else {
			await walking;
			t.like(walk, {top, isWhole} as never);
		}

		t.deepEqual(seen, told);
		t.is(calls.length, asked);
		t.is(calls[0], undefined);
	});
}

test('a list counts as read down to what came in before only once all above that came in', async t => {
	const pages: Readonly<Record<string, readonly number[]>> = {1001: [60, 40, 29], 1002: [70, 50]};
	const ask = ({query}: Call): ToldVerdict => {
		const list = pages[query!.user_no!]!.map(last_msg_id => ({id: 1000 + last_msg_id, last_msg_id}));
		return {kind: 'done', fields: {list}, isPartial: false};
	};

	const walks = new Walks({
		store: {pulled: {lists: [], walks: [{list: 11, top: 30, downTo: 10}]}} as unknown as Store,
		api: {ask, pageSizes: new Map()} as unknown as PbxApi,
		signal: never,
		isFull: false,
		troubles: new Troubles(),
		onPage: () => Promise.resolve(),
		onRefused: () => undefined,
	});
	walks.add([
		{id: 11, scope: {userType: 1, number: '1001'}, label: 'extension 1001'},
		{id: 12, scope: {userType: 1, number: '1002'}, label: 'extension 1002'},
	]);
	await walks.step();
	t.is(walks.level, 50);
	// The session of message 40 is told, and not read.
	t.deepEqual(walks.downTo(50), [{list: 12, top: 70, downTo: 50}]);
	t.deepEqual(walks.downTo(30), [
		{list: 11, top: 60, downTo: 10},
		{list: 12, top: 70, downTo: 30},
	]);
});
