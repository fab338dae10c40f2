import {createServer as createHttpServer, request as startRequest, type RequestListener} from 'node:http';
import {createServer, type ServerOptions} from 'node:https';
import {connect, Socket} from 'node:net';
import {once} from 'node:events';
import {gzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {WebSocket, WebSocketServer} from 'ws';
import {certificateOf} from '../../../source/exchange/http/certificate.js';
import {Client, type ClientOptions} from '../../../source/exchange/http/client.js';
import {whenConnected} from '../../../source/exchange/http/guard.js';
import {NoAnswer} from '../../../source/exchange/http/no-answer.js';
import {type Trust} from '../../../source/exchange/http/trust.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {authority, expired, fingerprintOf, issued, selfSigned} from '../../helpers/certificates.js';
import {listen, stopListening} from '../../helpers/listen.js';

const never = new AbortController().signal;

const hello: RequestListener = (_request, response) => response.end('hello');

/** A server with TLS that counts what comes. */
const serveTls = async (t: ExecutionContext, options: ServerOptions, listener: RequestListener = hello) => {
	const seen = {requests: 0, connections: 0};
	const server = createServer(options, (request, response) => {
		seen.requests++;
		listener(request, response);
	});
	server.on('secureConnection', () => {
		seen.connections++;
	});
	return {seen, origin: `https://127.0.0.1:${await listen(t, server)}`};
};

const clientOf = (t: ExecutionContext, origin: string, trust: Trust, more: Partial<ClientOptions> = {}) => {
	const client = new Client({origin, trust, environment: {}, ...more});
	t.teardown(async () => client.close());
	return client;
};

const get = async (client: Client, path = '/'): Promise<string> => {
	const {body} = await client.send({method: 'GET', path}, never);
	return body.toString();
};

const silenceOf = async (t: ExecutionContext, sending: Promise<unknown>) => {
	const error = await t.throwsAsync(sending, {instanceOf: NoAnswer});
	return {silence: error.silence, isSent: error.isSent, message: error.message};
};

for (const [title, shown, trust] of [
	['its authority', issued, {ca: authority}],
	['its pin', selfSigned, {pin: fingerprintOf(selfSigned)}],
	['its pin, though it has expired', expired, {pin: fingerprintOf(expired)}],
	['its pin, though an authority issued it', issued, {pin: fingerprintOf(issued)}],
] as const) {
	test(`trusts a certificate by ${title}`, async t => {
		const {origin} = await serveTls(t, shown);
		t.is(await get(clientOf(t, origin, trust)), 'hello');
	});
}

for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
	for (const [title, shown, trust, message] of [
		['signed by itself', selfSigned, {}, /it is signed by itself/],
		['expired', expired, {}, /SELF_SIGNED|signed by itself|expired/],
		['of another authority', selfSigned, {ca: authority}, /it is signed by itself/],
		['that is not the pinned one', issued, {pin: fingerprintOf(selfSigned)}, /SHA-256 [\dA-F:]{95}/],
		['of the same key as the pinned one', expired, {pin: fingerprintOf(selfSigned)}, /not the pinned one/],
	] as const) {
		test(`sends nothing to a server with a certificate ${title}, by ${version}`, async t => {
			const {seen, origin} = await serveTls(t, {...shown, minVersion: version, maxVersion: version});
			const body = 'secret'.repeat(50_000);
			const sending = clientOf(t, origin, trust).send({method: 'POST', path: '/', body}, never);
			const {message: told, ...rest} = await silenceOf(t, sending);
			t.deepEqual(rest, {silence: 'certificate', isSent: false});
			t.regex(told, message);
			// The server has handled all that came by then: this connection comes after it.
			await get(clientOf(t, origin, {pin: fingerprintOf(shown)}));
			t.is(seen.requests, 1);
		});
	}
}

test('a certificate of the right authority for another name is not trusted', async t => {
	const {origin} = await serveTls(t, issued);
	const {port} = new URL(origin);
	const client = clientOf(t, `https://[::ffff:127.0.0.1]:${port}`, {ca: authority});
	t.like(await silenceOf(t, get(client)), {silence: 'certificate', isSent: false});
});

test('an environment that switches the check off changes nothing', async t => {
	const {origin} = await serveTls(t, selfSigned);
	process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
	try {
		t.like(await silenceOf(t, get(clientOf(t, origin, {}))), {silence: 'certificate', isSent: false});
	} finally {
		delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
	}
});

test('keeps the connection for the next request', async t => {
	const {seen, origin} = await serveTls(t, selfSigned);
	const client = clientOf(t, origin, {pin: fingerprintOf(selfSigned)});
	for (let count = 0; count < 3; count++) await get(client);
	t.like(seen, {requests: 3, connections: 1});
});

test('tells the certificate of a server, and sends nothing', async t => {
	for (const [shown, subject] of [
		[selfSigned, 'CN=P550\nO=Yeastar'],
		[issued, 'CN=pbx.example'],
	] as const) {
		const {seen, origin} = await serveTls(t, shown);
		const certificate = await certificateOf(origin, {}, never);
		t.like(certificate, {fingerprint: fingerprintOf(shown), subject, isTrusted: false});
		await get(clientOf(t, origin, {pin: certificate.fingerprint}));
		t.is(seen.requests, 1);
	}
});

test('does not follow a redirect', async t => {
	const elsewhere = await serveTls(t, selfSigned);
	const {origin} = await serveTls(t, selfSigned, (_request, response) =>
		response.writeHead(302, {location: elsewhere.origin}).end(),
	);
	const client = clientOf(t, origin, {pin: fingerprintOf(selfSigned)});
	t.like(await client.send({method: 'GET', path: '/'}, never), {status: 302});
	t.is(elsewhere.seen.connections, 0);
});

for (const path of ['@elsewhere.example/', '.elsewhere.example/', 'https://elsewhere.example/', ':1/', ''])
	test(`a path that leads elsewhere is not asked for: “${path}”`, async t => {
		const client = clientOf(t, 'https://127.0.0.1:9', {});
		await t.throwsAsync(get(client, path), {instanceOf: Refusal, message: /another place/});
	});

const serve = async (t: ExecutionContext, listener: RequestListener): Promise<string> =>
	`http://127.0.0.1:${await listen(t, createHttpServer(listener))}`;

const packed =
	(body: Uint8Array): RequestListener =>
	(_request, response) =>
		response.writeHead(200, {'content-encoding': 'gzip'}).end(body);

test('takes an answer that is packed, though it asks for none', async t => {
	let accepted: string | undefined;
	const origin = await serve(t, (request, response) => {
		accepted = request.headers['accept-encoding'];
		packed(gzipSync('hello'))(request, response);
	});
	t.is(await get(clientOf(t, origin, {})), 'hello');
	t.is(accepted, 'identity');
	t.is(await get(clientOf(t, await serve(t, packed(Buffer.alloc(0))), {})), '');
});

const silences: readonly [title: string, listener: RequestListener, silence: object, timeout?: number][] = [
	['a connection that is reset', request => request.socket.resetAndDestroy(), {silence: 'cut'}],
	[
		'an answer that is cut',
		(_request, response) => {
			response.writeHead(200, {'content-length': 10});
			response.write('{"e', () => response.destroy());
		},
		{silence: 'cut'},
	],
	[
		'an answer that is too long',
		(_request, response) => response.end('x'.repeat(2000)),
		{silence: 'too long'},
	],
	['a packed answer that is cut', packed(gzipSync('hello').subarray(0, 12)), {silence: 'cut'}],
	['a packed answer that grows too long', packed(gzipSync('x'.repeat(2000))), {silence: 'too long'}],
	['no answer', () => undefined, {silence: 'too slow'}, 1000],
	[
		'an answer that never ends',
		(_request, response) => {
			response.write('{"e');
		},
		{silence: 'too slow'},
		1000,
	],
];

for (const [title, listener, silence, timeout = 120_000] of silences) {
	// Alone, since some wait: what is slow must not be this process itself.
	test.serial(`tells ${title} as something that may have arrived`, async t => {
		const origin = await serve(t, (request, response) => {
			if (request.url === '/') hello(request, response);
			else listener(request, response);
		});
		const client = clientOf(t, origin, {}, {timeout});
		await get(client);
		const sending = client.send({method: 'GET', path: '/?access_token=T0KEN', longestAnswer: 1000}, never);
		const {message, ...told} = await silenceOf(t, sending);
		t.deepEqual(told, {...silence, isSent: true});
		t.notRegex(message, /T0KEN/);
	});
}

test('what could not be sent is told so', async t => {
	const server = createHttpServer();
	const port = await listen(t, server);
	await stopListening(server);
	t.like(await silenceOf(t, get(clientOf(t, `http://127.0.0.1:${port}`, {}))), {
		silence: 'unreachable',
		isSent: false,
		message: 'nothing listens at that port (ECONNREFUSED)',
	});
	const plain = await serve(t, hello);
	t.like(await silenceOf(t, get(clientOf(t, plain.replace('http:', 'https:'), {}))), {isSent: false});
});

test('nothing can arrive on a connection for which there is no way', async t => {
	// As Node gives it where the network is down: destroyed before the request gets it.
	const request = startRequest({createConnection: () => new Socket().destroy(new Error('down'))});
	let isConnected = false;
	whenConnected(request, () => {
		isConnected = true;
	});
	request.end();
	await t.throwsAsync(once(request, 'response'));
	t.false(isConnected);
});

test('ends when it is told to', async t => {
	const ending = new AbortController();
	const client = clientOf(t, await serve(t, () => ending.abort()), {});
	await t.throwsAsync(client.send({method: 'GET', path: '/'}, ending.signal), {name: 'AbortError'});
	await t.throwsAsync(client.send({method: 'GET', path: '/'}, ending.signal), {name: 'AbortError'});
});

/** A proxy that leads everybody to the same server. */
const proxyTo = async (t: ExecutionContext, origin: string) => {
	const asked: string[] = [];
	const server = createHttpServer();
	server.on('connect', ({url}, socket: Socket) => {
		asked.push(`CONNECT ${url}`);
		const target = connect(Number(new URL(origin).port), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			socket.pipe(target).pipe(socket);
		});
		for (const end of [socket, target]) end.on('error', () => undefined);
	});
	return {asked, HTTPS_PROXY: `http://127.0.0.1:${await listen(t, server)}`};
};

test('a pin is checked through a proxy, too, before anything is sent', async t => {
	const {seen, origin} = await serveTls(t, selfSigned);
	const {asked, HTTPS_PROXY} = await proxyTo(t, origin);
	const environment = {HTTPS_PROXY};
	const pbx = 'https://pbx.example:8088';
	t.is(await get(clientOf(t, pbx, {pin: fingerprintOf(selfSigned)}, {environment})), 'hello');
	t.like(await certificateOf(pbx, environment, never), {fingerprint: fingerprintOf(selfSigned)});
	t.like(await silenceOf(t, get(clientOf(t, pbx, {pin: fingerprintOf(issued)}, {environment}))), {
		silence: 'certificate',
		isSent: false,
	});
	t.deepEqual(new Set(asked), new Set(['CONNECT pbx.example:8088']));
	t.is(seen.requests, 1);
});

test('this machine is reached by no proxy', async t => {
	const {origin} = await serveTls(t, selfSigned);
	const {asked, HTTPS_PROXY} = await proxyTo(t, origin);
	t.is(
		await get(clientOf(t, origin, {pin: fingerprintOf(selfSigned)}, {environment: {HTTPS_PROXY}})),
		'hello',
	);
	t.deepEqual(asked, []);
});

test('a WebSocket goes the same way, with the same pin', async t => {
	const server = createServer(selfSigned);
	const sockets = new WebSocketServer({server});
	sockets.on('connection', socket => socket.send('hello'));
	const origin = `https://127.0.0.1:${await listen(t, server)}`;
	const open = async (trust: Trust): Promise<WebSocket> => {
		const client = clientOf(t, origin, trust);
		const {agent} = await client.way();
		return new WebSocket(origin.replace('https:', 'wss:'), {
			agent,
			finishRequest(request) {
				client.guard(request);
				request.end();
			},
		});
	};

	const socket = await open({pin: fingerprintOf(selfSigned)});
	const [message] = (await once(socket, 'message')) as [Buffer];
	t.is(message.toString(), 'hello');
	socket.terminate();
	for (const trust of [{}, {pin: fingerprintOf(issued)}]) {
		const refused = await open(trust);
		await t.throwsAsync(once(refused, 'open'));
	}
});
