import {counted} from '../text/count.js';
import {type Output} from './command.js';

interface Progress<Value> {
	readonly update: (value: Value) => void;
	/** Takes the line away. */
	readonly end: () => void;
}

const eraseLine = '\r\u001B[K';

/** Tells in one line on a terminal how far something is; elsewhere nothing. */
const progressLine = <Value>(stderr: Output, textOf: (value: Value) => string): Progress<Value> => {
	if (!stderr.isTTY) return {update: () => undefined, end: () => undefined};
	let shown = '';
	return {
		update(value) {
			const text = textOf(value);
			if (text !== shown) stderr.write(`${eraseLine}${text} …`);
			shown = text;
		},
		end() {
			if (shown !== '') stderr.write(eraseLine);
			shown = '';
		},
	};
};

/** Tells how many sessions were taken in. */
export const sessionProgress = (stderr: Output): Progress<number> =>
	progressLine(stderr, count => counted(count, 'session'));

/** Tells which part of the messages was looked through, from 0 to 1. */
export const searchProgress = (stderr: Output): Progress<number> =>
	progressLine(stderr, part => `Looking inside messages: ${Math.floor(part * 100)} %`);
