import {execFile} from 'node:child_process';
import path from 'node:path';
import {promisify} from 'node:util';
import {elsewhere, transfer} from './acts.js';
import {fold, machine, openStore} from './built.js';
import {inTurn, timed} from './figures.js';
import {chatlogs} from './first-frame.js';
import {type Bench, count, whenLarge} from './group.js';
import {plainEnvironment} from './programs.js';
import {copyOf} from './sites.js';
import {idsOf} from './stores.js';

const execute = promisify(execFile);

/** In seconds: later than the import by so much. */
const hour = 3600;

/** Makes so many changes to single sessions, an hour later. Returns the time before them in Unix seconds. */
const live = async (folder: string, changes: number): Promise<number> => {
	const now = machine.now() + hour;
	const store = await openStore(folder, {...machine, now: () => now});
	await store.loaded;
	const ids = idsOf(store);
	for (let index = 0; index < changes; index++) {
		const id = ids[(index * 7919) % ids.length]!;
		await transfer(store, [id], elsewhere(store, id));
	}

	await fold(store);
	await store.close();
	return now - 1;
};

/** What a store showed some thousand changes ago, against what it shows. */
export const past = async (bench: Bench): Promise<void> => {
	const {stores, standard, folder, report, rounds} = bench;
	const changes = Math.min(10_000, standard / 10);
	const store = copyOf(await stores.folder(standard), path.join(folder, 'past'));
	const time = new Date((await live(store, changes)) * 1000).toISOString().replace('.000', '');
	const [program, script] = chatlogs(store) as [string, string];
	const run = async (...argv: readonly string[]): Promise<number> =>
		timed(async () =>
			execute(program, [script, 'list', ...argv, '--store', store], {
				env: plainEnvironment(folder),
				maxBuffer: 1 << 28,
			}),
		);
	for (const form of [[], ['--ids']]) {
		const {ours, plain} = await inTurn(rounds(7), {
			ours: async () => run('--as-of', time, ...form),
			plain: async () => run(...form),
		});
		report.add({
			what: `${['list', ...form].join(' ')} --as-of, ${count(changes)} changes ago, ${count(standard)}`,
			unit: 'ms',
			values: ours,
			peer: {name: 'without --as-of', values: plain},
			ratioAtMost: whenLarge(standard, 5),
		});
	}
};
