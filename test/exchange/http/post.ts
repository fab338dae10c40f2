import {createServer, type RequestListener} from 'node:http';
import {type AddressInfo} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {post} from '../../../source/exchange/http/post.js';

/** The address of a server of the test's own on this machine. */
const serve = async (t: ExecutionContext, listener: RequestListener): Promise<string> => {
	const server = createServer(listener);
	const {promise, resolve} = Promise.withResolvers<undefined>();
	server.listen(0, '127.0.0.1', () => resolve(undefined));
	await promise;
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const never = new AbortController().signal;

test('posts the body with its headers, and tells the answer', async t => {
	const seen: unknown[] = [];
	const url = await serve(t, (request, response) => {
		request.setEncoding('utf8');
		request.on('data', (body: string) =>
			seen.push(request.method, request.url, request.headers['webhook-id'], body),
		);
		request.on('end', () => response.writeHead(503, {'retry-after': '7'}).end('busy'.repeat(100_000)));
	});
	const request = {url: `${url}/hook?a=1`, headers: {'webhook-id': 'k'}, body: '{"é":1}'};
	t.deepEqual(await post(request, never), {status: 503, retryAfter: '7'});
	t.deepEqual(seen, ['POST', '/hook?a=1', 'k', '{"é":1}']);
});

test('does not follow a redirect', async t => {
	const elsewhere = await serve(t, () => t.fail());
	const url = await serve(t, (_request, response) => response.writeHead(307, {location: elsewhere}).end());
	t.deepEqual(await post({url, headers: {}, body: ''}, never), {status: 307, retryAfter: undefined});
});

test('gives up waiting for an answer', async t => {
	const url = await serve(t, () => undefined);
	await t.throwsAsync(post({url, headers: {}, body: ''}, never, 10), {name: 'TimeoutError'});
});

test('ends when it is told to', async t => {
	const ending = new AbortController();
	const url = await serve(t, () => ending.abort());
	await t.throwsAsync(post({url, headers: {}, body: ''}, ending.signal), {name: 'AbortError'});
});
