import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {type History} from '../domain/history.js';
import {type HistoryPosition} from '../domain/table/block.js';
import {historyName} from './file-names.js';
import {type FileSystem, type OpenFile} from './file-system.js';
import {checkedSize, writeChecked} from './checksum.js';
import {decodeHistory} from './history-line.js';

/** Beyond this many bytes, the next history file is begun. */
export const fileSize = 32 * 1024 * 1024;
/** Bytes gathered before they are written. */
const bufferSize = 1024 * 1024;

const newline = 0x0a;

/** Writes histories into new files, one per line. May first append to an existing file, whose size is then given. */
export class HistoryWriter {
	readonly #files: FileSystem;
	readonly #folder: string;
	#number: number;
	#file: OpenFile | undefined;
	#name = '';
	/** Bytes in the file and in the buffer. */
	#size: number;
	/** Lines that are not written yet. One for all: one for each would cost as much as all else that is done here. */
	#buffer: Buffer | undefined;
	#buffered = 0;
	#hasNewFile = false;

	constructor(files: FileSystem, folder: string, firstNumber: number, size = 0) {
		this.#files = files;
		this.#folder = folder;
		this.#number = firstNumber;
		this.#size = size;
	}

	/** Whether files were made whose names are durable only after the folder is synced. */
	get hasNewFile(): boolean {
		return this.#hasNewFile;
	}

	/** If the file is full, first makes it durable and begins the next one. */
	async write(history: History): Promise<HistoryPosition> {
		if (this.#size >= fileSize) await this.finish();
		this.#file ??= this.#begin();
		const json = JSON.stringify(history);
		const buffer = this.#roomFor(checkedSize(json) + 1);
		const length = writeChecked(json, buffer, this.#buffered);
		buffer[this.#buffered + length] = newline;
		const position = {file: this.#name, offset: this.#size, length};
		this.#buffered += length + 1;
		this.#size += length + 1;
		return position;
	}

	/** Makes everything written durable, except the names of the files. */
	async finish(): Promise<void> {
		if (this.#file === undefined) return;
		try {
			this.#flush();
			await this.#file.sync();
		} finally {
			this.close();
		}
	}

	/** Closes the file; one that is not finished stays as it is. */
	close(): void {
		this.#file?.close();
		this.#file = undefined;
		this.#size = 0;
	}

	#begin(): OpenFile {
		this.#name = historyName(this.#number++);
		const mode = this.#size === 0 ? 'create' : 'write';
		this.#hasNewFile ||= mode === 'create';
		return this.#files.open(path.join(this.#folder, this.#name), mode);
	}

	/** The buffer, with room for so many bytes. */
	#roomFor(bytes: number): Buffer {
		if (this.#buffer !== undefined && this.#buffered + bytes <= this.#buffer.length) return this.#buffer;
		this.#flush();
		if (this.#buffer === undefined || bytes > this.#buffer.length)
			this.#buffer = Buffer.allocUnsafe(Math.max(bytes, bufferSize));
		return this.#buffer;
	}

	#flush(): void {
		if (this.#buffer === undefined || this.#buffered === 0) return;
		this.#file!.write(this.#buffer.subarray(0, this.#buffered), this.#size - this.#buffered);
		this.#buffered = 0;
	}
}

/** Reads histories, and keeps the last few of the store's files open. */
export class HistoryReader {
	readonly #files: FileSystem;
	readonly #folder: string;
	readonly #open = new Map<string, OpenFile>();

	constructor(files: FileSystem, folder: string) {
		this.#files = files;
		this.#folder = folder;
	}

	/** @throws StoreRefusal if the line is not the history of that session */
	read(id: number, position: HistoryPosition): History {
		const history = decodeHistory(this.line(position));
		if (history?.id !== id)
			throw new StoreRefusal(
				`The history of session ${id} is damaged in ${position.file} at byte ${position.offset}. Run: chatlogs check`,
			);
		return history;
	}

	/** The bytes as they are on disk, sound or not. */
	line({file, offset, length}: HistoryPosition): Buffer {
		return this.#fileNamed(file).read(offset, length);
	}

	close(): void {
		for (const file of this.#open.values()) file.close();
		this.#open.clear();
	}

	#fileNamed(name: string): OpenFile {
		const open = this.#open.get(name);
		if (open !== undefined) return open;
		if (this.#open.size >= 16) {
			const [oldest, file] = this.#open.entries().next().value!;
			file.close();
			this.#open.delete(oldest);
		}

		const file = this.#files.open(path.join(this.#folder, name), 'read');
		this.#open.set(name, file);
		return file;
	}
}
