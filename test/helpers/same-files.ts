import {type SimulatedFileSystem} from './simulated-file-system.js';

/**
The work, done once for all files that hold the same, since different losses, moments and failures often leave the same.
Nothing else may matter to it but the words that it is given.
*/
export const onceForSame = <Words extends readonly (string | number | boolean)[], Result>(
	work: (files: SimulatedFileSystem, ...words: Words) => Promise<Result>,
): typeof work => {
	const known = new Map<string, Promise<Result>>();
	return async (files, ...words) => {
		const same = [files.fingerprint, ...words].join(' ');
		const result = known.get(same) ?? work(files, ...words);
		known.set(same, result);
		return result;
	};
};
