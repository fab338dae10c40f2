/**
Work in steps of about a millisecond, so that keys are handled in between. Each yields how much is done, from 0 to 1, or
`undefined` where that is not known.
*/
export type Steps<Result> = Generator<number | undefined, Result>;

/** Does all of it at once. */
export const finish = <Result>(steps: Steps<Result>): Result => {
	for (;;) {
		const {done, value} = steps.next();
		if (done) return value;
	}
};
