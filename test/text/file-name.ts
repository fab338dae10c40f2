import test from 'ava';
import {fileName} from '../../source/text/file-name.js';
import {formatBytes} from '../../source/text/count.js';

const names: readonly (readonly [told: string, kept: string])[] = [
	['invoice.pdf', 'invoice.pdf'],
	['Grüße aus Köln (2).png', 'Grüße aus Köln (2).png'],
	['写真.jpg', '写真.jpg'],
	['../../etc/passwd', '_.._etc_passwd'],
	[String.raw`..\..\boot.ini`, '_.._boot.ini'],
	['.bashrc', 'bashrc'],
	['-rf', 'rf'],
	['a\u001B]0;x\u0007b.txt', 'a__0_x_b.txt'],
	['gpj.\u202Eexe', 'gpj._exe'],
	['$(reboot).sh', '_(reboot).sh'],
	['a;b|c&d`e`.sh', 'a_b_c_d_e_.sh'],
	['a\nb.txt', 'a_b.txt'],
	['con:aux', 'con_aux'],
	['...', 'file'],
	['', 'file'],
	['note. ', 'note'],
];

for (const [told, kept] of names)
	test(`the name ${JSON.stringify(told)} becomes ${kept}`, t => {
		t.is(fileName(told), kept);
	});

test('a long name keeps its ending and fits a file system', t => {
	const name = fileName(`${'字'.repeat(300)}.jpeg`);
	t.true(Buffer.byteLength(name) < 200);
	t.true(name.endsWith('字.jpeg'));
});

const sizes: readonly (readonly [bytes: number, text: string])[] = [
	[0, '0 bytes'],
	[1, '1 byte'],
	[999, '999 bytes'],
	[1000, '1.0 KB'],
	[9949, '9.9 KB'],
	[9950, '10 KB'],
	[999_499, '999 KB'],
	[999_500, '1.0 MB'],
	[26_214_400, '26 MB'],
	[5e15, '5000 TB'],
];

for (const [bytes, text] of sizes)
	test(`${bytes} bytes are ${text}`, t => {
		t.is(formatBytes(bytes), text);
	});
