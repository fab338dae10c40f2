import {exitCode} from './command.js';
import {type Streams} from './streams.js';
import {printLine} from './output.js';

const steps = [
	{
		line: 'pbx connect https://HOST:PORT --client-id ID',
		explanation: 'takes in what a PBX has, and keeps up with it',
	},
	{line: 'import FILE…', explanation: 'takes in saved answers of a PBX, or what other systems export'},
	{line: 'demo', explanation: 'opens made-up data, to try everything with'},
];

/** Says how to make a store in the folder, to somebody who wants to see one. Returns the exit code. */
export const tellFirstSteps = (folder: string, {stderr}: Pick<Streams, 'stderr'>): number => {
	printLine(stderr, `There is no store in ${folder}. To make one:`);
	for (const {line, explanation} of steps) {
		printLine(stderr, '');
		printLine(stderr, `  chatlogs ${line}`);
		printLine(stderr, `      ${explanation}`);
	}

	return exitCode.store;
};
