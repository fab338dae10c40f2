import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {inTurn, timed} from './figures.js';
import {chatlogs} from './first-frame.js';
import {type Bench, count, whenLarge} from './group.js';
import {plainEnvironment} from './programs.js';

const execute = promisify(execFile);

/** How long a script waits for one row. */
export const startUp = async ({stores, programs, sizes, folder, report, rounds}: Bench): Promise<void> => {
	for (const size of sizes) {
		const store = await stores.folder(size);
		const [program, ...argv] = chatlogs(store);
		const list = [...argv, 'list', '--limit', '1'];
		const {ours, parsing} = await inTurn(rounds(21), {
			ours: async () => timed(async () => execute(program, list, {env: plainEnvironment(folder)})),
			async parsing() {
				const {milliseconds} = await programs.run('parse-index', [store]);
				return milliseconds;
			},
		});
		report.add({
			what: `list --limit 1, process, ${count(size)} sessions`,
			unit: 'ms',
			values: ours,
			peer: {name: 'node, meow, JSON.parse of the index', values: parsing},
			ratioAtMost: whenLarge(size, 1.5),
		});
	}
};
