import {lazily} from './lazily.js';

/** Shorter names are those of too many people. */
const enough = 4;

const letter = lazily(() => /\p{L}/gu);
const ideograph = lazily(() => /\p{scx=Han}/u);
const syllable = lazily(() => /[\p{scx=Hang}\p{scx=Hira}\p{scx=Kana}]/u);

/** How much a letter tells: whole names are written with two or three ideographs, and with three syllables. */
const weightOf = (sign: string): number => (ideograph().test(sign) ? 2 : syllable().test(sign) ? 1.5 : 1);

/** Whether a name is long enough to tell one person from others. */
export const isTellingName = (name: string): boolean => {
	const letters = name.match(letter()) ?? [];
	return letters.length >= enough || letters.reduce((sum, sign) => sum + weightOf(sign), 0) >= enough;
};

/** No name is shorter, in UTF-16 units. */
export const shortestName = 2;
