import {chmodSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {Webhook as Verifier} from 'standardwebhooks';
import {type WebRequest} from '../../../source/exchange/http/network.js';
import {findWebhook, pagesOf, tellWebhook, type TellOptions} from '../../../source/exchange/watch/webhook.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {secret} from '../../helpers/platform.js';
import {temporaryFolder} from '../../helpers/store.js';

const url = 'https://hooks.example/T0P53CR3T';
const watched = {watch: 'orphans', store: 'abc'};
const beginning = {id: 'one', at: 1_700_000_000, began: [[1, 6000], 7001] as const, matching: 9000};
const environment = {CHATLOGS_WATCH_URL: url, CHATLOGS_WATCH_SECRET: secret};
const webhookHere = findWebhook({environment, configFolder: '/nowhere'}, false);

const urlOf = (address: string, allowHttp = false): string =>
	findWebhook(
		{environment: {...environment, CHATLOGS_WATCH_URL: address}, configFolder: '/nowhere'},
		allowHttp,
	).url;

const plain = (rest: string): string => `http:${rest}`;

interface Scene {
	readonly requests: WebRequest[];
	readonly pauses: number[];
	readonly options: TellOptions;
}

const scene = (statuses: readonly (number | Error)[], more: Partial<TellOptions> = {}): Scene => {
	const requests: WebRequest[] = [];
	const pauses: number[] = [];
	const network = {
		post: (request: WebRequest) => {
			requests.push(request);
			const answer = statuses[requests.length - 1] ?? 200;
			return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({status: answer});
		},
		wait: (milliseconds: number) => {
			pauses.push(milliseconds);
			return Promise.resolve();
		},
		random: () => 0,
	};
	const {signal} = new AbortController();
	const options = {network, signal, now: () => 1_700_000_100, isPatient: false, patience: 5, ...more};
	return {requests, pauses, options};
};

const tell = async ({options}: Scene): Promise<string | undefined> =>
	tellWebhook(webhookHere, pagesOf(watched, beginning), options);

test('ids come in signed pages below 128 KiB, with counts and nothing else', async t => {
	const here = scene([]);
	t.is(await tell(here), undefined);
	const verifier = new Verifier(secret);
	const bodies = here.requests.map(({body, headers, url: to}) => {
		t.is(to, url);
		t.true(Buffer.byteLength(body) < 131_072);
		t.is(
			headers['webhook-signature'],
			verifier.sign(headers['webhook-id']!, new Date(1_700_000_100_000), body),
		);
		return JSON.parse(body) as {readonly data: {readonly sessions: readonly number[]}};
	});
	t.deepEqual(
		bodies.flatMap(({data}) => data.sessions),
		[...Array.from({length: 6000}, (_, index) => index + 1), 7001],
	);
	t.like(bodies[1], {
		type: 'watch.began',
		timestamp: '2023-11-14T22:13:20.000Z',
		data: {...watched, began: 6001, matching: 9000, page: 2, pages: 2},
	});
	t.deepEqual(
		here.requests.map(({headers}) => headers['webhook-id']),
		['msg_one_1', 'msg_one_2'],
	);
});

test('a page of the longest ids stays below 128 KiB', t => {
	const longest = Number.MAX_SAFE_INTEGER;
	const ids = Array.from({length: 5000}, (_, index) => longest - 10_000 + index * 2);
	const [page] = [...pagesOf(watched, {...beginning, began: ids})];
	t.true(Buffer.byteLength(page!.body) < 131_072);
});

test('a page that is not taken is sent again with the same id and words', async t => {
	const here = scene([200, 503, new Error('down'), 200]);
	t.is(await tell(here), undefined);
	const [, ...second] = here.requests;
	t.is(second.length, 3);
	t.is(new Set(second.map(({body, headers}) => headers['webhook-id']! + body)).size, 1);
	t.deepEqual(here.pauses, [1000, 2000]);
});

test('gives up after five failures in a row, and at once if it is refused', async t => {
	const down = scene([503, 503, 503, 503, 503]);
	t.is(await tell(down), 'the webhook answered 503 Service Unavailable');
	t.is(down.requests.length, 5);
	const refusing = scene([410]);
	t.is(await tell(refusing), 'the webhook answered 410 Gone');
	t.is(refusing.requests.length, 1);
});

test('one who is patient goes on whatever the answer, until the signal comes', async t => {
	const here = scene([410, 302, 503], {isPatient: true, patience: Infinity});
	t.is(await tell(here), undefined);
	t.is(here.requests.length, 5);
	const ended = AbortSignal.abort(new Refusal('Ended.'));
	await t.throwsAsync(tell(scene([], {signal: ended})), {message: 'Ended.'});
});

for (const [name, address] of [
	['another protocol', 'ftp://hooks.example/T0P53CR3T'],
	['no address', 'T0P53CR3T'],
	['a password', 'https://ann:T0P53CR3T@hooks.example'],
	['a hash', 'https://hooks.example/#T0P53CR3T'],
	['no encryption', plain('//hooks.example/T0P53CR3T')],
] as const)
	test(`an address with ${name} is refused, and none of it is told`, t => {
		const error = t.throws(() => urlOf(address), {instanceOf: Refusal});
		t.notRegex(JSON.stringify([error.message, error.stack]), /T0P53CR3T/);
	});

test('without encryption only to this machine, or if that is allowed', t => {
	t.is(urlOf(plain('//127.0.0.1:8080/')), plain('//127.0.0.1:8080/'));
	t.is(urlOf(plain('//hooks.example/'), true), plain('//hooks.example/'));
});

test('nothing is sent where certificates are not checked', t => {
	const unchecked = {...environment, NODE_TLS_REJECT_UNAUTHORIZED: '0'};
	t.throws(() => findWebhook({environment: unchecked, configFolder: '/nowhere'}, false), {
		instanceOf: Refusal,
		message: /NODE_TLS_REJECT_UNAUTHORIZED/,
	});
});

test('address and secret come from files that are their owner’s alone', t => {
	const configFolder = temporaryFolder(t);
	t.throws(() => findWebhook({environment: {}, configFolder}, false), {message: /CHATLOGS_WATCH_URL.*0600/});
	const address = path.join(configFolder, 'watch-url');
	writeFileSync(address, `${url}\n`);
	chmodSync(address, 0o644);
	t.throws(() => findWebhook({environment: {}, configFolder}, false), {message: /chmod 600/});
	chmodSync(address, 0o600);
	t.throws(() => findWebhook({environment: {}, configFolder}, false), {message: /CHATLOGS_WATCH_SECRET/});
	writeFileSync(path.join(configFolder, 'watch-secret'), secret, {mode: 0o600});
	t.is(findWebhook({environment: {}, configFolder}, false).url, url);
});
