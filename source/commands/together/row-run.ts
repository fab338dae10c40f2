import path from 'node:path';
import {type FileSystem, type OpenFile} from '../../storage/file-system.js';
import {makeFolder} from '../../storage/make-folder.js';
import {type JointRow} from './joint-row.js';

/** The rows of one site in order, a line of JSON each: few of them as they are, many in a file. */
export type RowRun = {readonly text: string} | {readonly file: string};

/** Characters beyond which rows go to a file. */
const many = 65_536;

/** Bytes that are read at once. Every site's run is open at the same time. */
const chunkSize = 32_768;

/** Takes in rows, never more than a few of them in memory. */
export class RowRunWriter {
	readonly #files: FileSystem;
	readonly #file: string;
	#text = '';
	#open: OpenFile | undefined;
	#position = 0;

	/** @param file where they go if they are many; its folder is made then */
	constructor(files: FileSystem, file: string) {
		this.#files = files;
		this.#file = file;
	}

	async take(row: JointRow): Promise<void> {
		this.#text += `${JSON.stringify(row)}\n`;
		if (this.#text.length > many) await this.#spill();
	}

	async end(): Promise<RowRun> {
		if (this.#open === undefined) return {text: this.#text};
		await this.#spill();
		this.#open.close();
		return {file: this.#file};
	}

	async #spill(): Promise<void> {
		if (this.#open === undefined) {
			await makeFolder(this.#files, path.dirname(this.#file));
			this.#open = this.#files.open(this.#file, 'create');
		}

		const bytes = Buffer.from(this.#text);
		this.#open.write(bytes, this.#position);
		this.#position += bytes.length;
		this.#text = '';
	}
}

/** The file is opened for each piece, so that any number of runs can be read side by side. */
function* pieces(files: FileSystem, file: string): Generator<Buffer> {
	for (let position = 0; ;) {
		const open = files.open(file, 'read');
		try {
			const piece = open.read(position, chunkSize);
			if (piece.length === 0) return;
			position += piece.length;
			yield piece;
		} finally {
			open.close();
		}
	}
}

function* lines(files: FileSystem, run: RowRun): Generator<string> {
	if ('text' in run) {
		yield* run.text.split('\n').filter(Boolean);
		return;
	}

	let rest: Buffer = Buffer.alloc(0);
	for (const piece of pieces(files, run.file)) {
		const bytes = Buffer.concat([rest, piece]);
		const end = bytes.lastIndexOf(0x0a) + 1;
		if (end > 0) yield* bytes.toString('utf8', 0, end - 1).split('\n');
		rest = bytes.subarray(end);
	}
}

/** The rows again, each read when it is asked for. */
export function* rowsIn(files: FileSystem, run: RowRun): Generator<JointRow> {
	for (const line of lines(files, run)) yield JSON.parse(line) as JointRow;
}
