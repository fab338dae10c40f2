import path from 'node:path';
import {wordsName} from './file-names.js';
import {type FileSystem} from './file-system.js';
import {piecesOf, readPiece, wordBytes, wordDigest, wordHead} from './words.js';

/** Reads the words of a store, including those written by any process meanwhile. */
export class WordReader {
	readonly #files: FileSystem;
	readonly #folder: string;
	/** Identifies the state of the file that was read last. */
	#stamp = '';
	#pieces: ReadonlyMap<string, Buffer> = new Map();

	constructor(files: FileSystem, folder: string) {
		this.#files = files;
		this.#folder = folder;
	}

	/** The text; `undefined` if it is missing or altered. */
	textOf(digest: string): string | undefined {
		if (!this.#pieces.has(digest)) this.#readAgain();
		const piece = this.#pieces.get(digest);
		const word = piece && readPiece(piece);
		return word && wordDigest(word.salt, word.text) === digest ? word.text : undefined;
	}

	#readAgain(): void {
		const stamp = JSON.stringify(this.#files.stat(path.join(this.#folder, wordsName)));
		if (stamp === this.#stamp) return;
		const pieces = new Map<string, Buffer>();
		for (const piece of piecesOf(wordBytes(this.#files, this.#folder))) {
			const digest = piece.toString('latin1', wordHead.length, wordHead.length + 64);
			if (!pieces.has(digest)) pieces.set(digest, piece);
		}

		this.#pieces = pieces;
		this.#stamp = stamp;
	}
}
