import test from 'ava';
import {UsageRefusal} from '../../../source/domain/refusal.js';
import {certificateBlocker, readAddress} from '../../../source/exchange/http/address.js';

/** An address without encryption. */
const plain = (rest: string): string => `http:${rest}`;

const good: readonly [text: string, kept: string][] = [
	['https://platform.example', 'https://platform.example/'],
	['https://platform.example:8443/chats?tenant=1', 'https://platform.example:8443/chats?tenant=1'],
	[plain('//localhost:8080/'), plain('//localhost:8080/')],
	[plain('//127.0.0.1/'), plain('//127.0.0.1/')],
	[plain('//[::1]:80/'), plain('//[::1]/')],
];

for (const [text, kept] of good) {
	test(`takes ${text}`, t => {
		t.is(readAddress(text, false), kept);
	});
}

const bad: readonly [text: string, told: RegExp][] = [
	['platform.example', /no web address/],
	['ftp://platform.example/', /no web address/],
	['https://ann:geheim@platform.example/', /must not hold a user or password/],
	['https://platform.example/#part', /never sent/],
	[plain('//platform.example/'), /unencrypted to platform\.example.*--allow-http/],
	[plain('//localhost.example/'), /unencrypted/],
];

for (const [text, told] of bad) {
	test(`refuses ${text}`, t => {
		const error = t.throws(() => readAddress(text, false), {instanceOf: UsageRefusal, message: told});
		t.notRegex(error.message, /geheim/);
	});
}

test('takes an unencrypted address if it is allowed', t => {
	t.is(readAddress(plain('//platform.example/'), true), plain('//platform.example/'));
});

test('nothing is sent where certificates are not checked', t => {
	t.regex(certificateBlocker({NODE_TLS_REJECT_UNAUTHORIZED: '0'})!, /NODE_EXTRA_CA_CERTS/);
	t.is(certificateBlocker({}), undefined);
});
