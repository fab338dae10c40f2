import {type Adapter} from 'lowdb';
import {type FileSystem, readFile, replaceFile} from './file-system.js';

/**
One JSON document for lowdb, whose own file adapters do not sync, and let two processes share one temporary file. This
one writes a new file, makes it durable, and renames it. Only one process may write at a time.
*/
export class DurableDocument<Data> implements Adapter<Data> {
	readonly #files: FileSystem;
	readonly #path: string;
	readonly #parse: (text: string) => Data;
	readonly #print: (data: Data) => string;

	/** @param parse reads the text, and throws a StoreRefusal where it cannot be used */
	constructor(
		files: FileSystem,
		file: string,
		parse: (text: string) => Data,
		print: (data: Data) => string = data => JSON.stringify(data),
	) {
		this.#files = files;
		this.#path = file;
		this.#parse = parse;
		this.#print = print;
	}

	read(): Promise<Data> {
		return Promise.try(() => this.#parse(readFile(this.#files, this.#path).toString('utf8')));
	}

	async write(data: Data): Promise<void> {
		await replaceFile(this.#files, this.#path, `${this.#print(data)}\n`);
	}
}
