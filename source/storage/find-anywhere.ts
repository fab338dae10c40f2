import {findInMessages, type SearchRequest} from './search.js';
import {type Store} from './store.js';

/** The sessions with a message that has a word, by the words: in the list or in the trash. */
export const findAnywhere = async (
	store: Store,
	words: readonly string[],
	options: Pick<SearchRequest, 'signal'> = {},
): Promise<ReadonlyMap<string, ReadonlySet<number>>> => {
	const here = await findInMessages(store, words, options);
	const there = await findInMessages(store, words, {...options, inTrash: true});
	return new Map(words.map(word => [word, here.get(word)!.union(there.get(word)!)]));
};
