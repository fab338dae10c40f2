import {cpSync, rmSync} from 'node:fs';
import {type Machine} from '../../source/storage/machine.js';
import {openStore, planPurge, machine} from './built.js';
import {DatabasePeer} from './database.js';
import {inTurn, timed} from './figures.js';
import {type Bench, count, whenLarge} from './group.js';
import {bench as actor, idsOf} from './stores.js';

const rounds = 5;

/** This machine, and when it last made the content of a history file durable, on the clock of `performance`. */
const watchingMachine = (): {readonly around: Machine; readonly lastBlanked: () => number} => {
	let last = 0;
	const files: Machine['files'] = {
		...machine.files,
		open(path, mode) {
			const file = machine.files.open(path, mode);
			if (mode !== 'write' || !/m\d+\.jsonl$/.test(path)) return file;
			return {
				...file,
				async sync() {
					await file.sync();
					last = performance.now();
				},
			};
		},
	};
	return {around: {...machine, files}, lastBlanked: () => last};
};

/** Each call gives the ids of the next round. */
type Choice = (ids: readonly number[], size: number) => () => number[];

const choices: Readonly<Record<string, Choice>> = {
	newest: (ids, size) => {
		let end = ids.length;
		return () => {
			end -= size;
			return ids.slice(end, end + size);
		};
	},
	spread: (ids, size) => {
		const step = Math.floor(ids.length / size);
		let offset = -1;
		return () => {
			offset++;
			return Array.from({length: size}, (_, index) => ids[index * step + offset]!);
		};
	},
};

const purgeRows = async (bench: Bench, name: string, choose: Choice): Promise<void> => {
	const {stores, standard, report} = bench;
	const folder = `${await stores.folder(standard)}-${name}`;
	cpSync(await stores.folder(standard), folder, {recursive: true});
	const file = stores.copy(await stores.database(standard, true));
	const {around, lastBlanked} = watchingMachine();
	const store = await openStore(folder, around);
	await store.loaded;
	const database = new DatabasePeer(file);
	const size = Math.min(10_000, Math.floor(standard / 10));
	const next = choose(idsOf(store), size);
	const texts: number[] = [];
	let sessions: readonly number[] = [];
	const {everything, sqlite} = await inTurn(bench.rounds(rounds), {
		async everything() {
			sessions = next();
			const start = performance.now();
			await store.commit(actor, facts => planPurge(facts, {sessions, erase: true}).draft);
			texts.push(lastBlanked() - start);
			return performance.now() - start;
		},
		sqlite: async () => timed(() => database.erase(sessions)),
	});
	await store.close();
	database.close();
	rmSync(folder, {recursive: true});
	rmSync(file);
	const peer = {name: 'SQLite, secure delete, checkpoint', values: sqlite};
	const what = `purge ${count(size)} ${name}, ${count(standard)}`;
	report.add({
		what: `${what}: texts`,
		unit: 'ms',
		values: texts.slice(1),
		peer,
		ratioAtMost: whenLarge(standard, 0.5),
	});
	report.add({
		what: `${what}: everything`,
		unit: 'ms',
		values: everything,
		peer,
		ratioAtMost: whenLarge(standard, 1.5),
	});
};

/** What it costs to erase sessions from all files, which work on copies. */
export const purging = async (bench: Bench): Promise<void> => {
	for (const [name, choose] of Object.entries(choices)) await purgeRows(bench, name, choose);
};
