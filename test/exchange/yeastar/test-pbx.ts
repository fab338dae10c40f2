import {once} from 'node:events';
import test, {type ExecutionContext} from 'ava';
import {WebSocket} from 'ws';
import {Client} from '../../../source/exchange/http/client.js';
import {pathOf} from '../../../source/exchange/yeastar/api/wire.js';
import {furnish, type PbxOptions, startPbx, type TestPbx} from '../../helpers/pbx/pbx.js';
import {never} from '../../helpers/pbx/api.js';

/*
What is said of a real PBX must be true of the one that stands for it in tests, else they prove nothing.
*/

type Answer = Readonly<Record<string, unknown>>;

const usual = {'user-agent': 'OpenAPI'};

const start = async (t: ExecutionContext, options: PbxOptions = {}) => {
	const pbx = await startPbx(t, options);
	furnish(pbx);
	const trust = pbx.shows === 'http' ? {} : {pin: pbx.pin};
	const client = new Client({origin: pbx.origin, trust, environment: {}});
	t.teardown(async () => client.close());
	const call = async (
		endpoint: string,
		query: Readonly<Record<string, string | number>> = {},
		body?: object,
		headers: Readonly<Record<string, string>> = usual,
	): Promise<Answer> => {
		const answer = await client.send(
			{
				method: body ? 'POST' : 'GET',
				path: pathOf(endpoint, query),
				headers,
				...(body && {body: JSON.stringify(body)}),
			},
			never,
		);
		return JSON.parse(answer.body.toString()) as Answer;
	};
	const logIn = async (password = 'secret-1') => call('get_token', {}, {username: 'client-1', password});
	const {access_token: token} = (await logIn()) as {readonly access_token: string};
	return {pbx, client, call, logIn, token};
};

test('a login gives two tokens of 32 characters and their lives', async t => {
	const {logIn} = await start(t);
	const answer = await logIn();
	t.like(answer, {
		errcode: 0,
		errmsg: 'SUCCESS',
		access_token_expire_time: 1800,
		refresh_token_expire_time: 86_400,
	});
	t.is(String(answer.access_token).length, 32);
	t.is(String(answer.refresh_token).length, 32);
});

test('a refresh gives two new tokens, once', async t => {
	const {call, logIn} = await start(t);
	const {refresh_token: old, access_token: access} = await logIn();
	const fresh = await call('refresh_token', {}, {refresh_token: old});
	t.is(fresh.errcode, 0);
	t.not(fresh.access_token, access);
	t.like(await call('refresh_token', {}, {refresh_token: old}), {errcode: 10_005});
});

test('a wrong secret is refused, and the fifth locks the address out', async t => {
	const {logIn, call, token} = await start(t);
	for (let count = 0; count < 5; count++)
		t.like(await logIn('x'), {
			errcode: -1,
			invalid_param_list: [{field: 'username or password', value: 'error'}],
		});
	t.like(await logIn(), {errcode: 70_004});
	t.like(await call('system/information', {access_token: token}), {errcode: 0});
});

test('a login that is right in between begins the count anew', async t => {
	const {logIn} = await start(t);
	for (const password of ['x', 'x', 'x', 'x', 'secret-1', 'x', 'x', 'x', 'x']) await logIn(password);
	t.like(await logIn(), {errcode: 0});
});

test('eight tokens count at the same time, for half an hour', async t => {
	const {pbx, logIn, call, token} = await start(t);
	for (let count = 0; count < 7; count++) t.like(await logIn(), {errcode: 0});
	t.like(await logIn(), {errcode: 60_002});
	await call('del_token', {access_token: token});
	t.like(await logIn(), {errcode: 0});
	pbx.pass(1801);
	t.like(await logIn(), {errcode: 0});
});

test('calls without a token, with a wrong method or without a user agent are refused', async t => {
	const {pbx, call, token} = await start(t);
	t.like(await call('system/information'), {errcode: 10_005});
	t.like(await call('system/information', {access_token: token}, {}), {errcode: 10_001});
	t.like(await call('message_session/close', {access_token: token, session_id: 1}), {errcode: 10_001});
	t.like(await call('no/such', {access_token: token}), {errcode: 10_001});
	t.like(await call('system/information', {access_token: token}, undefined, {}), {errcode: 40_001});
	pbx.pass(1800);
	t.like(await call('system/information', {access_token: token}), {errcode: 10_004});
});

test('a session that waits in a queue is in the list of each agent, and then of the one who has it', async t => {
	const {pbx, call, token} = await start(t);
	const id = pbx.world.addChat({kind: 'queue', id: 5});
	const idsOf = async (number: string): Promise<readonly unknown[]> => {
		const query = {access_token: token, page_size: 10, user_type: 1, user_no: number, collection: 'all'};
		const {list} = await call('message_session/list', query);
		return (list as readonly Answer[]).map(entry => entry.id);
	};

	t.deepEqual([await idsOf('1001'), await idsOf('1002'), await idsOf('1003')], [[id], [id], []]);
	pbx.world.pickUp(id, 12);
	t.deepEqual([await idsOf('1001'), await idsOf('1002')], [[], [id]]);
	await call(
		'message_session/transfer',
		{access_token: token},
		{session_id: id, destination_type: 'extension', destination_id: 13},
	);
	t.deepEqual([await idsOf('1002'), await idsOf('1003')], [[], [id]]);
	pbx.world.deleteExtension(13);
	const gone = {access_token: token, page_size: 10, user_type: 1, user_no: '1003'};
	t.like(await call('message_session/list', gone), {errcode: 60_001});
	// Known by its id, it can still be had.
	t.like(await call('message_session/get', {access_token: token, id}), {errcode: 0});
});

test('sessions of campaigns are only in the list of those who ask for them', async t => {
	const {pbx, call, token} = await start(t);
	const id = pbx.world.addChat({kind: 'extension', id: 11}, {isOfCampaign: true});
	const countOf = async (more: object): Promise<number> => {
		const query = {access_token: token, page_size: 10, user_type: 1, user_no: '1001', ...more};
		const {list} = await call('message_session/list', query);
		return (list as readonly Answer[]).filter(entry => entry.id === id).length;
	};

	t.is(await countOf({}), 0);
	t.is(await countOf({collection: 'campaign'}), 1);
	t.is(await countOf({collection: 'all'}), 1);
});

/** A WebSocket that is open, by the pin. */
const subscribe = async (
	t: ExecutionContext,
	{pbx, client, token}: {readonly pbx: TestPbx; readonly client: Client; readonly token: string},
) => {
	const {agent} = await client.way();
	const socket = new WebSocket(pbx.origin.replace(/^http/, 'ws') + pathOf('subscribe', {}, token), {
		agent,
		finishRequest(request) {
			client.guard(request);
			request.end();
		},
	});
	t.teardown(() => socket.terminate());
	await once(socket, 'open');
	return socket;
};

/** What comes as an answer to this. */
const answerTo = async (socket: WebSocket, text: string): Promise<string> => {
	const coming = once(socket, 'message') as Promise<[Buffer]>;
	socket.send(text);
	const [message] = await coming;
	return message.toString();
};

test('a WebSocket tells of the events that one asks for', async t => {
	const started = await start(t);
	const {world} = started.pbx;
	const socket = await subscribe(t, started);
	t.is(await answerTo(socket, 'heartbeat'), 'heartbeat response');
	t.is(await answerTo(socket, '{"topic_list":[30022,30031]}'), '{"errcode":0,"errmsg":"SUCCESS"}');
	const told: unknown[] = [];
	const all = new Promise(resolve => {
		socket.on('message', (data: Buffer) => {
			told.push(JSON.parse(data.toString()));
			if (told.length === 3) resolve(undefined);
		});
	});
	world.deleteExtension(13);
	world.addChat({kind: 'extension', id: 11});
	world.addChat({kind: 'queue', id: 5});
	const id = world.addChat({kind: 'api'});
	world.addExtension(13, '1003', 'Di');
	await all;
	t.deepEqual(told[0], {type: 30_022, msg: '{"ext_number":"1003","option":"DELETE"}'});
	t.like(told[1], {type: 30_031, sn: world.sn, msg: {session_id: id, msg_type: 0, sender: {user_type: 2}}});
	t.deepEqual(told[2], {type: 30_022, msg: '{"ext_number":"1003","option":"CREATE"}'});
});

test('a WebSocket needs a token that counts, and ends with it', async t => {
	const started = await start(t);
	await t.throwsAsync(subscribe(t, {...started, token: 'x'}), {message: /401/});
	const socket = await subscribe(t, started);
	const ended = once(socket, 'close');
	started.pbx.pass(1800);
	await ended;
	t.is(started.pbx.sockets.count, 0);
});

test('a WebSocket without traffic ends', async t => {
	const socket = await subscribe(t, await start(t, {silence: 0.05}));
	await once(socket, 'close');
	t.pass();
});
