import {execFile} from 'node:child_process';
import {readdirSync} from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';
import {type Store} from '../../source/storage/store.js';
import {alike, machine, openStore, searchMessages} from './built.js';
import {inTurn, type Measure, timed} from './figures.js';
import {type Bench, count, whenLarge} from './group.js';
import {isInstalled, plainEnvironment} from './programs.js';

const execute = promisify(execFile);

const rare = 'nobody says this';
const frequent = 'please';

/** A pattern for what is the same as these words when texts are compared, but for characters that stand for several. */
const anyForm = (words: string): string =>
	Array.from(words, letter => {
		const forms = [letter, ...(alike().single.get(letter) ?? [])];
		return String.raw`(?:${forms.join('|')})\p{M}*`;
	}).join('');

/** Where a search for the letters as they are finds the same, so that others may be asked for that. */
const ascii = ', ASCII';

interface Peer {
	readonly program: string;
	readonly argv: readonly string[];
	readonly patternOf?: (words: string) => string;
	readonly ratioAtMost: number;
	/** Whether it is held to that only where nothing is found, so that no hit has to be read. */
	readonly isForNoHit?: true;
}

/** Programs that look through the same files; all only count, which spares them the writing of what they find. */
const peers: Readonly<Record<string, Peer>> = {
	'rg -i -j1 --count': {program: 'rg', argv: ['-i', '-j1', '--count'], ratioAtMost: 4},
	'rg -i --count': {program: 'rg', argv: ['-i', '--count'], ratioAtMost: 2, isForNoHit: true},
	'rg -i -j1 --count, any form': {
		program: 'rg',
		argv: ['-i', '-j1', '--count'],
		patternOf: anyForm,
		ratioAtMost: 4,
	},
	'grep -i --count': {program: 'grep', argv: ['-i', '--count'], ratioAtMost: 2.5},
};

/** What one search gave. */
interface Search {
	readonly milliseconds: number;
	/** Milliseconds until the first hits. */
	readonly first: number;
	/** The longest time, in milliseconds, in which nothing else could happen. */
	readonly longestTurn: number;
	readonly hits: number;
}

const search = async (store: Store, words: string): Promise<Search> => {
	const start = performance.now();
	let turn = start;
	let longestTurn = 0;
	let first = 0;
	let hits = 0;
	const look = (): void => {
		const now = performance.now();
		longestTurn = Math.max(longestTurn, now - turn);
		turn = now;
		ticking = setImmediate(look);
	};

	let ticking = setImmediate(look);
	for await (const found of searchMessages(store, {words: [words]})) {
		if (hits === 0) first = performance.now() - start;
		hits += found.length;
	}

	clearImmediate(ticking);
	return {milliseconds: performance.now() - start, first, longestTurn, hits};
};

/** Runs to its end a program that exits with 1 when it finds nothing. */
const run = async (program: string, argv: readonly string[], home: string): Promise<void> => {
	try {
		await execute(program, argv, {env: plainEnvironment(home)});
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 1)) throw error;
	}
};

const against = async (bench: Bench, store: Store, words: string, kind = ''): Promise<void> => {
	const {folder, standard, report, rounds} = bench;
	const files = readdirSync(store.folder)
		.filter(name => /^m\d+\.jsonl$/.test(name))
		.map(name => path.join(store.folder, name));
	const found: Search[] = [];
	const measures: Record<string, Measure> = {
		async ours() {
			const result = await search(store, words);
			found.push(result);
			return result.milliseconds;
		},
	};
	for (const [name, {program, argv, patternOf}] of Object.entries(peers)) {
		const pattern = patternOf?.(words) ?? words;
		if (isInstalled(program))
			measures[name] = async () => timed(async () => run(program, [...argv, pattern, ...files], folder));
		else report.note(`${program} is not installed: not compared.`);
	}

	const taken = await inTurn(rounds(15), measures);
	const what = `search all messages${kind}, ${count(found[0]!.hits)} hits, ${count(standard)}`;
	if (!Object.keys(peers).some(name => name in taken)) report.add({what, unit: 'ms', values: taken.ours!});
	for (const [name, {ratioAtMost, patternOf, isForNoHit}] of Object.entries(peers)) {
		const values = taken[name];
		if (values === undefined) continue;
		const isHeld = (kind === ascii || patternOf) && !(isForNoHit && found[0]!.hits > 0);
		report.add({
			what,
			unit: 'ms',
			values: taken.ours!,
			peer: {name, values},
			...(isHeld && {ratioAtMost: whenLarge(standard, ratioAtMost)}),
		});
	}

	const counted = found.slice(1);
	if (found[0]!.hits > 0) {
		report.add({what: 'its first hit', unit: 'ms', values: counted.map(({first}) => first), atMost: 30});
	}

	report.add({
		what: 'its longest turn of the event loop',
		unit: 'ms',
		values: counted.map(({longestTurn}) => longestTurn),
		atMost: 16,
	});
};

/** The same in a store ten times as large. */
const growth = async ({stores, report, rounds}: Bench, size: number): Promise<void> => {
	await stores.using(size, async small =>
		stores.using(size * 10, async large => {
			const taken = await inTurn(rounds(7), {
				small: async () => timed(async () => search(small, frequent)),
				large: async () => timed(async () => search(large, frequent)),
			});
			report.add({
				what: `search all messages, ${count(size * 10)}`,
				unit: 'ms',
				values: taken.large,
				peer: {name: count(size), values: taken.small},
				ratioAtMost: 11,
			});
		}),
	);
};

/** What it costs to look inside messages. */
export const searching = async (bench: Bench): Promise<void> => {
	const {stores, sizes, standard} = bench;
	await stores.using(standard, async store => {
		for (const words of [rare, frequent]) await against(bench, store, words);
	});
	for (const [kind, every] of [
		[', 1 in 10 not ASCII', 10],
		[ascii, Infinity],
	] as const) {
		const store = await openStore(await stores.ascii(standard, every), machine);
		await store.loaded;
		for (const words of [rare, frequent]) await against(bench, store, words, kind);
		await store.close();
	}

	for (const size of sizes) if (sizes.includes(size * 10)) await growth(bench, size);
};
