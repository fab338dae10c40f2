import {counted, formatBytes, formatCount} from '../text/count.js';
import {type Output} from './streams.js';

interface Progress<Value> {
	readonly update: (value: Value) => void;
	/** Removes the line. */
	readonly end: () => void;
}

const eraseLine = '\r\u001B[K';

/** Shows progress in one line on a terminal, and nothing elsewhere. */
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

/** Shows the number of sessions so far. */
export const sessionProgress = (stderr: Output): Progress<number> =>
	progressLine(stderr, count => counted(count, 'session'));

/** Shows how many bytes of the store were looked through. */
export const byteProgress = (stderr: Output): Progress<number> =>
	progressLine(stderr, bytes => `Looking through the store: ${formatBytes(bytes)}`);

/** Shows how many of the sites were worked on. */
export const siteProgress = (stderr: Output, all: number): Progress<number> =>
	progressLine(stderr, done => `${formatCount(done)} of ${counted(all, 'site')}`);

/** Shows how much of the messages was searched, from 0 to 1. */
export const searchProgress = (stderr: Output): Progress<number> =>
	progressLine(stderr, part => `Searching messages: ${Math.floor(part * 100)} %`);

/** Shows how many sessions were read from the PBX, and which part of all that is, from 0 to 1. */
export const syncProgress = (stderr: Output): Progress<readonly [done: number, part: number]> =>
	progressLine(stderr, ([done, part]) => `Syncing: ${counted(done, 'session')}, ${Math.floor(part * 100)} %`);
