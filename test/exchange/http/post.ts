import {createServer, type RequestListener} from 'node:http';
import test, {type ExecutionContext} from 'ava';
import {postBy} from '../../../source/exchange/http/post.js';
import {listen} from '../../helpers/listen.js';

const serve = async (t: ExecutionContext, listener: RequestListener): Promise<string> =>
	`http://127.0.0.1:${await listen(t, createServer(listener))}`;

const never = new AbortController().signal;
const post = postBy({});

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
	await t.throwsAsync(postBy({}, 10)({url, headers: {}, body: ''}, never), {name: 'TimeoutError'});
});

test('takes an answer by its status, also if the rest is cut off', async t => {
	const url = await serve(t, (_request, response) => {
		response.writeHead(200, {'content-length': 9}).write('abc', () => response.destroy());
	});
	t.deepEqual(await post({url, headers: {}, body: ''}, never), {status: 200, retryAfter: undefined});
});

test('ends when it is told to', async t => {
	const ending = new AbortController();
	const url = await serve(t, () => ending.abort());
	await t.throwsAsync(post({url, headers: {}, body: ''}, ending.signal), {name: 'AbortError'});
});

/** A proxy that tells what it was asked for, answers what is not encrypted itself, and tunnels nothing. */
const proxy = async (t: ExecutionContext) => {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		response.end();
	});
	server.on('connect', ({url}, socket) => {
		asked.push(`CONNECT ${url}`);
		socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
	});
	return {asked, url: `http://127.0.0.1:${await listen(t, server)}`};
};

for (const [name, protocol, expected] of [
	['HTTPS_PROXY', 'https:', /^CONNECT chats\.example\.com:443$/],
	['https_proxy', 'https:', /^CONNECT chats\.example\.com:443$/],
	['HTTP_PROXY', 'http:', /^POST http:\/\/chats\.example\.com\/hook$/],
	['http_proxy', 'http:', /^POST http:\/\/chats\.example\.com\/hook$/],
] as const) {
	test(`goes by the proxy that ${name} names`, async t => {
		const {asked, url: address} = await proxy(t);
		const url = `${protocol}//chats.example.com/hook`;
		const posting = postBy({[name]: address})({url, headers: {}, body: ''}, never);
		if (protocol === 'https:') await t.throwsAsync(posting, {code: 'ERR_PROXY_TUNNEL'});
		else t.like(await posting, {status: 200});
		t.regex(asked.join('\n'), expected);
	});
}

test('goes by no proxy to what NO_PROXY names, nor to this machine', async t => {
	const {asked, url: address} = await proxy(t);
	const url = await serve(t, (_request, response) => response.end());
	const environment = {HTTP_PROXY: address, HTTPS_PROXY: address, NO_PROXY: '.invalid'};
	const through = postBy(environment);
	t.like(await through({url, headers: {}, body: ''}, never), {status: 200});
	await t.throwsAsync(through({url: 'https://chats.invalid/', headers: {}, body: ''}, never), {
		message: /getaddrinfo/,
	});
	t.deepEqual(asked, []);
});
