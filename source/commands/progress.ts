import {counted} from '../domain/text/time.js';
import {type Output} from './command.js';

/** Tells on a terminal how many sessions were taken in, in one line that `end` takes away. */
export const sessionProgress = (
	stderr: Output,
): {readonly update: (count: number) => void; readonly end: () => void} => {
	if (!stderr.isTTY) return {update: () => undefined, end: () => undefined};
	const eraseLine = '\r\u001B[K';
	let isShown = false;
	return {
		update(count) {
			isShown = true;
			stderr.write(`${eraseLine}${counted(count, 'session')} …`);
		},
		end() {
			if (isShown) stderr.write(eraseLine);
		},
	};
};
