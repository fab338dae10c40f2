import {looksIntoTrash, type Query, wordsInMessages} from '../domain/language/query.js';

/** What a filter asks for inside messages. */
export interface WantedWords {
	readonly words: readonly string[];
	readonly inTrash: boolean;
}

/** A look inside messages for a filter, under way or done. */
export interface MessageSearch extends WantedWords {
	/** For each word the sessions found so far. */
	readonly found: ReadonlyMap<string, ReadonlySet<number>>;
	/** From 0 to 1. */
	readonly progress: number;
	/** Why it goes on no more although it is not done, if so. */
	readonly ended?: string;
}

/** `undefined` if the filter asks for nothing inside messages. */
export const wantedWords = (query: Query): WantedWords | undefined => {
	const words = wordsInMessages(query);
	return words.length === 0 ? undefined : {words, inTrash: looksIntoTrash(query)};
};

export const isSameSearch = (a: WantedWords | undefined, b: WantedWords | undefined): boolean =>
	a?.inTrash === b?.inTrash && a?.words.join('\n') === b?.words.join('\n');

/** How much of what a filter asks for was looked through, from 0 to 1. */
export const searchProgress = (
	wanted: WantedWords | undefined,
	search: MessageSearch | undefined,
): number => {
	if (wanted === undefined) return 1;
	return isSameSearch(wanted, search) ? search!.progress : 0;
};

/** The state with the look inside messages for these words given up. */
export const endSearch = <State extends {readonly search?: MessageSearch}>(
	state: State,
	wanted: WantedWords,
	ended: string,
): State => {
	const search = isSameSearch(wanted, state.search) ? state.search! : {found: new Map(), progress: 0};
	return {...state, search: {...search, words: wanted.words, inTrash: wanted.inTrash, ended}};
};
