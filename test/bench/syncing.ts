import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {rmSync} from 'node:fs';
import path from 'node:path';
import {inTurn} from './figures.js';
import {type Bench, count, whenLarge} from './group.js';

/** Lists of the test PBX: those of its extensions, and the analytics platform's. */
const lists = 41;

/** Milliseconds until a PBX elsewhere answers; one on this machine that answers at once measures ours alone. */
const pauses = [0, 20] as const;

/** Sessions of a quick run at most: a pause in each answer takes its time. */
const fewForQuick = 10_000;

/** Does work with a PBX of so many sessions, a process of its own that ends with this one. */
const withPbx = async <Result>(
	programs: Bench['programs'],
	sessions: number,
	pause: number,
	work: (origin: string) => Promise<Result>,
): Promise<Result> => {
	const [file, ...argv] = programs.command('test-pbx', [String(sessions), String(pause)]);
	const pbx = spawn(file, argv, {stdio: ['pipe', 'pipe', 'inherit']});
	try {
		const [origin] = (await Promise.race([once(pbx.stdout, 'data'), once(pbx, 'exit')])) as unknown[];
		if (!Buffer.isBuffer(origin)) throw new Error('The test PBX ended before it told its address.');
		return await work(origin.toString().trim());
	} finally {
		pbx.kill();
	}
};

interface Taken {
	readonly ours: readonly number[];
	readonly bare: readonly number[];
	/** What each of ours told. */
	readonly told: readonly (readonly number[])[];
}

const take = async ({folder, programs, isQuick}: Bench, sessions: number, pause: number): Promise<Taken> => {
	const home = path.join(folder, `sync-${pause}`);
	const calls = path.join(folder, 'sync-calls');
	const told: number[][] = [];
	const rounds = isQuick || sessions > 10_000 ? 1 : 3;
	const taken = await withPbx(programs, sessions, pause, async origin =>
		inTurn(rounds, {
			async ours() {
				rmSync(path.join(home, 'store'), {recursive: true, force: true});
				const run = await programs.run('sync', [origin, home, calls]);
				told.push(run.told);
				return run.told[0]! / 1000;
			},
			async bare() {
				const run = await programs.run('sync-calls', [origin, calls]);
				return run.told[0]! / 1000;
			},
		}),
	);
	return {...taken, told: told.slice(-rounds)};
};

/** What it costs to bring a store up to its PBX, against a program that makes the same calls and keeps nothing. */
export const syncing = async (bench: Bench): Promise<void> => {
	const {standard, isQuick, report} = bench;
	const sessions = isQuick ? Math.min(standard, fewForQuick) : standard;
	const what = `of ${count(sessions)} sessions`;
	let last: Taken['told'] = [];
	for (const pause of pauses) {
		const {ours, bare, told} = await take(bench, sessions, pause);
		last = told;
		report.add({
			what: `first sync ${what}, answers after ${pause} ms`,
			unit: 's',
			values: ours,
			peer: {name: 'same calls, nothing kept', values: bare},
			ratioAtMost: pause === 0 ? undefined : whenLarge(sessions, 1.3),
		});
	}

	const column = (index: number): number[] => last.map(row => row[index]!);
	report.add({
		what: `memory of a first sync ${what}`,
		unit: 'MiB',
		values: column(1).map(value => value / 1024),
		atMost: 300,
	});
	// And one each for extensions and queues.
	report.add({what: `second sync ${what}, calls`, unit: 'times', values: column(2), atMost: lists + 2});
	report.add({what: `second sync ${what}, changes`, unit: 'times', values: column(3), exactly: 0});
	report.add({what: `poll with 3 new messages ${what}, CPU`, unit: 'ms', values: column(4), atMost: 50});
};
