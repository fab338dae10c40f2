import {execFile, spawn} from 'node:child_process';
import {cpSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {inTurn, timed} from './figures.js';
import {chatlogs, heading} from './first-frame.js';
import {type Bench, count} from './group.js';
import {plainEnvironment} from './programs.js';
import {TerminalProcess} from './terminal-process.js';

const execute = promisify(execFile);

/** How often memory is looked at, in milliseconds. */
const glance = 10;

/** A customer of the demo. */
const filter = 'customer:"Tessa Foster"';

/** The store again; its histories, which are most of it and are not read here, are only linked. */
export const copyOf = (store: string, folder: string): string => {
	mkdirSync(folder, {recursive: true});
	for (const name of readdirSync(store)) {
		const [from, to] = [path.join(store, name), path.join(folder, name)];
		if (/^m\d/.test(name)) linkSync(from, to);
		else cpSync(from, to, {recursive: true});
	}

	return folder;
};

/** In MiB: of the process and those that it started, memory that they share counted once. */
const memoryOf = (pid: number): number => {
	try {
		const own = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
		return children.reduce((sum, child) => sum + memoryOf(Number(child)), Number(own?.[1] ?? 0) / 1024);
	} catch {
		// It has ended.
		return 0;
	}
};

/** The most that it has at any moment, in MiB. */
const mostMemory = async (
	program: string,
	argv: readonly string[],
	env: NodeJS.ProcessEnv,
): Promise<number> => {
	const child = spawn(program, argv, {env, stdio: 'ignore'});
	let most = 0;
	const timer = setInterval(() => {
		most = Math.max(most, memoryOf(child.pid!));
	}, glance);
	await new Promise(resolve => {
		child.once('exit', resolve);
	});
	clearInterval(timer);
	return most;
};

interface Known {
	readonly name: string;
	readonly folder: string;
}

/** Names the sites in somebody's configuration; returns their home. */
const homeWith = (home: string, known: readonly Known[]): string => {
	const config = path.join(home, '.config', 'chatlogs');
	mkdirSync(config, {recursive: true});
	writeFileSync(path.join(config, 'sites.json'), JSON.stringify({sites: known}));
	return home;
};

/** The list of sites on the screen: how long from its key until it is there, and until all stores have been read. */
const onScreen = async (
	{report, folder, rounds}: Bench,
	known: readonly Known[],
	{what, isWhole}: {readonly what: string; readonly isWhole: boolean},
): Promise<void> => {
	// Read last, and then told first, since it is in trouble.
	const last = {name: 'zz-last', folder: path.join(folder, 'nowhere')};
	const home = homeWith(path.join(folder, 'screen-home'), [...known, last]);
	const [program, script] = chatlogs('') as [string, string];
	const painted: number[] = [];
	const complete: number[] = [];
	for (let round = 0; round < rounds(5); round++) {
		const terminal = new TerminalProcess([program, script, '--site', known[0]!.name], home);
		await terminal.shows(heading);
		await terminal.isQuiet(1000);
		const [first, all] = await terminal.timesUntil('S', ['Trouble', 'missing']);
		painted.push(first!);
		complete.push(all!);
		await terminal.end();
	}

	report.add({what: `S, ${what}: painted`, unit: 'ms', values: painted, atMost: 150});
	report.add({
		what: `S, ${what}: complete`,
		unit: 'ms',
		values: complete,
		atMost: isWhole ? 2000 : undefined,
	});
};

/** One list of many sites, beside processes that each search their share of the stores and tell nobody. */
export const sites = async (bench: Bench): Promise<void> => {
	const {stores, programs, standard, folder, report, rounds} = bench;
	const isWhole = standard >= 100_000;
	const [many, size] = isWhole ? [200, 5000] : [8, 1000];
	const store = await stores.folder(size);
	const names = Array.from({length: many}, (_, index) => `site-${index}`);
	const known = names.map(name => ({name, folder: copyOf(store, path.join(folder, 'sites', name))}));
	const env = plainEnvironment(homeWith(path.join(folder, 'sites-home'), known));
	const [program, script] = chatlogs(store) as [string, string];
	const argv = [script, 'list', '--all-sites', '--filter', filter];
	const cores = os.availableParallelism();
	const folders = known.map(site => site.folder);
	const shares = Array.from({length: cores}, (_, core) =>
		folders.filter((_, index) => index % cores === core),
	);
	const {ours, bare} = await inTurn(rounds(5), {
		ours: async () => timed(async () => execute(program, argv, {env, maxBuffer: 1 << 28})),
		bare: async () =>
			timed(async () =>
				Promise.all(shares.map(async share => programs.run('one-by-one', [filter, ...share]))),
			),
	});
	const which = `${count(many)} sites of ${count(size)}`;
	const what = `list --all-sites, ${which}`;
	report.add({
		what,
		unit: 'ms',
		values: ours,
		peer: {name: 'a process for each core that only finds', values: bare},
		ratioAtMost: isWhole ? 1.3 : undefined,
	});
	report.add({
		what: `${what}, memory`,
		unit: 'MiB',
		values: [await mostMemory(program, argv, env)],
		atMost: 300,
	});
	await onScreen(bench, known, {what: which, isWhole});
};
