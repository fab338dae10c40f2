import {type Change} from '../domain/change.js';
import {type StoredChange} from './change-form.js';
import {withWords} from './change-words.js';
import {type FileSystem, type OpenFile} from './file-system.js';
import {readChangeAt} from './journal.js';
import {readBackward} from './read-backward.js';
import {type Replica} from './replica.js';
import {WordReader} from './word-reader.js';

/** The most changes kept after they were read back. */
const most = 64;

/** Stands for words that are missing or altered. */
const damagedWord = '(damaged; run: chatlogs check)';

interface Parts {
	readonly files: FileSystem;
	readonly folder: string;
	readonly journal: OpenFile;
	readonly replica: Replica;
}

/** Reads changes back from the journal, with their words. */
export class ChangeReader {
	readonly #parts: Parts;
	readonly #words: WordReader;
	/**
	By position in the journal, the last used last. A change of many sessions is long, and each asks for it, so the
	last few are kept, but without their words, which may be erased meanwhile.
	*/
	readonly #recent = new Map<number, StoredChange>();
	/** Identity of the journal that `#recent` was read from. */
	#identity = '';

	constructor(parts: Parts) {
		this.#parts = parts;
		this.#words = new WordReader(parts.files, parts.folder);
	}

	/** @throws StoreRefusal if no change begins there */
	at(position: number): Change {
		const {identity} = this.#parts.journal;
		if (identity !== this.#identity) this.#recent.clear();
		this.#identity = identity;
		const change = this.#recent.get(position) ?? readChangeAt(this.#parts.journal, position);
		this.#recent.delete(position);
		this.#recent.set(position, change);
		const [oldest] = this.#recent.keys();
		if (this.#recent.size > most) this.#recent.delete(oldest!);
		return this.#whole(change);
	}

	/** The word with that digest; `undefined` if it is gone, missing or altered. */
	wordOf(digest: string): string | undefined {
		const {wordsGone} = this.#parts.replica.facts;
		return wordsGone[digest] === undefined ? this.#words.textOf(digest) : undefined;
	}

	/** Words have to be found and proven, which takes longer than all else. */
	*newestFirst(words?: 'without words'): Generator<Change> {
		const {journal, replica} = this.#parts;
		for (const {change} of readBackward(journal, replica.end.position))
			yield words === undefined ? this.#whole(change) : change;
	}

	#whole(change: StoredChange): Change {
		const {wordsGone} = this.#parts.replica.facts;
		return withWords(change, digest => {
			const fate = wordsGone[digest];
			return fate === undefined ? (this.#words.textOf(digest) ?? damagedWord) : `(${fate})`;
		});
	}
}
