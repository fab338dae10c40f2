import {safeLine} from '../text/safe-text.js';
import {chunks} from '../exchange/export/chunks.js';
import {inertJson} from '../exchange/export/json-text.js';
import {type Output, type Streams} from './command.js';

/**
Prints text that is too large to hold. Goes on only when the text before was taken, and ends quietly when nobody takes
any more, as in `| head`.
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

/** For people: one line, whatever the text holds. */
export const printLine = (output: Output, text: string): void => {
	output.write(`${safeLine(text)}\n`);
};

/** One document. */
export const printJson = (output: Output, value: unknown): void => {
	output.write(`${inertJson(value, 2)}\n`);
};

/** In cells. A terminal that does not know its width says 0. */
export const terminalWidth = ({columns = 0}: Pick<Output, 'columns'>): number =>
	columns === 0 ? 80 : columns;

/** Whether somebody can be asked. */
export const canAsk = ({stdin, stderr}: Streams): boolean => stdin.isTTY === true && stderr.isTTY === true;

/** Whether the screen can be shown. */
export const hasTerminal = ({stdin, stdout}: Streams): boolean =>
	stdin.isTTY === true && stdout.isTTY === true;
