import test from 'ava';
import {deleteSession} from '../../../../source/exchange/yeastar/api/acts.js';
import {listNewestMessages} from '../../../../source/exchange/yeastar/api/messages.js';
import {listOwners} from '../../../../source/exchange/yeastar/api/owners.js';
import {probe} from '../../../../source/exchange/yeastar/api/probe.js';
import {findSessions, listSessions, type Scope} from '../../../../source/exchange/yeastar/api/sessions.js';
import {never, openApi, openOffice} from '../../../helpers/pbx/api.js';
import {startPbx, type TestPbx} from '../../../helpers/pbx/pbx.js';
import {realFiles} from '../../../helpers/store.js';

const ann: Scope = {userType: 1, number: '1001'};

test('asks for sessions of every kind, with the token, as the guide has it', async t => {
	const {pbx, api} = await openOffice(t);
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
	const {pbx, api} = await openOffice(t);
	const ids = Array.from({length: 120}, () => pbx.world.addChat({kind: 'extension', id: 11}));
	const found = await findSessions(api, ids, never);
	const pages = await listNewestMessages(api, ids, never);
	t.deepEqual([...found.keys()].toSorted(), ids);
	t.deepEqual([...pages.keys()].toSorted(), ids);
	t.is(pbx.calls('message_session/query').length, 3);
	t.is(pbx.calls('message_session/get').length, 0);
	t.deepEqual([...(await findSessions(api, [], never))], []);
});

test('an id of an operator is not tried where it could be the number of another', async t => {
	const {pbx, api} = await openOffice(t, {operatorBy: 'id'});
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	t.like(await deleteSession(api, id, ann, never), {kind: 'refused', code: 60_001});
	t.is(pbx.calls('message_session/delete').length, 1);
});

test('a list of owners that changes while it is read is read again', async t => {
	const {pbx, api} = await openOffice(t, {longestPage: 2});
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
	const {pbx, api} = await openOffice(t, {longestPage: 1});
	let next = 100;
	pbx.before = ({endpoint}) => {
		if (endpoint === 'extension/list') pbx.world.addExtension(++next, `${next}`, '');
	};
	t.like(await listOwners(api, 'extension', never), {isComplete: false});
	t.true(pbx.calls('extension/list').length < 20);
});

test('a list that gives less than it says is not complete', async t => {
	const {pbx, api} = await openOffice(t);
	pbx.faults.add('extension/list', 'thin');
	t.like(await listOwners(api, 'extension', never), {isComplete: false, total: 3});
	pbx.faults.clear();
	pbx.faults.add('extension/list', {errcode: 1});
	t.like(await listOwners(api, 'extension', never), {isComplete: false, owners: []});
});

test('tells who the PBX is, what it gives, and its clock', async t => {
	const {pbx, api} = await openOffice(t);
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
		const {pbx, api} = await openOffice(t);
		change(pbx);
		const found = await probe(api, never);
		t.is(found.pbx.omnichannel, expected.omnichannel);
		t.is(found.absent.length, expected.absent);
		t.true(found.troubles.length > 0);
	});

test('an API that is off is told so', async t => {
	const {pbx, api} = await openOffice(t);
	pbx.rights.set('system/information', 70_123);
	await t.throwsAsync(probe(api, never), {message: /70123.*Integrations > API/});
});

test('never more than four calls at once', async t => {
	const {pbx, api} = await openOffice(t);
	pbx.before = async () =>
		new Promise(resolve => {
			setImmediate(resolve);
		});
	await Promise.all(Array.from({length: 30}, async () => listSessions(api, ann, undefined, never)));
	t.is(pbx.atOnce.most, 4);
});
