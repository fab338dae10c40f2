import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {inTurn, timed} from './figures.js';
import {chatlogs} from './first-frame.js';
import {type Bench, count, whenLarge} from './group.js';
import {plainEnvironment} from './programs.js';

const execute = promisify(execFile);

/** What starting costs at most, as a multiple of what Node alone costs. */
const whole: readonly (readonly [argv: readonly string[], ratioAtMost: number])[] = [
	[['--version'], 1.5],
	[['list', '--limit', '1'], 2.5],
	[['--once'], 5],
];

/** Whole processes beside one of Node that does nothing, in a store of ordinary size. */
const besideNode = async ({stores, folder, report, rounds}: Bench): Promise<void> => {
	const [program, ...argv] = chatlogs(await stores.folder(2000));
	const environment = {env: {...plainEnvironment(folder), CHATLOGS_STORE: argv.at(-1)}};
	for (const [command, ratioAtMost] of whole) {
		const {ours, nothing} = await inTurn(rounds(21), {
			ours: async () => timed(async () => execute(program, [argv[0]!, ...command], environment)),
			nothing: async () => timed(async () => execute(program, ['-e', '0'], environment)),
		});
		report.add({
			what: `${command.join(' ')}, process, 2,000 sessions`,
			unit: 'ms',
			values: ours,
			peer: {name: 'node -e 0', values: nothing},
			ratioAtMost,
		});
	}
};

/** How long a script waits for one row. */
export const startUp = async (bench: Bench): Promise<void> => {
	await besideNode(bench);
	const {stores, programs, sizes, folder, report, rounds} = bench;
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
