import {safeLine} from '../domain/text/safe-text.js';
import {type Output, type Streams} from './command.js';

/** Characters that are gathered before they are written. */
const chunkSize = 65_536;

/** The same text in pieces that are worth writing. */
export async function* chunks(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
	let chunk = '';
	for await (const text of texts) {
		chunk += text;
		if (chunk.length < chunkSize) continue;
		yield chunk;
		chunk = '';
	}

	if (chunk !== '') yield chunk;
}

/**
Prints text that is too much to be held as a whole. Goes on only when what was printed is taken, and ends quietly when
nobody takes any more, as in `| head`.
*/
export const printAll = async (
	output: Output,
	texts: Iterable<string> | AsyncIterable<string>,
): Promise<void> => {
	for await (const chunk of chunks(texts)) {
		const {promise, resolve} = Promise.withResolvers<boolean>();
		output.write(chunk, error => resolve(!error));
		const isTaken = await promise;
		if (!isTaken) return;
	}
};

/** For people: one line, whatever is in it. */
export const printLine = (output: Output, text: string): void => {
	output.write(`${safeLine(text)}\n`);
};

/** What a terminal would act on although JSON does not have to escape it: C1 controls, bidi and format characters. */
const unescaped = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu;

const escape = (character: string): string =>
	Array.from(
		{length: character.length},
		(_, unit) => String.raw`\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
	).join('');

/** The value as JSON that says the same but is harmless on a terminal. */
export const inertJson = (value: unknown, indent?: number): string =>
	JSON.stringify(value, undefined, indent).replaceAll(unescaped, escape);

/** One document. */
export const printJson = (output: Output, value: unknown): void => {
	output.write(`${inertJson(value, 2)}\n`);
};

/** In cells. A terminal that does not know its width says 0. */
export const terminalWidth = ({columns = 0}: Pick<Output, 'columns'>): number =>
	columns === 0 ? 80 : columns;

/** Whether somebody is there to be asked. */
export const canAsk = ({stdin, stderr}: Streams): boolean => stdin.isTTY === true && stderr.isTTY === true;

/** Whether the screen can be shown. */
export const hasTerminal = ({stdin, stdout}: Streams): boolean =>
	stdin.isTTY === true && stdout.isTTY === true;
