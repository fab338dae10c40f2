/** Work done in steps of about a millisecond. */
export interface SteppedWork {
	readonly isComplete: boolean;
	step(): void;
}

/** Milliseconds that the work may take in one turn of the event loop. */
const slice = 6;

/** Runs work in slices, so that keys are handled in between. */
export interface Slices {
	/** Runs a slice now. */
	run(): void;
	/** Runs a slice in a later turn of the event loop, unless the work is complete. */
	runLater(): void;
}

/**
@param milliseconds a clock for intervals
@param afterTurn called after each slice in a later turn
*/
export const createSlices = (
	work: SteppedWork,
	milliseconds: () => number,
	afterTurn: () => void,
): Slices => {
	let timer: NodeJS.Timeout | undefined;
	const run = (): void => {
		const end = milliseconds() + slice;
		while (!work.isComplete && milliseconds() <= end) work.step();
	};

	return {
		run,
		runLater() {
			clearTimeout(timer);
			if (work.isComplete) return;
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
