import test, {type ExecutionContext} from 'ava';
import {Directory} from '../../../../source/domain/directory.js';
import {apiHandler} from '../../../../source/domain/handler.js';
import {
	archiveSession,
	closeSession,
	deleteSession,
	transferSession,
} from '../../../../source/exchange/yeastar/api/acts.js';
import {listMessages, listNewestMessages} from '../../../../source/exchange/yeastar/api/messages.js';
import {findOwner, listOwners} from '../../../../source/exchange/yeastar/api/owners.js';
import {type PbxApi} from '../../../../source/exchange/yeastar/api/pbx-api.js';
import {probe} from '../../../../source/exchange/yeastar/api/probe.js';
import {
	findSession,
	findSessions,
	type ListedSession,
	listSessions,
	type Scope,
} from '../../../../source/exchange/yeastar/api/sessions.js';
import {toldSessionOf} from '../../../../source/exchange/yeastar/session-record.js';
import {never, openApi} from '../../../helpers/pbx/api.js';
import {furnish, startPbx, type TestPbx} from '../../../helpers/pbx/pbx.js';
import {realFiles} from '../../../helpers/store.js';
import {type Quirks} from '../../../helpers/pbx/quirks.js';

const start = async (t: ExecutionContext, quirks: Partial<Quirks> = {}) => {
	const pbx = await startPbx(t, {quirks});
	furnish(pbx);
	return {pbx, ...openApi(t, pbx)};
};

const ann: Scope = {userType: 1, number: '1001'};
const extension = (id: number) => ({kind: 'extension', id, number: '', name: ''}) as const;
const queue = {kind: 'queue', id: 5, number: '', name: ''} as const;

/** All sessions of a scope, as one who pages through it meets them. */
const walk = async (api: PbxApi, scope: Scope): Promise<readonly ListedSession[]> => {
	const met = new Map<number, ListedSession>();
	for (let from: number | undefined, count = -1; met.size > count;) {
		count = met.size;
		const page = await listSessions(api, scope, from, never);
		for (const session of page.sessions) met.set(session.id, session);
		from = page.next;
		if (from === undefined) break;
	}

	return [...met.values()];
};

/** Every way that a PBX may have, one after the other, beside the likeliest of all else. */
const builds: readonly Partial<Quirks>[] = [
	{},
	{cursor: 'exclusive'},
	{longestPage: 2},
	{longestPage: 20, tooLong: 'refused'},
	{emptyList: 'null'},
	{emptyList: 'missing'},
	{omitted: ['from', 'queue_id', 'pickup_member_id']},
	{picker: 'extension'},
	{isTurned: true},
	{isPacked: true},
	{areNumbersTexts: true},
	{sessionUnder: 'data'},
	{unknownIds: 'partial'},
	{unknownIds: 'refused'},
	{operatorBy: 'id'},
	{isPacked: true, areNumbersTexts: true, emptyList: 'null', longestPage: 3, sessionUnder: 'data'},
];

for (const quirks of builds) {
	const title = JSON.stringify(quirks);

	test(`tells the same of owners, sessions and messages: ${title}`, async t => {
		const {pbx, api} = await start(t, quirks);
		const {world} = pbx;
		for (let number = 14; number < 40; number++) world.addExtension(number, `${1000 + number}`, `E${number}`);
		const extensions = await listOwners(api, 'extension', never);
		t.like(extensions, {total: 29, isComplete: true, refused: []});
		t.is(extensions.owners.length, 29);
		t.like(extensions.owners[0], {kind: 'extension', id: 11, number: '1001', name: 'Ann'});
		t.like(await listOwners(api, 'queue', never), {total: 1, isComplete: true});
		const support = await findOwner(api, 'queue', 5, never);
		t.deepEqual(support?.agents, [
			{id: 5000, extension: 11},
			{id: 5001, extension: 12},
		]);
		t.like(await findOwner(api, 'extension', 11, never), {id: 11, number: '1001'});
		t.is(await findOwner(api, 'extension', 99, never), undefined);
		t.is(await findOwner(api, 'queue', 99, never), undefined);

		t.deepEqual(await walk(api, ann), []);
		const ids = Array.from({length: 7}, () => world.addChat({kind: 'extension', id: 11}));
		const waiting = world.addChat({kind: 'queue', id: 5});
		const picked = world.addChat({kind: 'queue', id: 5});
		world.pickUp(picked, 11);
		world.addChat({kind: 'api'}, {isOfCampaign: true});
		const listed = await walk(api, ann);
		t.deepEqual(
			listed.map(({id}) => id),
			[picked, waiting, ...ids.toReversed()],
		);
		const ofApi = await walk(api, {userType: 9});
		t.is(ofApi.length, 1);
		const owners = new Directory({owners: [...extensions.owners, support!], complete: []});
		const told = toldSessionOf(listed[0]!.record, owners);
		t.like(told, {channel: {type: 'whatsapp', number: '+4930100'}, status: 'open', archived: false});
		t.is(told.customer.name, `Customer ${picked}`);
		if (quirks.omitted === undefined) t.like(told.handler, {kind: 'extension', id: 11});

		t.like(await findSession(api, ids[0]!, never), {channel_name: 'Shop'});
		t.is(await findSession(api, 99, never), undefined);
		const found = await findSessions(api, [ids[0]!, 99, ids[1]!], never);
		t.deepEqual(new Set(found.keys()), new Set([ids[0]!, ids[1]!]));

		for (let count = 0; count < 6; count++) world.receive(ids[0]!, `n${count}`);
		const seen: string[] = [];
		for (let before: number | undefined; ;) {
			const page = await listMessages(api, ids[0]!, before, never);
			if (page === undefined || page.messages.length === 0) break;
			t.deepEqual(page.refused, []);
			seen.push(...page.messages.map(message => message.text));
			before = page.next;
		}

		t.deepEqual(seen, ['n5', 'n4', 'n3', 'n2', 'n1', 'n0', `Hello from ${ids[0]!}`]);
		t.is(await listMessages(api, 99, undefined, never), undefined);
		const newest = await listNewestMessages(api, [ids[0]!, 99, waiting], never);
		t.deepEqual(new Set(newest.keys()), new Set([ids[0]!, waiting]));
		t.is(newest.get(ids[0]!)!.messages[0]!.text, 'n5');
	});

	test(`acts the same: ${title}`, async t => {
		const {pbx, api} = await start(t, quirks);
		const id = pbx.world.addChat({kind: 'extension', id: 11});
		const chat = pbx.world.chats.get(id)!;
		const operator = {...ann, id: 11};
		t.like(await archiveSession(api, id, operator, true, never), {kind: 'done'});
		t.deepEqual([...chat.archivedBy], ['1:1001']);
		t.like(await archiveSession(api, id, operator, false, never), {kind: 'done'});
		t.deepEqual([...chat.archivedBy], []);
		t.like(await transferSession(api, id, queue, never), {kind: 'done'});
		t.like(chat.holder, {kind: 'queue', id: 5});
		t.like(await transferSession(api, id, {...apiHandler, kind: 'api'}, never), {kind: 'done'});
		t.like(chat.holder, {kind: 'api'});
		t.like(await transferSession(api, id, extension(11), never), {kind: 'done'});
		t.like(await closeSession(api, id, never), {kind: 'done'});
		t.true(chat.isClosed);
		t.like(await transferSession(api, id, extension(99), never), {kind: 'refused', code: 40_002});
		t.like(await transferSession(api, 99, extension(11), never), {kind: 'refused', code: 60_001});
		t.like(await deleteSession(api, id, operator, never), {kind: 'done'});
		t.is(await findSession(api, id, never), undefined);
		t.like(await deleteSession(api, id, operator, never), {kind: 'refused', code: 60_001});
	});
}

test('asks for sessions of every kind, with the token, as the guide has it', async t => {
	const {pbx, api} = await start(t);
	await listSessions(api, ann, 7, never);
	const [{parameters, method}] = pbx.calls('message_session/list') as [TestPbx['seen'][number]];
	t.is(method, 'GET');
	t.deepEqual(parameters, {
		access_token: 'access-1'.padEnd(32, '0'),
		user_type: '1',
		user_no: '1001',
		collection: 'all',
		is_archived: '2',
		is_closed: '2',
		is_pickup: '0',
		first_msg_id: '7',
		page_size: '100',
	});
});

test('many sessions are asked for in bunches', async t => {
	const {pbx, api} = await start(t);
	const ids = Array.from({length: 120}, () => pbx.world.addChat({kind: 'extension', id: 11}));
	const found = await findSessions(api, ids, never);
	const pages = await listNewestMessages(api, ids, never);
	t.deepEqual([...found.keys()].toSorted(), ids);
	t.deepEqual([...pages.keys()].toSorted(), ids);
	t.is(pbx.calls('message_session/query').length, 3);
	t.is(pbx.calls('message_session/get').length, 0);
	t.deepEqual([...(await findSessions(api, [], never))], []);
});

test('a cursor that is stuck brings the first page again, which brings nothing new', async t => {
	const {pbx, api} = await start(t, {cursor: 'stuck', longestPage: 3});
	for (let count = 0; count < 5; count++) pbx.world.addChat({kind: 'extension', id: 11});
	const met = await walk(api, ann);
	t.is(met.length, 3);
	t.is(pbx.calls('message_session/list').length, 2);
});

test('an id of an operator is not tried where it could be the number of another', async t => {
	const {pbx, api} = await start(t, {operatorBy: 'id'});
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	t.like(await deleteSession(api, id, ann, never), {kind: 'refused', code: 60_001});
	t.is(pbx.calls('message_session/delete').length, 1);
});

test('a list of owners that changes while it is read is read again', async t => {
	const {pbx, api} = await start(t, {longestPage: 2});
	let isChanged = false;
	pbx.before = ({endpoint, parameters}) => {
		if (isChanged || endpoint !== 'extension/list' || parameters.page !== '2') return;
		isChanged = true;
		pbx.world.deleteExtension(11);
	};
	const list = await listOwners(api, 'extension', never);
	t.true(list.isComplete);
	t.deepEqual(
		list.owners.map(({id}) => id),
		[12, 13],
	);
});

test('a list of owners that never keeps still is not complete', async t => {
	const {pbx, api} = await start(t, {longestPage: 1});
	let next = 100;
	pbx.before = ({endpoint}) => {
		if (endpoint === 'extension/list') pbx.world.addExtension(++next, `${next}`, '');
	};
	t.like(await listOwners(api, 'extension', never), {isComplete: false});
	t.true(pbx.calls('extension/list').length < 20);
});

test('a list that gives less than it says is not complete', async t => {
	const {pbx, api} = await start(t);
	pbx.faults.add('extension/list', 'thin');
	t.like(await listOwners(api, 'extension', never), {isComplete: false, total: 3});
	pbx.faults.clear();
	pbx.faults.add('extension/list', {errcode: 1});
	t.like(await listOwners(api, 'extension', never), {isComplete: false, owners: []});
});

test('tells who the PBX is, what it gives, and its clock', async t => {
	const {pbx, api} = await start(t);
	t.deepEqual(await probe(api, never), {
		sn: pbx.world.sn,
		pbx: {name: 'Office', edition: 'Yeastar P550', firmware: '37.23.0.31', api: true, omnichannel: true},
		skew: 0,
		absent: [],
		troubles: [],
	});
});

test('tells how far the clocks are apart', async t => {
	const pbx = await startPbx(t);
	const {api} = openApi(t, pbx, {
		machine: {...realFiles, now: () => pbx.now - 300},
	});
	t.like(await probe(api, never), {skew: 300});
	const silent = await startPbx(t, {quirks: {tellsTime: false}});
	t.false('skew' in (await probe(openApi(t, silent).api, never)));
});

for (const [title, change, expected] of [
	[
		'an old firmware',
		(pbx: TestPbx) => {
			for (const name of ['message_queue/list', 'message_channel/list', 'message_session/list'])
				pbx.absent.add(name);
		},
		{omnichannel: false, absent: 3},
	],
	[
		'a plan without Omnichannel Messaging',
		(pbx: TestPbx) => pbx.rights.set('message_channel/list', 10_009),
		{omnichannel: false, absent: 0},
	],
	[
		'no rights',
		(pbx: TestPbx) => pbx.rights.set('message_session/list', 10_005),
		{omnichannel: false, absent: 0},
	],
	[
		'no sound answer about it',
		(pbx: TestPbx) => pbx.faults.add('message_channel/list', {status: 503}),
		{omnichannel: undefined, absent: 0},
	],
] as const)
	test(`probes ${title}`, async t => {
		const {pbx, api} = await start(t);
		change(pbx);
		const found = await probe(api, never);
		t.is(found.pbx.omnichannel, expected.omnichannel);
		t.is(found.absent.length, expected.absent);
		t.true(found.troubles.length > 0);
	});

test('an API that is off is told so', async t => {
	const {pbx, api} = await start(t);
	pbx.rights.set('system/information', 70_123);
	await t.throwsAsync(probe(api, never), {message: /70123.*Integrations > API/});
});

test('never more than four calls at once', async t => {
	const {pbx, api} = await start(t);
	pbx.before = async () =>
		new Promise(resolve => {
			setImmediate(resolve);
		});
	await Promise.all(Array.from({length: 30}, async () => listSessions(api, ann, undefined, never)));
	t.is(pbx.atOnce.most, 4);
});
