import {type StoreFacts} from '../../domain/store-facts.js';
import {type FileSystem} from '../file-system.js';
import {wordsNamedBy} from '../change-words.js';
import {findWords, type Word} from '../words.js';
import {type JournalSurvey} from './check-journal.js';

/** `words.jsonl` compared with the journal. */
export interface WordSurvey {
	/** The words that belong in the file, as far as they can be read. */
	readonly right: readonly Word[];
	/** Digests of the words that are missing or unreadable. */
	readonly lost: readonly string[];
	/** Each problem as the end of a sentence that begins with the file. */
	readonly problems: readonly string[];
	/** Whether the file holds more than it should, as after a change that was broken off. */
	readonly hasStrays: boolean;
}

export const surveyWords = (
	files: FileSystem,
	folder: string,
	{
		journal,
		wordsGone,
		holds = [],
		policies = [],
	}: {readonly journal: JournalSurvey} & Pick<StoreFacts, 'wordsGone' | 'holds' | 'policies'>,
): WordSurvey => {
	const {words, mended, hasMore} = findWords(files, folder);
	const right: Word[] = [];
	const lost: string[] = [];
	const problems: string[] = [];
	// The line that named the words of a hold or a policy may be lost.
	const kept = [...holds, ...policies].flatMap(each => wordsNamedBy(each));
	for (const [digest, what] of new Map([...kept, ...journal.words])) {
		const word = words.get(digest) ?? mended.get(digest);
		if (wordsGone[digest] !== undefined) {
			if (word) problems.push(`${what} is still there, and should not be`);
			continue;
		}

		if (word) right.push(word);
		else lost.push(digest);
		if (!words.has(digest)) problems.push(`${what} is missing or altered`);
	}

	return {right, lost, problems, hasStrays: hasMore || words.size > right.length};
};
