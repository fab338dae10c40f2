import {looksIntoTrash, type Query, soughtInHistories} from '../domain/language/query.js';

/** The words that a filter searches for in messages. */
export interface WantedWords {
	readonly words: readonly string[];
	readonly inTrash: boolean;
}

/** A filter's search in messages, under way or done. */
export interface MessageSearch extends WantedWords {
	/** The sessions found so far, by word. */
	readonly found: ReadonlyMap<string, ReadonlySet<number>>;
	/** From 0 to 1. */
	readonly progress: number;
	/** Why it stopped before it was done, if it did. */
	readonly ended?: string;
}

/** The words to search for, or `undefined` if the filter asks for nothing in messages. */
export const wantedWords = (query: Query): WantedWords | undefined => {
	const words = soughtInHistories(query);
	return words.length === 0 ? undefined : {words, inTrash: looksIntoTrash(query)};
};

export const isSameSearch = (a: WantedWords | undefined, b: WantedWords | undefined): boolean =>
	a?.inTrash === b?.inTrash && a?.words.join('\n') === b?.words.join('\n');

/** How much of the wanted search is done, from 0 to 1. */
export const searchProgress = (
	wanted: WantedWords | undefined,
	search: MessageSearch | undefined,
): number => {
	if (wanted === undefined) return 1;
	return isSameSearch(wanted, search) ? search!.progress : 0;
};

/** The state with the search for these words given up. */
export const endSearch = <State extends {readonly search?: MessageSearch}>(
	state: State,
	wanted: WantedWords,
	ended: string,
): State => {
	const search = isSameSearch(wanted, state.search) ? state.search! : {found: new Map(), progress: 0};
	return {...state, search: {...search, words: wanted.words, inTrash: wanted.inTrash, ended}};
};
