import {isAscii} from 'node:buffer';
import test from 'ava';
import {comparable} from '../../source/text/comparable.js';
import {WordPattern} from '../../source/storage/word-pattern.js';
import {oneIn} from '../helpers/random.js';

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
