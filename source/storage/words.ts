import {createHash} from 'node:crypto';
import path from 'node:path';
import {wordsName} from './file-names.js';
import {type FileSystem, hasFile, readFile, replaceFile} from './file-system.js';
import {isText, readForm, recordOf} from './form.js';

/** A text by a person or another system, as one line of `words.jsonl`; the journal names it by `h`. */
export interface Word {
	/** The SHA-256 of salt and text, which reveals nothing once both are gone. */
	readonly h: string;
	/** Random, so that the text cannot be guessed from the digest. */
	readonly salt: string;
	readonly text: string;
}

/** Random bytes in a salt. */
export const saltSize = 16;

export const wordDigest = (salt: string, text: string): string =>
	createHash('sha256').update(salt).update(text).digest('hex');

export const wordOf = (text: string, salt: string): Word => ({h: wordDigest(salt, text), salt, text});

const isWord = recordOf<Word>({h: isText, salt: isText, text: isText});

/** How a word begins; its digest follows. */
export const wordHead = '{"h":"';

/** The bytes from each head to the next. A head always begins a word, since quotes inside texts are escaped. */
export function* piecesOf(bytes: Buffer): Generator<Buffer> {
	for (let start = bytes.indexOf(wordHead); start !== -1;) {
		const next = bytes.indexOf(wordHead, start + 1);
		yield bytes.subarray(start, next === -1 ? bytes.length : next);
		start = next;
	}
}

/** The word that a piece begins with; `undefined` if it is none. Does not check the digest. */
export const readPiece = (piece: Buffer): Word | undefined =>
	readForm(piece.toString('utf8', 0, piece.lastIndexOf('}') + 1), isWord);

export const wordBytes = (files: FileSystem, folder: string): Buffer => {
	const file = path.join(folder, wordsName);
	return hasFile(files, file) ? readFile(files, file) : Buffer.alloc(0);
};

const linesOf = (words: Iterable<Word>): string =>
	Array.from(words, ({h, salt, text}) => `${JSON.stringify({h, salt, text})}\n`).join('');

/** The content of `words.jsonl`. */
interface FoundWords {
	/** Unaltered words, by digest. */
	readonly words: ReadonlyMap<string, Word>;
	/** Words where only the digest is damaged, by the right digest. */
	readonly mended: ReadonlyMap<string, Word>;
	/** Whether the file holds anything else. */
	readonly hasMore: boolean;
}

export const findWords = (files: FileSystem, folder: string): FoundWords => {
	const bytes = wordBytes(files, folder);
	const words = new Map<string, Word>();
	const mended = new Map<string, Word>();
	for (const piece of piecesOf(bytes)) {
		const word = readPiece(piece);
		if (word === undefined) continue;
		const right = wordOf(word.text, word.salt);
		(word.h === right.h ? words : mended).set(right.h, right);
	}

	return {words, mended, hasMore: !bytes.equals(Buffer.from(linesOf(words.values())))};
};

/**
Adds words at the end of the file, durably.
@returns a function that removes them again, for when the change that names them fails
*/
export const appendWords = async (
	files: FileSystem,
	folder: string,
	words: readonly Word[],
): Promise<() => Promise<void>> => {
	if (words.length === 0) return () => Promise.resolve();
	const open = files.open(path.join(folder, wordsName), 'write');
	const end = open.size();
	const cutBack = async (): Promise<void> => {
		const file = files.open(path.join(folder, wordsName), 'write');
		try {
			file.truncate(end);
			await file.sync();
		} finally {
			file.close();
		}
	};

	try {
		open.write(Buffer.from(linesOf(words)), end);
		await open.sync();
	} catch (error) {
		await cutBack().catch(() => undefined);
		throw error;
	} finally {
		open.close();
	}

	// The process that made the file may have died before its name was durable.
	if (end === 0) await files.syncFolder(folder);
	return cutBack;
};

/** Leaves only these words in the file. */
export const replaceWords = async (
	files: FileSystem,
	folder: string,
	words: Iterable<Word>,
): Promise<void> => {
	const text = linesOf(words);
	if (wordBytes(files, folder).equals(Buffer.from(text))) return;
	await replaceFile(files, path.join(folder, wordsName), text);
};
