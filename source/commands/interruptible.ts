import process from 'node:process';

/**
Works until it is done, or until somebody presses Ctrl-C or the system asks the program to end: then the signal comes,
and the work writes down what it has.
@param reason what the signal says then
*/
export const interruptible = async <Result>(
	reason: Error,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
	const ending = new AbortController();
	const end = (): void => ending.abort(reason);
	process.once('SIGINT', end).once('SIGTERM', end);
	try {
		return await work(ending.signal);
	} finally {
		process.off('SIGINT', end).off('SIGTERM', end);
	}
};
