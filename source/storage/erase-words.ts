import {findWords, replaceWords} from './words.js';
import {type Writing} from './writing.js';

/**
Removes from `words.jsonl` the words that the journal says are gone. Safe to break off at any time: the journal's line
stands, and the next process that writes to the store begins again.
*/
export const finishErasing = async ({files, folder, replica}: Writing): Promise<void> => {
	const {wordsGone} = replica.facts;
	const {words, mended} = findWords(files, folder);
	const found = [...mended, ...words];
	const kept = found.flatMap(([digest, word]) => (wordsGone[digest] === undefined ? word : []));
	if (kept.length < found.length) await replaceWords(files, folder, kept);
};
