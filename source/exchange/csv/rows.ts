import {Readable} from 'node:stream';
import Papa from 'papaparse';
import {Refusal} from '../../domain/refusal.js';

/** Characters of one row; more come only of a quote that is never closed. */
const longest = 16 * 1024 * 1024;

/**
The rows of a table, separated by commas, semicolons, tabs or bars, whichever it is.
@throws Refusal if a row has no end
*/
export async function* rowsOf(pieces: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
	let [rows, unread] = [0, 0];
	async function* counted(): AsyncGenerator<Buffer> {
		for await (const piece of pieces) {
			unread += piece.length;
			if (unread > longest + piece.length)
				throw new Refusal(`after row ${rows}, a quote is opened that nothing closes`);
			yield Buffer.from(piece.toWellFormed());
		}
	}

	const parser = Papa.parse(Papa.NODE_STREAM_INPUT, {
		skipEmptyLines: 'greedy',
		delimitersToGuess: [',', ';', '\t', '|'],
	});
	const source = Readable.from(counted());
	source.on('error', error => parser.destroy(error));
	try {
		for await (const row of source.pipe(parser) as AsyncIterable<readonly string[]>) {
			rows++;
			unread = 0;
			yield row;
		}
	} finally {
		source.destroy();
	}
}
