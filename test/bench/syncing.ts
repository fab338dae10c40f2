import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {rmSync} from 'node:fs';
import path from 'node:path';
import {inTurn} from './figures.js';
import {type Bench, count, whenLarge} from './group.js';

/** Sessions in each list. */
const inEach = 50;

/** Lists of the test PBX: those of its extensions, and the analytics platform's. */
const listsOf = (sessions: number): number => sessions / inEach + 1;

/** Milliseconds until a PBX in the house answers; one on this machine that answers at once measures ours alone. */
const pauses = [0, 5] as const;

/** Sessions of a quick run at most: a pause in each answer takes its time. */
const fewForQuick = 10_000;

/** Sessions that are transferred at most. */
const fewToTransfer = 10_000;

/** Does work with a PBX of so many sessions, a process of its own that ends with this one. */
const withPbx = async <Result>(
	programs: Bench['programs'],
	sessions: number,
	pause: number,
	work: (origin: string) => Promise<Result>,
): Promise<Result> => {
	const shape = [sessions, listsOf(sessions) - 1, pause].map(String);
	const [file, ...argv] = programs.command('test-pbx', shape);
	const pbx = spawn(file, argv, {stdio: ['pipe', 'pipe', 'inherit']});
	try {
		const [origin] = (await Promise.race([once(pbx.stdout, 'data'), once(pbx, 'exit')])) as unknown[];
		if (!Buffer.isBuffer(origin)) throw new Error('The test PBX ended before it told its address.');
		return await work(origin.toString().trim());
	} finally {
		pbx.kill();
	}
};

/** What each run of two programs told, round by round: ours, and one that makes its calls again and keeps nothing. */
interface Taken {
	readonly ours: readonly (readonly number[])[];
	readonly bare: readonly (readonly number[])[];
}

const column = (runs: Taken['ours'], index: number): number[] => runs.map(told => told[index]!);
const seconds = (runs: Taken['ours'], index: number): number[] =>
	column(runs, index).map(told => told / 1000);

const take = async (
	{folder, programs, isQuick}: Bench,
	program: string,
	sessions: number,
	pause: number,
): Promise<Taken> => {
	const home = path.join(folder, program);
	const calls = path.join(folder, 'calls');
	const told: {ours: number[][]; bare: number[][]} = {ours: [], bare: []};
	const rounds = isQuick || sessions > 10_000 ? 1 : 3;
	await withPbx(programs, sessions, pause, async origin =>
		inTurn(rounds, {
			async ours() {
				rmSync(path.join(home, 'store'), {recursive: true, force: true});
				const run = await programs.run(program, [origin, home, calls]);
				return told.ours.push(run.told);
			},
			async bare() {
				const run = await programs.run('sync-calls', [origin, calls]);
				return told.bare.push(run.told);
			},
		}),
	);
	return {ours: told.ours.slice(-rounds), bare: told.bare.slice(-rounds)};
};

/** How often a first sync that is broken off in the middle asks again for a page, for each list. */
const asksAgain = async ({folder, programs}: Bench, sessions: number): Promise<number> => {
	const pages = async (
		origin: string,
		name: string,
		most: number,
	): Promise<[pages: number, others: number]> => {
		const {told} = await programs.run('sync-resumed', [origin, path.join(folder, name), String(most)]);
		return [told[0]!, told[1]!];
	};
	return withPbx(programs, sessions, 0, async origin => {
		const [whole, others] = await pages(origin, 'sync-whole', Infinity);
		const [resumed] = await pages(origin, 'sync-resumed', (whole + others) / 2);
		return (resumed - whole) / listsOf(sessions);
	});
};

/** 10,000 transfers that the PBX carries out, against the same calls. */
const carryingOut = async (bench: Bench): Promise<void> => {
	const {standard, report} = bench;
	const sessions = Math.min(standard, fewToTransfer);
	const {ours, bare} = await take(bench, 'pbx-acts', sessions, 5);
	const what = `${count(column(ours, 2)[0]!)} transfers on the PBX`;
	const peer = 'same calls, nothing kept';
	report.add({
		what: `${what}, answers after 5 ms`,
		unit: 's',
		values: seconds(ours, 0),
		peer: {name: peer, values: seconds(bare, 0)},
	});
	report.add({
		what: `${what}, CPU`,
		unit: 's',
		values: seconds(ours, 1),
		peer: {name: peer, values: seconds(bare, 1)},
	});
	report.add({
		what: `${what}, outcomes missing`,
		unit: 'times',
		values: ours.map(told => told[2]! - told[3]!),
		exactly: 0,
	});
};

/** What it costs to bring a store up to its PBX, against a program that makes the same calls and keeps nothing. */
export const syncing = async (bench: Bench): Promise<void> => {
	const {standard, isQuick, report} = bench;
	const sessions = isQuick ? Math.min(standard, fewForQuick) : standard;
	const what = `of ${count(sessions)} sessions`;
	const peer = 'same calls, nothing kept';
	let last: Taken['ours'] = [];
	for (const pause of pauses) {
		const {ours, bare} = await take(bench, 'sync', sessions, pause);
		last = ours;
		report.add({
			what: `first sync ${what}, answers after ${pause} ms`,
			unit: 's',
			values: seconds(ours, 0),
			peer: {name: peer, values: seconds(bare, 0)},
			ratioAtMost: pause === 0 ? undefined : whenLarge(sessions, 1.3),
		});
		if (pause === 0)
			report.add({
				what: `first sync ${what}, CPU`,
				unit: 's',
				values: seconds(ours, 2),
				peer: {name: peer, values: seconds(bare, 1)},
			});
	}

	report.add({
		what: `memory of a first sync ${what}`,
		unit: 'MiB',
		values: column(last, 1).map(value => value / 1024),
		atMost: 300,
	});
	// A screen that syncs draws its frames between the pieces of that work.
	report.add({
		what: `first sync ${what}, a key waits 99 times of 100 for`,
		unit: 'ms',
		values: column(last, 3),
	});
	const lists = listsOf(sessions);
	// And the pages of extensions, and one for queues.
	const most = lists + Math.ceil(lists / 100) + 1;
	report.add({what: `second sync ${what}, calls`, unit: 'times', values: column(last, 4), atMost: most});
	report.add({what: `second sync ${what}, changes`, unit: 'times', values: column(last, 5), exactly: 0});
	report.add({
		what: `sync ${what} that goes on, pages asked again for each list`,
		unit: 'times',
		values: [await asksAgain(bench, sessions)],
		atMost: 1,
	});
	report.add({
		what: `poll with 3 new messages ${what}, CPU`,
		unit: 'ms',
		values: column(last, 6),
		atMost: 50,
	});
	await carryingOut(bench);
};
