import test from 'ava';
import {UsageRefusal} from '../../../source/domain/refusal.js';
import {readListenAddress} from '../../../source/exchange/receive/listen-address.js';

test('reads where to listen', t => {
	t.deepEqual(readListenAddress('127.0.0.1:8787', false), {host: '127.0.0.1', port: 8787});
	t.deepEqual(readListenAddress('localhost:80', false), {host: 'localhost', port: 80});
	t.deepEqual(readListenAddress('[::1]:0', false), {host: '::1', port: 0});
	t.deepEqual(readListenAddress('0.0.0.0:8787', true), {host: '0.0.0.0', port: 8787});
});

test('refuses what is no address', t => {
	for (const text of [
		'',
		'8787',
		':8787',
		'127.0.0.1',
		'127.0.0.1:',
		'127.0.0.1:99999',
		'127.0.0.1:8x',
		'a b:1',
		'u@127.0.0.1:1',
		'127.0.0.1:1/x',
		'::1:80',
	])
		t.throws(
			() => readListenAddress(text, true),
			{instanceOf: UsageRefusal, message: /expected HOST:PORT/},
			text,
		);
});

test('listens where others reach it only if that is wanted', t => {
	for (const text of [
		'0.0.0.0:1',
		'0:1',
		'[::]:1',
		'192.168.1.5:1',
		'pbx.example:1',
		'128.0.0.1:1',
		'127.0.0.1.example:1',
	])
		t.throws(
			() => readListenAddress(text, false),
			{instanceOf: UsageRefusal, message: /--allow-remote/},
			text,
		);
});
