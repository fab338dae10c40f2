import {type OpenFile} from './file-system.js';

/** Bytes read at once: few enough that a string of them stays cheap to make and drop, as it is below 128 KB. */
const chunkSize = 120 * 1024;

const newline = 0x0a;

/** Whole lines of a file, and their offset. The bytes are valid until the next chunk is asked for. */
export interface LineChunk {
	readonly chunk: Buffer;
	readonly offset: number;
}

/**
A file from the beginning of a line on, chunk by chunk. A long line makes a longer chunk.
@param buffer where it reads what is not longer than that
*/
export function* lineChunks(
	file: OpenFile,
	from = 0,
	buffer: Buffer = Buffer.allocUnsafe(chunkSize),
): Generator<LineChunk> {
	const size = file.size();
	let length = chunkSize;
	for (let offset = from; offset < size;) {
		const bytes = file.read(offset, Math.min(length, size - offset), buffer);
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
