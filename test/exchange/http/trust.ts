import test from 'ava';
import {readCa, readPin} from '../../../source/exchange/http/trust.js';
import {withoutToken} from '../../../source/exchange/http/without-token.js';
import {UsageRefusal} from '../../../source/domain/refusal.js';
import {authority, fingerprintOf, issued, selfSigned} from '../../helpers/certificates.js';

const pin = fingerprintOf(selfSigned);

for (const written of [
	pin,
	pin.toLowerCase(),
	pin.replaceAll(':', ''),
	`  ${pin}\n`,
	`sha256 Fingerprint=${pin}`,
	`SHA256 Fingerprint=${pin}`,
	`SHA-256: ${pin.replaceAll(':', ' ')}`,
])
	test(`reads the pin “${written.trim()}”${written === written.trim() ? '' : ' with blanks around it'}`, t =>
		t.is(readPin(written), pin));

for (const wrong of ['', 'AA:BB', pin.slice(3), `${pin}:00`, pin.replace(/.$/, 'G'), 'a'.repeat(40)])
	test(`refuses the pin “${wrong.slice(0, 24)}” of ${wrong.length} characters`, t => {
		t.throws(() => readPin(wrong), {instanceOf: UsageRefusal, message: /64 hexadecimal digits/});
	});

for (const [text, without] of [
	['https://h/x?access_token=abc&id=1', 'https://h/x?access_token=…&id=1'],
	['wss://h/subscribe?access_token=abc', 'wss://h/subscribe?access_token=…'],
	['GET /x?ACCESS_TOKEN=abc HTTP/1.1', 'GET /x?ACCESS_TOKEN=… HTTP/1.1'],
	['a access_token=1 b access_token=2', 'a access_token=… b access_token=…'],
	['u=%2Fx%3Faccess_token%3Dabc', 'u=%2Fx%3Faccess_token%3D…'],
	['{"access_token": "abc","x":1}', '{"access_token": "…","x":1}'],
	['nothing of that', 'nothing of that'],
] as const)
	test(`cuts the token from “${text}”`, t => t.is(withoutToken(text), without));

test('reads the certificates of a file, and nothing else of it', t => {
	const [one, other] = [authority.trim(), selfSigned.cert.trim()];
	t.is(readCa(authority), one);
	t.is(readCa(`${issued.key}subject=x\n${authority}\n${selfSigned.cert}`), `${one}\n${other}`);
});

for (const [title, text, told] of [
	['nothing', '', /holds no certificate in PEM/],
	['a key', issued.key, /holds no certificate in PEM/],
	['half a certificate', authority.slice(0, 200), /holds no certificate/],
	['a damaged certificate', authority.replace(/MII/, 'AAA'), /cannot be read/],
	['one of two that is damaged', `${authority}${authority.replace(/MII/, 'AAA')}`, /cannot be read/],
] as const)
	test(`refuses ${title} as an authority`, t => {
		t.throws(() => readCa(text), {instanceOf: UsageRefusal, message: told});
	});
