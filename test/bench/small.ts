import {
	closeSync,
	copyFileSync,
	fdatasyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	rmSync,
	writeSync,
} from 'node:fs';
import path from 'node:path';
import {type IncomingSession} from '../../source/domain/incoming.js';
import {type Message} from '../../source/domain/message.js';
import {type Store} from '../../source/storage/store.js';
import {fold, importSessions, machine, openStore} from './built.js';
import {type Counts, countingMachine} from './counting.js';
import {inTurn, timed} from './figures.js';
import {type Bench, count} from './group.js';
import {bench as actor} from './stores.js';

/** So many sessions, each of another block, and each time others; as a poll tells them that brings one new message each. */
const polls = (store: Store, sessions: number): (() => readonly IncomingSession[]) => {
	const blocks = store.table.loadedBlocks;
	const rows = Math.min(...blocks.map(block => block.count));
	let newest = 1_000_000_000;
	let poll = 0;
	return () => {
		poll++;
		return Array.from({length: sessions}, (_, index) => {
			const turn = poll * sessions + index;
			const id = blocks[turn % blocks.length]!.id[turn % rows]!;
			const last: Message = store.history(id).messages.at(-1)!;
			const message = {...last, id: ++newest, at: last.at + 1, text: `A new message, the ${newest}th.`};
			return {id, origin: 'poll', told: undefined, messages: [message], records: []};
		});
	};
};

const take = async (store: Store, sessions: readonly IncomingSession[]): Promise<void> => {
	await importSessions(store, actor, {facts: {}, sessions, sources: [], refused: []});
};

const filesOf = (folder: string): number => readdirSync(folder).length;

/** Each against the least that bytes cost which are durable. */
const single = async (bench: Bench, store: Store, counts: Counts): Promise<void> => {
	const {folder, standard, report, rounds} = bench;
	const file = path.join(folder, 'bare');
	const descriptor = openSync(file, 'w');
	let bytes = Buffer.alloc(0);
	const next = polls(store, 3);
	const newFiles: number[] = [];
	const taken = await inTurn(rounds(150), {
		async ours() {
			const sessions = next();
			const files = filesOf(store.folder);
			const {written} = counts;
			const milliseconds = await timed(async () => take(store, sessions));
			newFiles.push(filesOf(store.folder) - files);
			bytes = Buffer.alloc(counts.written - written, 'x');
			return milliseconds;
		},
		bare: async () =>
			timed(() => {
				writeSync(descriptor, bytes);
				fdatasyncSync(descriptor);
			}),
	});
	closeSync(descriptor);
	rmSync(file);
	const what = `import of 3 messages in 3 sessions, ${count(standard)}`;
	const peer = {name: 'bare append, fdatasync', values: taken.bare};
	report.add({what, unit: 'ms', values: taken.ours, peer});
	report.add({
		what: `${what}, but for 10 ms`,
		unit: 'ms',
		values: taken.ours.map(milliseconds => Math.max(0, milliseconds - 10)),
		peer,
		ratioAtMost: 5,
	});
	report.add({what: 'new files, per import of 3 messages', unit: 'times', values: newFiles, exactly: 0});
};

const opening = async (folder: string): Promise<number> =>
	timed(async () => {
		const store = await openStore(folder, machine);
		await store.loaded;
		await store.close();
	});

/** All that is read to open the store. */
const copyOfIndex = (folder: string, to: string): string => {
	mkdirSync(to, {recursive: true});
	for (const name of readdirSync(folder))
		if (!name.startsWith('m')) copyFileSync(path.join(folder, name), path.join(to, name));
	return to;
};

/** What it costs to take in a few messages, again and again. */
export const small = async (bench: Bench): Promise<void> => {
	const {stores, standard, folder, report, rounds} = bench;
	const {around, counts} = countingMachine();
	const ours = await stores.folder(standard);
	const before = copyOfIndex(ours, path.join(folder, 'before'));
	const imports = rounds(1000);
	await stores.using(
		standard,
		async store => {
			await single(bench, store, counts);
			const next = polls(store, 3);
			for (let done = rounds(150) + 1; done < imports; done++) await take(store, next());
		},
		around,
	);
	const compare = async (what: string, ratioAtMost?: number): Promise<void> => {
		const taken = await inTurn(rounds(15), {
			ours: async () => opening(ours),
			before: async () => opening(before),
		});
		report.add({
			what,
			unit: 'ms',
			values: taken.ours,
			peer: {name: 'opening it before', values: taken.before},
			ratioAtMost,
		});
	};

	await compare(`opening after ${count(imports)} imports of 3, not folded, ${count(standard)}`);
	await stores.using(standard, fold);
	await compare(`opening after ${count(imports)} imports of 3, folded, ${count(standard)}`, 1.1);
	rmSync(before, {recursive: true});
};
