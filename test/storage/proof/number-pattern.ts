import test from 'ava';
import {numberPattern} from '../../../source/storage/proof/number-pattern.js';
import {loadCountry} from '../../../source/text/phone-country.js';

const bytes = (text: string): string => Buffer.from(text).toString('latin1');

test('finds a number in every spelling', t => {
	for (const text of [
		'+4921112345678',
		'0049 211 / 12 34 56-78',
		'(0211) 1234 5678',
		'+49 (0)211 12345678',
		'021112345678',
		'+４９２１１１２３４５６７８',
		'+٤٩٢١١١٢٣٤٥٦٧٨',
		String.raw`\u002b49211\u00a012345678`,
		String.raw`4921112345\u0036\u0037\u0038`,
		'49‑211‑12345678',
		'{"n":"21112345678"}',
	])
		t.true(numberPattern('+49 211 12345678')!.test(bytes(text)), text);
});

test('finds no other number', t => {
	for (const text of ['+4921112345679', '1790021112345678', '2111234567', '211,123,45678', '211123456789'])
		t.false(numberPattern('+49 211 12345678')!.test(bytes(text)), text);
});

test('a national number is that of its country', async t => {
	const germany = await loadCountry('DE');
	t.true(numberPattern('0211 12345678', germany)!.test('+4921112345678'));
	t.true(numberPattern('0211 12345678')!.test('+4921112345678'));
	t.is(numberPattern('1001'), undefined);
	t.is(numberPattern('fb-user'), undefined);
});
