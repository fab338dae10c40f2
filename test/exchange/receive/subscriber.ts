import {createServer as createHttpServer} from 'node:http';
import {connect, type Socket} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {Client, type ClientOptions} from '../../../source/exchange/http/client.js';
import {
	Subscriber,
	type SubscriberOptions,
	type SubscriberState,
} from '../../../source/exchange/receive/subscriber.js';
import {authority, fingerprintOf, issued} from '../../helpers/certificates.js';
import {HandClock, until} from '../../helpers/hand-clock.js';
import {listen} from '../../helpers/listen.js';
import {openApi} from '../../helpers/pbx/api.js';
import {furnish, type PbxOptions, startPbx} from '../../helpers/pbx/pbx.js';

const subscription = '{"topic_list":[30022,30031,30032]}';

/** Somebody who listens to a PBX until the test ends. */
const scene = async (
	t: ExecutionContext,
	options: PbxOptions = {},
	way: Partial<ClientOptions> = {},
	more: Partial<SubscriberOptions> = {},
) => {
	const pbx = await startPbx(t, options);
	furnish(pbx);
	const {api, http} = openApi(t, pbx);
	const client = new Client({origin: pbx.origin, trust: {pin: pbx.pin}, environment: {}, ...way});
	const clock = new HandClock();
	const ending = new AbortController();
	const states: SubscriberState[] = [];
	const events: string[] = [];
	const heard = {connections: 0};
	const subscriber = new Subscriber({
		http: Object.keys(way).length === 0 ? http : client,
		origin: way.origin ?? pbx.origin,
		network: {wait: clock.wait, random: () => 0},
		now: () => pbx.now,
		tokens: api.tokens,
		signal: ending.signal,
		onEvent: text => events.push(text),
		onState: state => states.push(state),
		onConnected: () => heard.connections++,
		...more,
	});
	const listenNow = (): Promise<void> => {
		const running = subscriber.run();
		t.teardown(async () => {
			ending.abort();
			await running;
			await client.close();
			if (/access[-_]/.test(JSON.stringify(states))) throw new Error('A state tells the token.');
		});
		return running;
	};

	return {pbx, clock, ending, states, events, heard, listenNow};
};

test('hears what happens on the PBX', async t => {
	const {pbx, events, states, heard, listenNow} = await scene(t);
	void listenNow();
	await until(() => heard.connections === 1);
	t.deepEqual(states, [{kind: 'connecting'}, {kind: 'live'}]);
	t.deepEqual(pbx.sockets.log.slice(1), [subscription]);
	pbx.world.addExtension(14, '1004', 'Dee');
	pbx.world.addChat({kind: 'api'});
	await until(() => events.length === 2);
	t.like(JSON.parse(events[0]!), {type: 30_022});
	t.like(JSON.parse(events[1]!), {type: 30_031, sn: pbx.world.sn});
});

test('a heartbeat each half minute', async t => {
	const {pbx, clock, heard, listenNow} = await scene(t);
	void listenNow();
	await until(() => heard.connections === 1);
	for (let beats = 1; beats <= 3; beats++) {
		await until(() => clock.left.includes(30_000));
		clock.pass(30_000);
		await until(() => pbx.sockets.log.filter(text => text === 'heartbeat').length === beats);
	}

	t.is(pbx.sockets.count, 1);
	t.is(heard.connections, 1);
});

test('without an answer to a heartbeat it connects anew', async t => {
	const {pbx, clock, states, heard, listenNow} = await scene(t);
	void listenNow();
	await until(() => heard.connections === 1 && clock.left.includes(30_000));
	pbx.sockets.answer = text => (text === 'heartbeat' ? '' : undefined);
	clock.pass(30_000);
	await until(() => pbx.sockets.log.includes('heartbeat') && clock.left.includes(15_000));
	clock.pass(15_000);
	await until(() => states.at(-1)?.kind === 'connecting' && clock.left.includes(1000));
	t.regex(JSON.stringify(states.at(-1)), /did not come in time/);
	clock.pass(1000);
	await until(() => heard.connections === 2);
	await until(() => pbx.sockets.count === 1);
});

test('when the PBX ends it, it comes back, each time more slowly until a heartbeat was answered', async t => {
	const {pbx, clock, states, heard, listenNow} = await scene(t);
	void listenNow();
	for (const [index, pause] of [1000, 2000, 4000, 8000].entries()) {
		await until(() => heard.connections === index + 1);
		pbx.sockets.close();
		await until(() => clock.left.includes(pause));
		t.like(states.at(-1), {kind: 'connecting'});
		clock.pass(pause);
	}

	await until(() => heard.connections === 5 && clock.left.includes(30_000));
	clock.pass(30_000);
	await until(() => clock.pauses.filter(pause => pause === 30_000).length === 6);
	pbx.sockets.close();
	await until(() => clock.left.includes(1000));
	t.pass();
});

for (const quirks of [{}, {doesRefreshEndOld: false}, {doSocketsExpire: false}])
	test(`a new token is a new connection, before the old one ends: ${JSON.stringify(quirks)}`, async t => {
		const {pbx, clock, heard, states, listenNow} = await scene(t, {quirks});
		void listenNow();
		await until(() => heard.connections === 1 && clock.left.includes(30_000));
		pbx.pass(1745);
		clock.pass(30_000);
		await until(() => heard.connections === 2);
		await until(() => pbx.sockets.log.some(text => text.startsWith('end')));
		const moves = pbx.sockets.log.filter(text => /^(?:open|end)/.test(text)).map(text => text.slice(0, 13));
		t.deepEqual(moves, ['open access-1', 'open access-2', 'end access-10']);
		t.true(states.every(({kind}, index) => kind === 'live' || index === 0));
	});

test('a token that does not count any more is changed for a new one', async t => {
	const {pbx, clock, heard, states, listenNow} = await scene(t);
	void listenNow();
	await until(() => heard.connections === 1);
	pbx.office.revokeAll();
	pbx.sockets.close();
	await until(() => clock.left.includes(1000));
	clock.pass(1000);
	await until(() => heard.connections === 2);
	t.false(states.some(({kind}) => kind === 'off'));
});

const answerOf = (status: string, body: string): string =>
	`HTTP/1.1 ${status}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;

const refusals: readonly [name: string, refusal: string, reason: RegExp][] = [
	['404', answerOf('404 Not Found', ''), /404 Not Found/],
	['not there', answerOf('200 OK', '{"errcode":10001,"errmsg":"x"}'), /10001 INTERFACE NOT EXISTED/],
	['switched off', answerOf('200 OK', '{"errcode":70123}'), /70123 API UNAVAILABLE/],
	['the web portal', answerOf('200 OK', '<html>'), /web portal/],
	['done, but none', answerOf('200 OK', '{"errcode":0}'), /without a WebSocket/],
	['a redirect', answerOf('302 Found', ''), /redirect/],
	['never with that token', answerOf('401 Unauthorized', ''), /Integrations > API/],
	['denied', answerOf('200 OK', '{"errcode":10005}'), /Integrations > API/],
];

for (const [name, refusal, reason] of refusals)
	test(`a PBX without a WebSocket is asked again only after a while: ${name}`, async t => {
		const {pbx, clock, heard, states, listenNow} = await scene(t);
		pbx.sockets.refusal = refusal;
		void listenNow();
		await until(() => states.at(-1)?.kind === 'off' && clock.left.length === 1);
		t.regex(JSON.stringify(states.at(-1)), reason);
		t.deepEqual(clock.left, [900_000]);
		pbx.sockets.refusal = undefined;
		clock.pass(900_000);
		await until(() => heard.connections === 1);
	});

test('an overloaded PBX is asked again soon', async t => {
	const {pbx, clock, states, listenNow} = await scene(t);
	pbx.sockets.refusal = answerOf('503 Service Unavailable', '');
	void listenNow();
	await until(() => clock.left.includes(1000));
	t.is(states.at(-1)?.kind, 'connecting');
});

test('a subscription that is refused is no connection', async t => {
	const {pbx, clock, heard, states, listenNow} = await scene(t);
	pbx.sockets.answer = () => '{"errcode":10001}';
	void listenNow();
	await until(() => states.at(-1)?.kind === 'off' && clock.left.includes(900_000));
	await until(() => pbx.sockets.count === 0);
	t.is(heard.connections, 0);
});

test('a subscription that is not answered is tried again', async t => {
	const {pbx, clock, heard, listenNow} = await scene(t);
	pbx.sockets.answer = () => '';
	void listenNow();
	await until(() => pbx.sockets.log.includes(subscription) && clock.left.includes(15_000));
	clock.pass(15_000);
	await until(() => clock.left.includes(1000));
	pbx.sockets.answer = () => undefined;
	clock.pass(1000);
	await until(() => heard.connections === 1);
	t.pass();
});

test('strange texts are passed on, other frames are not, and one that is too long ends the connection', async t => {
	const {pbx, clock, heard, events, listenNow} = await scene(t);
	void listenNow();
	await until(() => heard.connections === 1);
	pbx.sockets.send('{"broken');
	pbx.sockets.send(Uint8Array.of(0xff, 0x00));
	pbx.sockets.send('');
	pbx.sockets.send('heartbeat response');
	pbx.sockets.send('{"errcode":10005}');
	pbx.sockets.send('x'.repeat(1024 * 1024));
	await until(() => events.length === 4);
	t.deepEqual(
		events.map(text => text.slice(0, 20)),
		['{"broken', 'heartbeat response', '{"errcode":10005}', 'x'.repeat(20)],
	);
	pbx.sockets.send('x'.repeat(1024 * 1024 + 1));
	await until(() => clock.left.includes(1000));
	clock.pass(1000);
	await until(() => heard.connections === 2);
	t.is(events.length, 4);
});

test('a text that is no text ends the connection', async t => {
	const {pbx, clock, heard, listenNow} = await scene(t);
	void listenNow();
	await until(() => heard.connections === 1);
	pbx.sockets.sendAsText(Uint8Array.of(0xff, 0xfe));
	await until(() => clock.left.includes(1000));
	t.pass();
});

test('trusts only the pinned certificate, and tells no other server the token', async t => {
	const {pbx, clock, states, listenNow} = await scene(t, {}, {trust: {pin: fingerprintOf(issued)}});
	void listenNow();
	await until(() => states.at(-1)?.kind === 'off' && clock.left.includes(900_000));
	t.regex(JSON.stringify(states.at(-1)), /not the pinned one/);
	t.deepEqual(pbx.sockets.log, []);
});

test('trusts an authority, and no certificate that it has not issued', async t => {
	const {heard, listenNow} = await scene(t, {shows: 'issued'}, {trust: {ca: authority}});
	void listenNow();
	await until(() => heard.connections === 1);
	const other = await scene(t, {}, {trust: {ca: authority}});
	void other.listenNow();
	await until(() => other.states.at(-1)?.kind === 'off');
	t.deepEqual(other.pbx.sockets.log, []);
});

test('goes by the proxy, with the pin, but not to this machine', async t => {
	const asked: string[] = [];
	let target = '';
	const server = createHttpServer();
	server.on('connect', ({url}, socket: Socket) => {
		asked.push(url!);
		const onward = connect(Number(new URL(target).port), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			socket.pipe(onward).pipe(socket);
		});
		for (const end of [socket, onward]) end.on('error', () => undefined);
	});
	const environment = {HTTPS_PROXY: `http://127.0.0.1:${await listen(t, server)}`};
	const pin = await scene(t).then(({pbx}) => pbx.pin);
	const far = await scene(t, {}, {origin: 'https://pbx.example:8088', environment, trust: {pin}});
	target = far.pbx.origin;
	void far.listenNow();
	await until(() => far.heard.connections === 1);
	t.deepEqual(asked, ['pbx.example:8088']);
	const near = await scene(t, {}, {environment});
	void near.listenNow();
	await until(() => near.heard.connections === 1);
	t.is(asked.length, 1);
});

test('ends at once, whatever it is doing', async t => {
	const silent = createHttpServer();
	let asked = 0;
	silent.on('upgrade', () => asked++);
	const port = await listen(t, silent);
	const waits = await scene(t, {}, {origin: `http://127.0.0.1:${port}`, trust: {}});
	const connecting = waits.listenNow();
	await until(() => asked === 1);
	waits.ending.abort();
	await connecting;

	const live = await scene(t);
	const listening = live.listenNow();
	await until(() => live.heard.connections === 1);
	live.ending.abort();
	await listening;
	await until(() => live.pbx.sockets.count === 0);

	const pausing = await scene(t);
	pausing.pbx.sockets.refusal = answerOf('404 Not Found', '');
	const resting = pausing.listenNow();
	await until(() => pausing.clock.left.includes(900_000));
	pausing.ending.abort();
	await resting;

	const ended = await scene(t);
	ended.ending.abort();
	await ended.listenNow();
	t.deepEqual(ended.pbx.sockets.log, []);
});

test('a secret that is wrong is no reason to knock', async t => {
	const {clock, states, listenNow} = await scene(
		t,
		{},
		{},
		{
			tokens: {
				async take() {
					const {PbxTrouble} = await import('../../../source/exchange/yeastar/api/trouble.js');
					throw new PbxTrouble('wrong secret', 'The PBX refuses client id or secret.');
				},
			},
		},
	);
	void listenNow();
	await until(() => clock.left.includes(900_000));
	t.deepEqual(states.at(-1), {kind: 'off', reason: 'The PBX refuses client id or secret.'});
});
