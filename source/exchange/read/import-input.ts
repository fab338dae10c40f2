import {createHash} from 'node:crypto';
import path from 'node:path';
import {Refusal} from '../../domain/refusal.js';
import {systemTrouble} from '../../domain/system-trouble.js';
import {decoded} from './decoded.js';
import {type TextInput} from './text-input.js';
import {unpacked} from './unpacked.js';

/** Something to import: `name` appears in the report. */
export interface ImportInput extends TextInput {
	/** Whether the user did not name it, but a folder or archive that it is in. */
	readonly isFound: boolean;
	/** How its text begins, as far as that can be read; all of it can be read afterwards. */
	head(): Promise<string>;
	/**
	The journal's entry about it, once it was read: the file's name without its folder, and the SHA-256 of its bytes.
	*/
	source(): Promise<{readonly name: string; readonly digest: string}>;
}

type Bytes = AsyncIterable<Buffer | string>;

/** Bytes that tell what a file is. */
const headSize = 64 * 1024;

export const reasonOf = (error: unknown): string => {
	if (error instanceof Refusal) return error.message;
	const trouble = systemTrouble(error);
	if (trouble === undefined) throw error;
	return trouble.reason;
};

/** The first text in the bytes; what is wrong with them is told when all are read. */
const beginningOf = async (text: AsyncIterable<string>): Promise<string> => {
	let head = '';
	try {
		for await (const piece of text) {
			head += piece;
			if (head.length >= headSize) break;
		}
	} catch (error) {
		reasonOf(error);
	}

	return head.slice(0, headSize);
};

interface InputOptions {
	/** Whether the bytes can be opened only once, as those of a pipe. */
	readonly isOnce?: boolean;
	/** Whether they are never gzip. */
	readonly isUnpacked?: boolean;
	readonly isFound?: boolean;
}

/** @param open gives the bytes from their beginning */
export const inputOf = (
	name: string,
	open: () => Bytes,
	{isOnce = false, isUnpacked = false, isFound = false}: InputOptions = {},
): ImportInput => {
	const textOf = (bytes: AsyncIterable<Buffer>): AsyncGenerator<string> =>
		decoded(isUnpacked ? bytes : unpacked(bytes));
	const hash = createHash('sha256');
	const kept: Buffer[] = [];
	let chunks: AsyncIterator<Buffer | string> | undefined;
	const nextChunk = async (): Promise<Buffer | undefined> => {
		chunks ??= open()[Symbol.asyncIterator]();
		const next = await chunks.next();
		return next.done === true ? undefined : Buffer.from(next.value);
	};

	const next = async (): Promise<Buffer | undefined> => {
		const chunk = kept.shift() ?? (await nextChunk());
		if (chunk) hash.update(chunk);
		return chunk;
	};

	async function* bytes(): AsyncGenerator<Buffer> {
		try {
			for (let chunk = await next(); chunk; chunk = await next()) yield chunk;
		} catch (error) {
			if (error instanceof Refusal) throw error;
			throw new Refusal(`it could not be read to its end: ${reasonOf(error)}`, {cause: error});
		}
	}

	/** Keeps what it takes of bytes that come only once. */
	async function* firstBytes(): AsyncGenerator<Buffer> {
		if (!isOnce) {
			for await (const chunk of open()) yield Buffer.from(chunk);
			return;
		}

		for (let size = 0; size < headSize;) {
			const chunk = await nextChunk();
			if (chunk === undefined) return;
			kept.push(chunk);
			size += chunk.length;
			yield chunk;
		}
	}

	return {
		name,
		isFound,
		text: textOf(bytes()),
		head: async () => beginningOf(textOf(firstBytes())),
		async source() {
			// A reader that gave up early leaves some.
			while (await next());
			return {name: path.basename(name), digest: hash.digest('hex')};
		},
	};
};

/** The bytes of a pipe, read once. */
export const streamInput = (stream: Bytes, name: string): ImportInput =>
	inputOf(name, () => stream, {isOnce: true});
