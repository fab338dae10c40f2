import {createHmac} from 'node:crypto';
import test from 'ava';
import {idempotencyKey, signer} from '../../../source/exchange/platform/sign.js';
import {platformUrl, secret} from '../../helpers/platform.js';

test('requests are signed over key, time and body', t => {
	const body = '{"text":"grüße 😀"}';
	const {url, headers} = signer(secret)(platformUrl, 'msg_1', body, 1_700_000_000);
	const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
		.update(`msg_1.1700000000.${body}`)
		.digest('base64');
	t.is(url, platformUrl);
	t.like(headers, {
		'content-type': 'application/json',
		'webhook-id': 'msg_1',
		'webhook-timestamp': '1700000000',
		'webhook-signature': `v1,${signature}`,
	});
});

test('a key is the same for the same page, and another for any other', t => {
	const page = {number: 2, body: '{}'};
	const key = idempotencyKey(12, 7, page);
	t.regex(key, /^msg_12_7_2_[\da-f]{16}$/);
	t.is(idempotencyKey(12, 7, {...page}), key);
	t.is(
		new Set([
			key,
			idempotencyKey(13, 7, page),
			idempotencyKey(12, 8, page),
			idempotencyKey(12, 7, {...page, number: 3}),
			idempotencyKey(12, 7, {...page, body: '{"a":1}'}),
		]).size,
		5,
	);
});
