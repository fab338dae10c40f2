import {createHmac} from 'node:crypto';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {text} from 'node:stream/consumers';
import test, {type ExecutionContext} from 'ava';
import {Refusal} from '../../../source/domain/refusal.js';
import {
	isSigned,
	type Reception,
	startWebhookServer,
	type WebhookServerOptions,
} from '../../../source/exchange/receive/webhook-server.js';
import {until} from '../../helpers/hand-clock.js';
import {fc} from '../../helpers/random.js';

const secret = 'abcdefghijklmnopqrstuvwxyz012345';

const signatureOf = (body: string | Buffer): string =>
	createHmac('sha256', secret).update(body).digest('base64');

/** A server that keeps what it receives. */
const serve = async (t: ExecutionContext, options: Partial<WebhookServerOptions> = {}) => {
	const received: string[] = [];
	const troubles: unknown[] = [];
	const server = await startWebhookServer({
		host: '127.0.0.1',
		port: 0,
		path: '/',
		secret,
		receive(body) {
			received.push(body.toString());
			return Promise.resolve('received');
		},
		onTrouble: error => troubles.push(error),
		...options,
	});
	t.teardown(async () => server.close());
	return {server, received, troubles, port: Number(new URL(server.url).port)};
};

const statusOf = ({status}: Response): number => status;

const send = async (url: string, body: string, headers: Record<string, string> = {}, method = 'POST') =>
	fetch(url, {
		method,
		...(method === 'POST' && {body}),
		headers: {'x-signature': signatureOf(body), ...headers},
		redirect: 'error',
	});

/** Says something over a connection, and gives all that is answered until it ends, or is cut off. */
const talk = async (port: number, ...words: readonly string[]): Promise<string> => {
	const socket = connect(port, '127.0.0.1');
	let answer = '';
	socket.on('error', () => undefined).on('data', chunk => (answer += chunk.toString()));
	for (const word of words) socket.write(word);
	await once(socket, 'close').catch(() => undefined);
	return answer;
};

test('takes what is signed, as it was sent', async t => {
	const {server, received} = await serve(t);
	const body = String.raw`{"event":"test", "text":"Grüße\u0000"}`;
	const answer = await send(server.url, body);
	t.is(answer.status, 200);
	t.is(await answer.text(), '');
	t.deepEqual(received, [body]);
});

test('takes nothing that is not signed with the secret, and does not say why', async t => {
	const {server, received} = await serve(t);
	const body = '{"type":30031}';
	const right = signatureOf(body);
	for (const signature of [
		'',
		'x',
		right.slice(0, -1),
		`${right} `.padEnd(80, 'A'),
		right.toLowerCase(),
		Buffer.from(right, 'base64').toString('hex'),
		createHmac('sha256', 'another secret').update(body).digest('base64'),
		`${right}, ${right}`,
		signatureOf(`${body} `),
	]) {
		const answer = await send(server.url, body, {'x-signature': signature});
		t.is(answer.status, 401, signature);
		t.is(await answer.text(), '');
	}

	const missing = await fetch(server.url, {method: 'POST', body});
	t.is(missing.status, 401);
	const altered = await send(server.url, body.replace('1', '2'), {'x-signature': right});
	t.is(altered.status, 401);
	t.deepEqual(received, []);
});

test('a signature is of these bytes and this secret alone', t => {
	fc.assert(
		fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
			const [body, changed] = [Buffer.from(one), Buffer.from(other)];
			t.true(isSigned(body, signatureOf(body), secret));
			t.is(isSigned(body, signatureOf(changed), secret), body.equals(changed));
			t.false(isSigned(body, signatureOf(body), `${secret} `));
		}),
	);
});

test('answers one method and one path', async t => {
	const {server, received, port} = await serve(t, {path: '/pbx'});
	for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
		const answer = await send(server.url, '', {}, method);
		t.is(answer.status, 405);
		t.is(answer.headers.get('allow'), 'POST');
	}

	for (const path of ['/', '/pbx/', '/pbx/../pbx2', '//pbx'])
		t.is(await send(`http://127.0.0.1:${port}${path}`, '{}').then(statusOf), 404, path);
	t.deepEqual(received, []);
	t.is(await send(`${server.url}?x=1`, '{}').then(statusOf), 200);
});

test('tells the PBX to come again when it is busy, or what came cannot be kept', async t => {
	let reception: Reception | Error = 'busy';
	const {server, troubles} = await serve(t, {
		receive: () => (reception instanceof Error ? Promise.reject(reception) : Promise.resolve(reception)),
	});
	const busy = await send(server.url, '{}');
	t.is(busy.status, 503);
	t.is(busy.headers.get('retry-after'), '5');
	reception = 'unreadable';
	t.is(await send(server.url, '{}').then(statusOf), 400);
	reception = new Error('The disk is full.');
	t.is(await send(server.url, '{}').then(statusOf), 503);
	t.deepEqual(troubles, [reception]);
});

test('reads no more than an event can have', async t => {
	const {server, received, port} = await serve(t);
	const longest = 'x'.repeat(1024 * 1024);
	t.is(await send(server.url, longest).then(statusOf), 200);
	t.regex(
		await talk(port, `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${longest.length + 1}\r\n\r\n`),
		/^HTTP\/1\.1 413 .*connection: close/is,
	);
	const chunk = `${(longest.length + 1).toString(16)}\r\n${longest}x\r\n`;
	t.regex(
		await talk(port, 'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n', chunk),
		/^(?:HTTP\/1\.1 413 |$)/,
	);
	t.is(received.length, 1);
});

test('waits for nobody who is slow on purpose', async t => {
	const {server, port} = await serve(t, {patience: {headers: 100, request: 300}});
	const sockets: Socket[] = [];
	const slow = async (beginning: string): Promise<string> => {
		const socket = connect(port, '127.0.0.1').on('error', () => undefined);
		sockets.push(socket);
		socket.write(beginning);
		const timer = setInterval(() => socket.write('x'), 20);
		try {
			// The end may come while something is on its way, which is a reset.
			return await text(socket).catch(() => '');
		} finally {
			clearInterval(timer);
		}
	};

	const answers = await Promise.all([
		slow('POST / HTTP/1.1\r\nx-slow: '),
		slow('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n'),
		slow(''),
	]);
	t.true(answers.every(answer => /^(?:HTTP\/1\.1 4|$)/.test(answer)));
	t.is(await send(server.url, '{}').then(statusOf), 200);
});

test('what is no HTTP, and headers without end, are turned away', async t => {
	const {server, port} = await serve(t);
	t.regex(await talk(port, '\u0016\u0003\u0001\u0002\u0000\r\n\r\n'), /^HTTP\/1\.1 400 /);
	t.regex(await talk(port, `POST / HTTP/1.1\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`), /^(?:HTTP\/1\.1 431 |$)/);
	t.regex(
		await talk(
			port,
			'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
		),
		/^HTTP\/1\.1 400 /,
	);
	t.is(await send(server.url, '{}').then(statusOf), 200);
});

test('somebody who goes away in the middle does no harm', async t => {
	const {server, received, port} = await serve(t);
	const socket = connect(port, '127.0.0.1').on('error', () => undefined);
	socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
	await once(socket, 'connect');
	socket.destroy();
	t.is(await send(server.url, '{}').then(statusOf), 200);
	t.deepEqual(received, ['{}']);
});

test('answers only when what came is durable, also while it ends', async t => {
	const durable = Promise.withResolvers<Reception>();
	let received = 0;
	const {server, port} = await serve(t, {
		receive() {
			received++;
			return durable.promise;
		},
	});
	let answered: number | undefined;
	const sending = send(server.url, '{}').then(({status}) => {
		answered = status;
	});
	const waiting = connect(port, '127.0.0.1').on('error', () => undefined);
	waiting.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
	await until(() => received === 1);
	const closing = server.close();
	t.is(answered, undefined);
	durable.resolve('received');
	await closing;
	await sending;
	t.is(answered, 200);
	await t.throwsAsync(send(server.url, '{}'));
});

test('says where it cannot listen', async t => {
	const {port} = await serve(t);
	const error = await t.throwsAsync(serve(t, {port}), {instanceOf: Refusal});
	t.is(error.message, `Nothing can listen at 127.0.0.1:${port}: another program listens there (EADDRINUSE).`);
});
