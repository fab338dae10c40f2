import {isAscii} from 'node:buffer';
import test from 'ava';
import {comparable} from '../../source/text/comparable.js';
import {rarestOf, startScan} from '../../source/storage/byte-scan.js';
import {WordFinder} from '../../source/storage/word-finder.js';
import {WordPattern} from '../../source/storage/word-pattern.js';
import {fc, oneIn, trials} from '../helpers/random.js';

const patterns = new Map<string, WordPattern>();

const isFound = (word: string, text: string): boolean => {
	const pattern = patterns.get(word) ?? new WordPattern(word);
	patterns.set(word, pattern);
	const json = Buffer.from(JSON.stringify(text));
	return json.toString('latin1').search(pattern.for(isAscii(json)) ?? /$^/) !== -1;
};

/** All but those that are compared as they are: what has no meaning, and the many ideographs. */
const characters = Array.from({length: 0x11_00_00}, (_, code) => String.fromCodePoint(code)).filter(
	character => !/[\p{Cn}\p{Co}\p{Cs}\p{Unified_Ideograph}]/v.test(character),
);

test('finds every character of Unicode that is another when texts are compared', t => {
	const forms = characters.flatMap(character => [
		...new Set([character, character.normalize('NFD'), character.toUpperCase()]),
	]);
	const changed = Map.groupBy(
		forms.filter(form => comparable(form) !== form),
		form => comparable(form),
	);
	t.true(changed.size > 2000);
	const missed = oneIn(11, [...changed]).filter(([word, alike]) =>
		[...new Set([word, ...new Set(word)])].some(
			part => part !== '' && !alike.every(form => isFound(part, form)),
		),
	);
	t.deepEqual(missed, []);
});

test('passes over every character that is ignored when texts are compared', t => {
	const ignored = characters.filter(character => /\p{Default_Ignorable_Code_Point}/v.test(character));
	t.true(ignored.includes('\u{E0100}'));
	const finder = new WordFinder('ab');
	const filler = 'w'.repeat(1000);
	const missed = ignored.filter(
		character =>
			!isFound('葛飾', `葛${character}飾`) ||
			finder.in(Buffer.from(`${filler}a${character}b${filler}`))!.next(0) > filler.length,
	);
	t.deepEqual(missed, []);
});

test('finds every form of ASCII where there is little else', t => {
	const forms = Map.groupBy(
		characters.filter(character => character > '\u007F' && /^[\u0020-\u007E]+$/.test(comparable(character))),
		character => comparable(character),
	);
	t.true(forms.size > 200);
	const missed = oneIn(8, [...forms]).flatMap(([word, alike]) => {
		if (word.trim() === '') return [];
		const finder = new WordFinder(`${word}q`);
		return alike.filter(form => {
			const text = Buffer.from(`${'w'.repeat(4000)}\n${'w'.repeat(4000)}${form}q`);
			const at = finder.in(text)!.next(0);
			return at <= 4000 || at > text.length - 2;
		});
	});
	t.deepEqual(missed, []);
});

test('passes over what is plainly another word', t => {
	for (const [word, text] of [
		['refund', 'a parcel'],
		['österreich', 'osterhase'],
		['привет', 'пока, до завтра'],
		['你好', '再见'],
		['🎉', '🎈'],
	] as const) {
		t.false(isFound(comparable(word), text), word);
		t.true(isFound(comparable(word), `oh, ${word.toUpperCase()}!`), word);
	}
});

test('a scan passes over no place of a text, and stops only where its rarest letters are', t => {
	const scan = startScan()!;
	const unit = fc.constantFrom('q', 'Q', 'z', 'Z', 'e', 'E', '"', '\\', '@', ' ');
	fc.assert(
		fc.property(
			fc.string({unit, maxLength: 300}),
			fc.string({unit: fc.constantFrom('q', 'z', 'e', '"', '\\', '@'), minLength: 1, maxLength: 5}),
			fc.string({unit, maxLength: 40}),
			fc.boolean(),
			(before, word, behind, isThere) => {
				// What an earlier look left behind the end is no place.
				scan.window.write(word.repeat(99), 0);
				const bytes = Buffer.from(before + word.toUpperCase() + behind);
				const given = isThere ? scan.window.subarray(0, bytes.copy(scan.window)) : bytes;
				const text = given.toString('latin1').toLowerCase();
				const next = scan.in(given)!(rarestOf(word));
				for (let from = 0, at = text.indexOf(word); at !== -1; at = text.indexOf(word, from)) {
					const place = next(from);
					t.true(place >= from && place <= at);
					from = place + 1;
				}

				if (new Set(word).size <= 3 && word.length <= 3) {
					const places: number[] = [];
					for (let at = next(0); at < text.length; at = next(at + 1)) places.push(at);
					t.true(places.every(place => place + word.length > text.length || text.startsWith(word, place)));
				}
			},
		),
		{numRuns: trials(100)},
	);
	t.is(scan.in(Buffer.alloc(scan.window.length + 1)), undefined);
});

test('where all is ASCII, a word is found where its pattern matches, and nowhere else', t => {
	const unit = fc.constantFrom(
		'q',
		'Q',
		'n',
		'u',
		'0',
		' ',
		'\t',
		'\n',
		'\u000B',
		'\f',
		'\r',
		'"',
		'\\',
		'-',
	);
	fc.assert(
		fc.property(
			fc.string({unit, minLength: 1, maxLength: 6}).map(text => comparable(`q${text}`).trim()),
			fc.array(fc.string({unit, maxLength: 30}), {minLength: 1, maxLength: 6}),
			fc.nat(5),
			(word, texts, index) => {
				const shouted = word.toUpperCase().replaceAll(' ', ' \t\u000B');
				const json = Buffer.from(JSON.stringify(texts.toSpliced(index, 0, `${texts[0]!}${shouted}`)));
				const finder = new WordFinder(word);
				const pattern = new WordPattern(word);
				if (pattern.part?.isFirst !== true) return;
				const {next} = finder.in(json)!;
				const places: number[] = [];
				for (let at = next(0); at < json.length; at = next(at + 1)) places.push(at);
				const matches = [
					...json.toString('latin1').matchAll(new RegExp(`(?=${pattern.for(true)!.source})`, 'g')),
				];
				t.deepEqual(
					places,
					matches.map(match => match.index),
				);
				t.true(places.length > 0);
			},
		),
		{numRuns: trials(300)},
	);
});

test('there is no scan where nothing can be compiled', t => {
	const holder = globalThis as {WebAssembly?: unknown};
	const {WebAssembly: engine} = holder;
	delete holder.WebAssembly;
	const scan = startScan();
	holder.WebAssembly = engine;
	t.is(scan, undefined);
});

test('looks through many blanks in time that grows with their number only', t => {
	const blanks = ' '.repeat(1_000_000);
	for (const end of ['b', 'é'])
		t.true(new WordFinder(' b').in(Buffer.from(`${blanks}w${blanks}${end} b`))!.next(0) > blanks.length);
});
