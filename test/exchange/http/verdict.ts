import test from 'ava';
import {retryDelay} from '../../../source/exchange/http/retry-delay.js';
import {type Verdict, verdictOn, verdictOnError} from '../../../source/exchange/http/verdict.js';

const now = Date.UTC(2026, 10, 22, 12) / 1000;

const statuses: readonly [status: number, kind: Verdict['kind']][] = [
	[200, 'accepted'],
	[204, 'accepted'],
	[301, 'refused'],
	[307, 'refused'],
	[400, 'refused'],
	[401, 'refused'],
	[404, 'refused'],
	[408, 'later'],
	[410, 'refused'],
	[413, 'refused'],
	[422, 'refused'],
	[429, 'later'],
	[500, 'later'],
	[503, 'later'],
	[599, 'later'],
];

for (const [status, kind] of statuses) {
	test(`an answer of ${status} is ${kind}`, t => {
		t.is(verdictOn('the analytics platform', {status}, now).kind, kind);
	});
}

test('reasons are in our own words', t => {
	t.like(verdictOn('the analytics platform', {status: 422}, now), {
		reason: 'the analytics platform answered 422 Unprocessable Entity',
	});
	t.like(verdictOn('the analytics platform', {status: 599}, now), {
		reason: 'the analytics platform answered 599',
	});
	t.like(verdictOn('the analytics platform', {status: 302}, now), {
		reason: 'the analytics platform answered 302 Found, a redirect, which is not followed',
	});
});

const waits: readonly [header: string | undefined, seconds: number | undefined][] = [
	[undefined, undefined],
	['120', 120],
	['Sun, 22 Nov 2026 12:02:00 GMT', 120],
	['Sun, 22 Nov 2026 11:00:00 GMT', 0],
	['9999999999', 86_400],
	['soon', undefined],
];

for (const [retryAfter, seconds] of waits) {
	test(`Retry-After ${retryAfter ?? 'missing'} asks for ${seconds ?? 'no'} seconds`, t => {
		const verdict = verdictOn('the analytics platform', {status: 503, retryAfter}, now);
		t.is(verdict.kind === 'later' ? verdict.seconds : -1, seconds);
	});
}

const errors: readonly [error: unknown, told: string][] = [
	[
		new TypeError('fetch failed', {cause: Object.assign(new Error('x'), {code: 'ECONNREFUSED'})}),
		'ECONNREFUSED',
	],
	[new DOMException('x', 'TimeoutError'), 'no answer in time'],
	[new TypeError('what a customer wrote'), 'no connection'],
];

for (const [error, told] of errors) {
	test(`without an answer it is tried again: ${told}`, t => {
		t.deepEqual(verdictOnError('the analytics platform', error), {
			kind: 'later',
			reason: `the analytics platform cannot be reached (${told})`,
		});
	});
}

const delays: readonly [
	failures: number,
	random: number,
	seconds: number | undefined,
	milliseconds: number,
][] = [
	[1, 0, undefined, 1000],
	[1, 0.5, undefined, 750],
	[4, 0, undefined, 8000],
	[40, 0, undefined, 300_000],
	[1, 0, 120, 120_000],
	[9, 0, 1, 256_000],
];

for (const [failures, random, seconds, milliseconds] of delays) {
	test(`after ${failures} failures, chance ${random}, asked for ${seconds ?? 0} s: ${milliseconds} ms`, t => {
		t.is(retryDelay(failures, random, seconds), milliseconds);
	});
}
