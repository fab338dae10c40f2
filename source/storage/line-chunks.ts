import {type OpenFile} from './file-system.js';

/** Bytes read at once. */
const chunkSize = 2 * 1024 * 1024;

const newline = 0x0a;

/** Whole lines of a file, chunk by chunk, each with its offset; a line longer than a chunk makes a longer one. */
export function* lineChunks(file: OpenFile): Generator<{readonly chunk: Buffer; readonly offset: number}> {
	const size = file.size();
	let length = chunkSize;
	for (let offset = 0; offset < size;) {
		const bytes = file.read(offset, Math.min(length, size - offset));
		const end = bytes.lastIndexOf(newline) + 1;
		if (end === 0 && offset + bytes.length < size) {
			length *= 2;
			continue;
		}

		yield {chunk: end === 0 ? bytes : bytes.subarray(0, end), offset};
		offset += end === 0 ? bytes.length : end;
		length = chunkSize;
	}
}
