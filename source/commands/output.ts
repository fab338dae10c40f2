import {UsageRefusal} from '../domain/refusal.js';
import {safeLine} from '../text/safe-text.js';
import {chunks} from '../exchange/export/chunks.js';
import {inertJson} from '../exchange/export/json-text.js';
import {type Output, type Streams} from './streams.js';

/**
Prints text too large to hold in memory. Writes each piece only once the last one was taken, and ends quietly when the
reader is gone, as in `| head`.
@returns whether the reader took all of it
*/
export const printAll = async (
	output: Output,
	texts: Iterable<string> | AsyncIterable<string>,
): Promise<boolean> => {
	for await (const chunk of chunks(texts)) {
		const {promise, resolve} = Promise.withResolvers<boolean>();
		output.write(chunk, error => resolve(!error));
		const isTaken = await promise;
		if (!isTaken) return false;
	}

	return true;
};

/** Prints one safe line for people, whatever the text contains. */
export const printLine = (output: Output, text: string): void => {
	output.write(`${safeLine(text)}\n`);
};

/** Prints one JSON document. */
export const printJson = (output: Output, value: unknown): void => {
	output.write(`${inertJson(value, 2)}\n`);
};

/** The width in cells; 80 for a terminal that does not know its width, which says 0. */
export const terminalWidth = ({columns = 0}: Pick<Output, 'columns'>): number =>
	columns === 0 ? 80 : columns;

/** @throws UsageRefusal if both forms of JSON are asked for */
export const refuseBothJson = ({
	json,
	ndjson,
}: {
	readonly json?: boolean | undefined;
	readonly ndjson?: boolean | undefined;
}): void => {
	if (json && ndjson) throw new UsageRefusal('Choose one of --json and --ndjson.');
};

/** Whether there is a terminal to ask the user on. */
export const canAsk = ({stdin, stderr}: Streams): boolean => stdin.isTTY === true && stderr.isTTY === true;

/** Whether the screen can be shown. */
export const hasTerminal = ({stdin, stdout}: Streams): boolean =>
	stdin.isTTY === true && stdout.isTTY === true;
