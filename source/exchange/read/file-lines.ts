import {constants} from 'node:buffer';
import {closeSync, openSync, readSync} from 'node:fs';
import {Refusal} from '../../domain/refusal.js';

const chunkSize = 1024 * 1024;

const tooLong = (path: string): Refusal =>
	new Refusal(
		`${path} has a line of more than 512 MB, which cannot be read in one piece; split it, or write it as JSON Lines: one answer of the PBX in each line`,
	);

function* chunksOf(path: string): Generator<string> {
	// Fatal, so that UTF-16, as some consoles write it, is refused rather than taken for words.
	const decoder = new TextDecoder('utf-8', {fatal: true});
	const chunk = Buffer.allocUnsafe(chunkSize);
	const file = openSync(path, 'r');
	try {
		for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
			yield decoder.decode(chunk.subarray(0, size), {stream: true});
		}

		yield decoder.decode();
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		throw new Refusal(`${path} is not UTF-8 text; save it as UTF-8 and import it again`);
	} finally {
		closeSync(file);
	}
}

/**
The lines of a file of any size, one at a time.
@throws Refusal if it is not UTF-8, or a line is longer than a string can be; the error of node:fs if it cannot be read
*/
export function* fileLines(path: string): Generator<string> {
	let begun = '';
	for (const chunk of chunksOf(path)) {
		const lines = chunk.split('\n');
		if (begun.length + lines[0]!.length > constants.MAX_STRING_LENGTH) throw tooLong(path);
		lines[0] = begun + lines[0]!;
		begun = lines.pop()!;
		yield* lines;
	}

	yield begun;
}
