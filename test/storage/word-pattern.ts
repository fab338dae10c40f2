import test from 'ava';
import {fold} from '../../source/text/fold.js';
import {wordPattern} from '../../source/storage/word-pattern.js';

const isFound = (word: string, text: string): boolean =>
	wordPattern(word).test(Buffer.from(JSON.stringify(text)).toString('latin1'));

const surrogates = {first: 0xd8_00, last: 0xdf_ff};

const characters = Array.from({length: 0x11_00_00}, (_, code) => code)
	.filter(code => code < surrogates.first || code > surrogates.last)
	.map(code => String.fromCodePoint(code));

test('finds every character of Unicode that is another when texts are compared', t => {
	const changed = characters.filter(
		character => fold(character) !== character || character.normalize('NFD') !== character,
	);
	t.true(changed.length > 10_000);
	const missed = changed.filter(character => {
		const word = fold(character);
		const forms = [character, character.normalize('NFD'), character.toUpperCase()];
		const same = forms.filter(form => fold(form) === word);
		return [word, ...new Set(word)].some(part => !same.every(form => isFound(part, form)));
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
		t.false(isFound(word, text), word);
		t.true(isFound(word, `oh, ${word.toUpperCase()}!`), word);
	}
});
