import test from 'ava';
import {readPbxAddress} from '../../../../source/exchange/yeastar/api/address.js';
import {UsageRefusal} from '../../../../source/domain/refusal.js';

/** An address without encryption. */
const plain = (rest: string): string => `http:${rest}`;

for (const [written, allowHttp, origin] of [
	['https://pbx.example:8088', false, 'https://pbx.example:8088'],
	[' https://pbx.example:8088/ ', false, 'https://pbx.example:8088'],
	['HTTPS://PBX.example:443', false, 'https://pbx.example'],
	['https://pbx.example:8088/openapi/v1.0/', false, 'https://pbx.example:8088'],
	['https://office.ras.yeastar.com', false, 'https://office.ras.yeastar.com'],
	['https://[2001:db8::1]:8088', false, 'https://[2001:db8::1]:8088'],
	[plain('//127.0.0.1:8088'), false, plain('//127.0.0.1:8088')],
	[plain('//pbx.example'), true, plain('//pbx.example')],
] as const)
	test(`the address “${written}” is that of ${origin}`, t =>
		t.is(readPbxAddress(written, allowHttp), origin));

for (const [written, told] of [
	['', /no address/],
	['pbx.example:8088', /no address/],
	['ftp://pbx.example', /no address/],
	[plain('//pbx.example'), /--allow-http/],
	['https://admin:geheim@pbx.example', /must not hold/],
	['https://pbx.example/login', /without “\/login”/],
	['https://pbx.example/?a=1', /without “\/\?a=1”/],
] as const)
	test(`the address “${written}” is refused`, t => {
		const error = t.throws(() => readPbxAddress(written, false), {instanceOf: UsageRefusal, message: told});
		t.notRegex(error.message, /geheim/);
	});
