import {charactersOf, comparable} from './comparable.js';

/**
Which characters stand for which when texts are compared. ASCII's small letters stand for themselves and are not in
it.
*/
interface Alike {
	/** By comparable character: the others that become it. */
	readonly single: ReadonlyMap<string, readonly string[]>;
	/** By comparable character: those that become it and more, such as ﬁ, æ and ß. */
	readonly wide: ReadonlyMap<string, readonly string[]>;
	/** Characters that disappear behind a letter. */
	readonly ignored: readonly string[];
}

const characters = (from: number, to: number): string =>
	Array.from({length: to - from}, (_, index) => String.fromCodePoint(from + index)).join('');

/**
All characters that comparing alters, and more. Beyond the first two planes only U+2F800 to U+2FA1F have other forms,
and U+E0000 to U+E0FFF (tags, and selectors of variants of ideographs) are ignored.
*/
const candidates = (): string[] => {
	// In here, since a program that compares nothing need not even read it.
	const candidate =
		/[[\p{Changes_When_NFKC_Casefolded}\p{Changes_When_Lowercased}\p{White_Space}\p{Dash}\p{M}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\u02B9\u02BB-\u02BD\u2018-\u201F\u2032-\u2036\u301D-\u301F]--\p{ASCII}]/gv;
	return [
		characters(0x80, 0xd8_00),
		characters(0xe0_00, 0x2_00_00),
		characters(0x2_f8_00, 0x2_fa_20),
		characters(0xe_00_00, 0xe_10_00),
	].flatMap(text => text.match(candidate) ?? []);
};

/** Stands behind each candidate, and stays as it is. */
const separator = '\u0001';

const add = (map: Map<string, string[]>, key: string, value: string): void => {
	const values = map.get(key);
	if (values) values.push(value);
	else map.set(key, [value]);
};

const find = (): Alike => {
	const single = new Map<string, string[]>();
	const wide = new Map<string, string[]>();
	const ignored: string[] = [];
	const all = candidates();
	const forms = comparable(all.map(character => `a${character}`).join(separator)).split(separator);
	for (const [index, character] of all.entries()) {
		const letters = charactersOf(forms[index]!).slice(1);
		if (letters.length === 0) {
			ignored.push(character);
			// Without a letter before it, it is not ignored.
			const alone = character.normalize('NFKC');
			if (alone !== character) for (const letter of alone) add(wide, letter, character);
		} else if (letters.length > 1) for (const letter of new Set(letters)) add(wide, letter, character);
		else if (letters[0] !== character) add(single, letters[0]!, character);
	}

	return {single, wide, ignored};
};

let found: Alike | undefined;

/** Worked out on first use, which takes some 50 ms. */
export const alike = (): Alike => (found ??= find());
