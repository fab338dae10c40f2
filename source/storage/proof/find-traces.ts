import path from 'node:path';
import {hasId, type IdRanges} from '../../domain/id-ranges.js';
import {type Receipt} from '../../domain/proof/receipt.js';
import {longestTrace, messageTrace, nameTraces, numberTraces} from '../../domain/proof/traces.js';
import {type Country} from '../../text/phone-number.js';
import {type FileSystem} from '../file-system.js';
import {type Form, isCount, isText, listOf, readForm, recordOf} from '../form.js';
import {lineChunks} from '../line-chunks.js';
import {lostAndFoundName} from '../repair/repair-copies.js';
import {type DigestSet} from './digest-set.js';
import {filesBelow} from './files-below.js';
import {Findings} from './found.js';
import {decodedString, jsonStrings} from './json-strings.js';
import {type ReceiptKey} from './receipt-key.js';

interface Wanted {
	readonly receipt: Pick<Receipt, 'numbers' | 'names'>;
	/** The sessions whose messages are looked at. */
	readonly sessions: IdRanges;
	readonly key: ReceiptKey;
	readonly messages: DigestSet;
	readonly country: Country | undefined;
}

interface Line {
	readonly file: string;
	readonly offset: number;
	/** UTF-8 read as Latin-1. */
	readonly text: string;
}

/** Strings whose outcome is remembered: names and numbers repeat, texts do not. */
const mostRemembered = 200_000;
const longestRemembered = 60;

/** Escaped, a character takes twelve bytes at most. */
const longestBytes = longestTrace * 12;

const historyStart = /^\{"id":(\d{1,16}),/;
const isHistory = recordOf<{messages: readonly {id: number; text: string}[]}>({
	messages: listOf(recordOf<{id: number; text: string}>({id: isCount, text: isText})),
});
const isBytes: Form<{bytes: string}> = recordOf<{bytes: string}>({bytes: isText});

/** Looks for what a receipt has hashes of, line by line. */
class TraceFinder {
	readonly findings = new Findings();
	readonly #wanted: Wanted;
	readonly #numbers: ReadonlySet<string>;
	readonly #names: ReadonlySet<string>;
	readonly #remembered = new Map<string, 'number' | 'name' | undefined>();

	constructor(wanted: Wanted) {
		const {numbers, names} = wanted.receipt;
		this.#wanted = wanted;
		this.#numbers = new Set(numbers);
		this.#names = new Set(names);
	}

	look(line: Line): void {
		if (this.#numbers.size + this.#names.size > 0) {
			for (const text of jsonStrings(line.text)) {
				const what = text.length > longestBytes ? undefined : this.#kindOf(text);
				if (what) this.findings.add({what, file: line.file, offset: line.offset});
			}
		}

		const id = historyStart.exec(line.text)?.[1];
		if (id !== undefined && hasId(this.#wanted.sessions, Number(id))) this.#lookAtHistory(Number(id), line);
		if (path.basename(line.file) === lostAndFoundName) this.#lookInside(line);
	}

	#lookAtHistory(session: number, {file, offset, text}: Line): void {
		const history = readForm(Buffer.from(text, 'latin1').toString('utf8'), isHistory);
		if (!history) {
			this.findings.addUnread(`${file}, byte ${offset}: a line of session ${session} is damaged`);
			return;
		}

		const {key, messages} = this.#wanted;
		for (const {id, text: words} of history.messages)
			if (messages.has(key.hash(messageTrace(session, id, words))))
				this.findings.add({what: 'message', file, offset, session, message: id});
	}

	/** A repair keeps damaged lines in base64. */
	#lookInside({file, offset, text}: Line): void {
		const kept = readForm(text, isBytes);
		if (!kept) return;
		for (const line of Buffer.from(kept.bytes, 'base64').toString('latin1').split('\n'))
			this.look({file: `${file} (base64)`, offset, text: line});
	}

	#kindOf(escaped: string): 'number' | 'name' | undefined {
		if (this.#remembered.has(escaped)) return this.#remembered.get(escaped);
		const text = decodedString(escaped);
		const kind = this.#hasAny(this.#numbers, numberTraces(text, this.#wanted.country))
			? 'number'
			: this.#hasAny(this.#names, nameTraces(text))
				? 'name'
				: undefined;
		if (escaped.length <= longestRemembered) {
			if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
			this.#remembered.set(escaped, kind);
		}

		return kind;
	}

	#hasAny(hashes: ReadonlySet<string>, traces: readonly string[]): boolean {
		return hashes.size > 0 && traces.some(trace => hashes.has(this.#wanted.key.hash(trace).toString('hex')));
	}
}

/**
Looks through every file of a store for what a receipt tells is gone. Alters nothing.
@param onProgress called with the bytes read so far
*/
export const findTraces = (
	files: FileSystem,
	folder: string,
	wanted: Wanted,
	onProgress: (bytes: number) => void,
): Findings => {
	const finder = new TraceFinder(wanted);
	for (const {name, problem} of filesBelow(files, folder)) {
		if (problem !== undefined) {
			finder.findings.addUnread(`${name} ${problem}`);
			continue;
		}

		const open = files.open(path.join(folder, name), 'read');
		try {
			for (const {chunk, offset} of lineChunks(open)) {
				let position = offset;
				for (const text of chunk.toString('latin1').split('\n')) {
					finder.look({file: name, offset: position, text});
					position += text.length + 1;
				}

				finder.findings.bytes += chunk.length;
				onProgress(finder.findings.bytes);
			}
		} finally {
			open.close();
		}
	}

	return finder.findings;
};
