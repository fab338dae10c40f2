import {type RefusedRecord} from '../../domain/incoming.js';
import {Refusal} from '../../domain/refusal.js';

/** Something to read: its name for people, and its text piece by piece, so that it may be of any size. */
export interface TextInput {
	readonly name: string;
	/** Throws a Refusal after the last piece that can be had, if there should be more. */
	readonly text: AsyncIterable<string> | Iterable<string>;
}

export type Refuse = (record: RefusedRecord) => void;

/**
The pieces of an input. If no more can be read, the input is refused by its name, and the pieces before are kept.
*/
export async function* piecesOf({name, text}: TextInput, refuse: Refuse): AsyncGenerator<string> {
	try {
		yield* text;
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		refuse({origin: name, reason: error.message});
	}
}

/**
The lines in pieces of a text, each with its line end. A line longer than `longest` comes in several parts, of which
only the last has a line end.
*/
export async function* linesOf(pieces: AsyncIterable<string>, longest: number): AsyncGenerator<string> {
	let begun = '';
	for await (const piece of pieces) {
		let start = 0;
		for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', start)) {
			yield begun + piece.slice(start, end + 1);
			begun = '';
			start = end + 1;
		}

		begun += piece.slice(start);
		if (begun.length > longest) {
			yield begun;
			begun = '';
		}
	}

	if (begun !== '') yield begun;
}
