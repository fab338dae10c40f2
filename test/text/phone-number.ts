import test from 'ava';
import {loadCountry} from '../../source/text/phone-country.js';
import {
	isMeant,
	mayBeSameNumber,
	numberKey,
	type NumberPattern,
	numberTest,
} from '../../source/text/phone-number.js';
import {fc, trials} from '../helpers/random.js';

const same: readonly (readonly [type: string, number: string, ways: readonly string[]])[] = [
	[
		'sms',
		'+15550100101',
		[
			'+1 555 010 0101',
			'15550100101',
			'0015550100101',
			'001 (555) 010-0101',
			'1.555.010.0101',
			'(+1) 555/010/0101',
			' +15550100101 ',
			'tel:+1-555-010-0101',
			'whatsapp:+15550100101',
			'SMS:+15550100101',
			'\u202A+1 555 010 0101\u202C',
			'+1\u200B555\u00AD010\uFEFF0101',
			'+1\u00A0555\u2011010\u22120101',
			'＋１５５５０１００１０１',
			'+١٥٥٥٠١٠٠١٠١',
			'+१५५५०१००१०१',
		],
	],
	['SMS', '+1 555 010 0109 ext. 5', ['15550100109x5', 'tel:+1-555-010-0109;ext=5', '+15550100109 #5']],
	['whatsapp', '+15550100101', ['15550100101', '0015550100101']],
	['sms', 'anonymous', [' anonymous', 'sms:anonymous']],
	['facebook', '24680', [' 24680', '2468\u200E0']],
];

for (const [type, number, ways] of same) {
	for (const way of ways) {
		test(`${JSON.stringify(way)} is ${number} by ${type}`, t => {
			t.is(numberKey(way, type), numberKey(number, type));
		});
	}
}

const different: readonly (readonly [type: string, a: string, b: string])[] = [
	['sms', '0012', '12'],
	['sms', '0012', '012'],
	['sms', '00123456', '123456'],
	['sms', '0555 010 0114', '555 010 0114'],
	['sms', '+1 555 010 0109 ext. 5', '+1 555 010 0109'],
	['sms', '+1 555 010 0109 ext. 5', '+15550100109 5'],
	['sms', 'visitor-1', 'visitor1'],
	['sms', 'x12', '12'],
	['sms', '', '0'],
	['facebook', '0012345678901234', '12345678901234'],
	['Facebook', '+15550100101', '15550100101'],
	['livechat', '12-34', '1234'],
];

for (const [type, a, b] of different) {
	test(`${a} is not ${b} by ${type}`, t => {
		t.not(numberKey(a, type), numberKey(b, type));
	});
}

test('an id is never the same as a phone number', t => {
	t.not(numberKey('15550100101', 'facebook'), numberKey('15550100101', 'sms'));
});

const national: readonly (readonly [
	country: string,
	number: string,
	international: string,
	isSame: boolean,
])[] = [
	['DE', '030 1234567', '+49 30 1234567', true],
	['DE', '49301234567', '+49 30 1234567', true],
	['DE', '1234567', '+49 1234567', false],
	['DE', '0012', '+4912', false],
	['DE', '0800', '+49800', false],
	['US', '(555) 010-0104', '+1 555 010 0104', true],
	['US', '555-0104', '+1 555 0104', false],
	['CA', '5550100104', '15550100104', true],
	['GB', '020 7946 0018', '+44 20 7946 0018', true],
	['RU', '8 (495) 123-45-67', '+7 495 1234567', true],
	['RU', '8613812345678', '+86 138 1234 5678', true],
	['IT', '06 1234567', '+39 06 1234567', true],
	['ES', '912345678', '+34 912345678', false],
];

for (const [code, number, international, isSame] of national) {
	test(`${number} is ${isSame ? '' : 'not '}${international} in ${code}`, async t => {
		const country = await loadCountry(code);
		t.is(numberKey(number, 'sms', country) === numberKey(international, 'sms', country), isSame);
	});
}

test('WhatsApp has no national numbers', async t => {
	const country = await loadCountry('US');
	t.is(numberKey('5550100104', 'whatsapp', country), '5550100104');
});

test('there is no country XX', async t => {
	t.is(await loadCountry('XX'), undefined);
	t.is(await loadCountry('toString'), undefined);
});

const digits = fc.stringMatching(/^[1-9]\d{6,13}$/);
const noise = fc.constantFrom(
	'',
	' ',
	'-',
	'.',
	'(',
	')',
	'\u2011',
	'\u00A0',
	'\u200B',
	'\u202A',
	'/',
	'\u00AD',
);
const countries = await Promise.all(['DE', 'US', 'RU', 'BR', 'AR', 'IT', 'JP', 'HU'].map(loadCountry));

test('how a number is written never matters', t => {
	const way = fc.constantFrom('+', '00', 'tel:+', 'whatsapp:+', 'sms:00');
	fc.assert(
		fc.property(
			digits,
			way,
			fc.array(noise, {minLength: 20, maxLength: 20}),
			fc.constantFrom('sms', 'whatsapp', 'telegram'),
			fc.constantFrom(undefined, ...countries),
			(number, before, between, type, country) => {
				const written = before + number.replaceAll(/\d/g, (digit, index: number) => digit + between[index]!);
				t.is(numberKey(written, type, country), number);
			},
		),
	);
});

test('a key is the same as its number, so that sameness holds from one number to the next', t => {
	fc.assert(
		fc.property(
			fc.stringMatching(/^\+?[\dx ()-]{1,16}$/),
			fc.constantFrom(undefined, ...countries),
			(number, country) => {
				const key = numberKey(number, 'sms', country);
				const whole = /^[1-9]/.test(key) ? `+${key}` : number;
				t.is(numberKey(whole, 'sms', country), key);
			},
		),
		{numRuns: trials(500)},
	);
});

test('an id is what it is without blanks around it, invisible characters, and wide forms', t => {
	const ascii = fc.string({unit: 'grapheme-ascii'});
	const other = fc.constantFrom('', ' ', '\u00A0', '\u00AD', '\u200B', 'Ａ', 'é', '李');
	fc.assert(
		fc.property(other, ascii, other, ascii, other, (...parts) => {
			const text = parts.join('');
			const id = text
				.normalize('NFKC')
				.replaceAll(/[\u00AD\u200B]/g, '')
				.trim();
			t.is(numberKey(text, 'facebook'), id && `=${id}`);
		}),
		{numRuns: trials(500)},
	);
});

test('no text makes it slow or throw', t => {
	for (const text of [
		'x'.repeat(1e5),
		' '.repeat(1e5),
		'1 '.repeat(1e5),
		'(0)'.repeat(1e5),
		'\uD800',
		'ext'.repeat(1e5),
	])
		t.true(numberKey(text, 'sms').length <= text.length + 1);
});

const patterns: readonly (readonly [
	pattern: NumberPattern,
	type: string,
	number: string,
	isFound: boolean,
])[] = [
	[{written: '+15550100109', part: 'whole'}, 'sms', '+1 555 010 0109 ext. 5', true],
	[{written: '15550100109x5', part: 'whole'}, 'sms', '+1 555 010 0109 ext. 5', true],
	[{written: '15550100109x6', part: 'whole'}, 'sms', '+1 555 010 0109 ext. 5', false],
	[{written: '15550100109x5', part: 'whole'}, 'sms', '+1 555 010 0109', false],
	[{written: '+1 (555)', part: 'start'}, 'sms', '0015550100101', true],
	[{written: '001555', part: 'start'}, 'sms', '+15550100101', true],
	[{written: '+00', part: 'start'}, 'sms', '+15550100101', false],
	[{written: '01-01', part: 'end'}, 'sms', '+1 555 010 0101', true],
	[{written: '0109', part: 'end'}, 'sms', '+1 555 010 0109 ext. 5', true],
	[{written: '01-01', part: 'end'}, 'facebook', '990101', false],
	[{written: '01-01', part: 'end'}, 'facebook', '9901-01', true],
	[{written: '+24680', part: 'whole'}, 'facebook', '24680', false],
	[{written: '24680', part: 'whole'}, 'facebook', '24680', true],
	[{written: '0012345678901234', part: 'whole'}, 'facebook', '12345678901234', false],
];

for (const [pattern, type, number, isFound] of patterns) {
	test(`${pattern.part} ${pattern.written} ${isFound ? 'means' : 'does not mean'} ${number} by ${type}`, t => {
		t.is(isMeant(numberTest(pattern), numberKey(number, type)), isFound);
	});
}

test('the beginning of a national number means its international form', async t => {
	for (const [code, written, number] of [
		['DE', '030', '+49301234567'],
		['IT', '06', '+39061234567'],
		['US', '555', '+15550100104'],
	] as const) {
		const country = await loadCountry(code);
		t.true(isMeant(numberTest({written, part: 'start'}, country), numberKey(number, 'sms', country)));
	}
});

const perhaps: readonly (readonly [a: string, b: string, may: boolean])[] = [
	['+55 11 91234-5678', '+55 11 1234-5678', true],
	['+52 1 55 1234 5678', '+52 55 1234 5678', true],
	['+54 9 11 1234 5678', '+54 11 1234 5678', true],
	['+1 555 010 0109 ext. 5', '+1 555 010 0109', true],
	['+49 (0)30 1234567', '+49 30 1234567', true],
	['+15550100101', '+15550100102', false],
	['0012', '12', false],
	['anonymous', 'unknown', false],
];

for (const [a, b, may] of perhaps) {
	test(`${a} ${may ? 'may' : 'can not'} be ${b}`, t => {
		t.is(mayBeSameNumber(a, b, 'whatsapp'), may);
		t.is(mayBeSameNumber(b, a, 'whatsapp'), may);
	});
}
