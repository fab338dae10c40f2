/** Work that is done in steps of about a millisecond. */
export interface SteppedWork {
	readonly isComplete: boolean;
	step(): void;
}

/** Milliseconds that the work may take of one turn of the event loop. */
const slice = 6;

/** The work in slices that leave room for keys. */
export interface Slices {
	/** One now. */
	run(): void;
	/** One in a later turn of the event loop, unless nothing is left to do. */
	runLater(): void;
}

/** `afterTurn` is called after each slice of a later turn. `milliseconds` is a clock for intervals. */
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
			// Not with `setImmediate`: a segment that is being loaded would be read in the same turn, without a look at keys between.
			timer = setTimeout(() => {
				run();
				afterTurn();
			});
			// Nobody has to wait for it who leaves the program.
			timer.unref();
		},
	};
};
