import {setTimeout as delay} from 'node:timers/promises';
import {type Steps} from '../domain/steps.js';

/** Work done in steps of about a millisecond. */
export interface SteppedWork {
	readonly isComplete: boolean;
	step(): void;
}

/** Milliseconds that the work may take in one turn of the event loop. */
const slice = 6;

/** Runs work in slices, so that keys are handled in between. */
interface Slices {
	/** Runs a slice now. */
	run(): void;
	/** Runs a slice in a later turn of the event loop, unless the work is complete. */
	runLater(): void;
}

/**
@param workNow gives the work; `undefined` if there is none
@param milliseconds a clock for intervals
@param afterTurn called after each slice in a later turn
*/
export const createSlices = (
	workNow: () => SteppedWork | undefined,
	milliseconds: () => number,
	afterTurn: () => void,
): Slices => {
	let timer: NodeJS.Timeout | undefined;
	const isComplete = (): boolean => workNow()?.isComplete ?? true;
	const run = (): void => {
		const end = milliseconds() + slice;
		while (!isComplete() && milliseconds() <= end) workNow()!.step();
	};

	return {
		run,
		runLater() {
			clearTimeout(timer);
			if (isComplete()) return;
			// Not `setImmediate`: a segment being loaded would then be read in the same turn, before any key.
			timer = setTimeout(() => {
				run();
				afterTurn();
			});
			// Quitting never waits for this.
			timer.unref();
		},
	};
};

/**
Does work in slices, each in a turn of its own.
@param milliseconds a clock for intervals
@param onTurn called after each slice with how much is done, from 0 to 1
@throws AbortError once the signal came; or what the work throws
*/
export const inSlices = async <Result>(
	steps: Steps<Result>,
	milliseconds: () => number,
	{signal, onTurn}: {readonly signal: AbortSignal; readonly onTurn: (part: number) => void},
): Promise<Result> => {
	let part = 0;
	for (;;) {
		const end = milliseconds() + slice;
		do {
			const {done, value} = steps.next();
			if (done) return value;
			part = value ?? part;
		} while (milliseconds() <= end);

		onTurn(part);
		await delay(0, undefined, {signal, ref: false});
	}
};
