import {countIds} from '../domain/id-ranges.js';
import {type Hold, type NamedHold} from '../domain/keep/hold.js';

/** What reads a hold's words; `undefined` where they are missing or altered. */
export type WordOf = (digest: string) => string | undefined;

const damagedName = 'a hold whose name is damaged';

export const holdName = (hold: Hold, wordOf: WordOf): string =>
	wordOf(hold.words.holdName ?? '') ?? damagedName;

export const namedHold = (hold: Hold, wordOf: WordOf): NamedHold => {
	const read = (digest: string | undefined): string | undefined =>
		digest === undefined ? undefined : (wordOf(digest) ?? '(damaged; run: chatlogs check)');
	return {
		...hold,
		name: holdName(hold, wordOf),
		filter: read(hold.words.holdFilter),
		note: read(hold.words.note),
		count: countIds(hold.sessions),
	};
};
