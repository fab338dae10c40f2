import {charactersOf, fold} from './fold.js';

/** What stands for what when texts are compared. ASCII's small letters, which stand for themselves, are not in it. */
export interface Alike {
	/** By folded character the other ones that are folded to it. */
	readonly single: ReadonlyMap<string, readonly string[]>;
	/** By folded character those that are folded to it and more: ﬁ, æ and ß. */
	readonly wide: ReadonlyMap<string, readonly string[]>;
	/** Those of which nothing is left behind a letter. */
	readonly ignored: readonly string[];
}

/** All that folding alters, and more; what is behind these planes has no other forms but U+2F800 to U+2FA1F. */
const candidate =
	/[[\p{Changes_When_NFKC_Casefolded}\p{Changes_When_Lowercased}\p{White_Space}\p{Dash}\p{M}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\u02B9\u02BB-\u02BD\u2018-\u201F\u2032-\u2036\u301D-\u301F]--\p{ASCII}]/gv;

const characters = (from: number, to: number): string =>
	Array.from({length: to - from}, (_, index) => String.fromCodePoint(from + index)).join('');

const candidates = (): string[] =>
	[characters(0x80, 0xd8_00), characters(0xe0_00, 0x2_00_00), characters(0x2_f8_00, 0x2_fa_20)].flatMap(
		text => text.match(candidate) ?? [],
	);

/** Stands behind each, and is not folded. */
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
	const folded = fold(all.map(character => `a${character}`).join(separator)).split(separator);
	for (const [index, character] of all.entries()) {
		const letters = charactersOf(folded[index]!).slice(1);
		if (letters.length === 0) {
			ignored.push(character);
			// Where no letter is before it, it is not ignored.
			const alone = character.normalize('NFKC');
			if (alone !== character) for (const letter of alone) add(wide, letter, character);
		} else if (letters.length > 1) for (const letter of new Set(letters)) add(wide, letter, character);
		else if (letters[0] !== character) add(single, letters[0]!, character);
	}

	return {single, wide, ignored};
};

let found: Alike | undefined;

/** Found out when it is first asked for, which takes some 50 ms. */
export const alike = (): Alike => (found ??= find());
