import {parseArgs} from 'node:util';

interface Options {
	/** From the smallest to the largest. */
	readonly sizes: readonly number[];
	/** Names of groups; all if empty. */
	readonly only: readonly string[];
	readonly isQuick: boolean;
	/** Whether the README and the manual are to show these figures. */
	readonly isKept: boolean;
}

const usage = 'npm run bench -- [--sessions 1000,100000] [--only GROUP,…] [--quick] [--keep]';

/** @throws Error with the usage, if an argument is not one of these */
export const parseOptions = (argv: readonly string[], groups: readonly string[]): Options => {
	const {values} = parseArgs({
		args: [...argv],
		options: {
			sessions: {type: 'string', default: '1000,100000'},
			only: {type: 'string', default: ''},
			quick: {type: 'boolean', default: false},
			keep: {type: 'boolean', default: false},
		},
	});
	const sizes = values.sessions.split(',').map(Number);
	const only = values.only.split(',').filter(Boolean);
	if (sizes.some(size => !Number.isInteger(size) || size < 100))
		throw new Error(`--sessions takes whole numbers from 100 on. ${usage}`);
	const unknown = only.find(name => !groups.includes(name));
	if (unknown !== undefined) throw new Error(`There is no group ${unknown}; there are ${groups.join(', ')}.`);
	return {
		sizes: [...new Set(sizes)].toSorted((a, b) => a - b),
		only,
		isQuick: values.quick,
		isKept: values.keep,
	};
};
