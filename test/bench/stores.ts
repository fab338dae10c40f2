import {copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {type Actor} from '../../source/domain/change.js';
import {type IncomingSession} from '../../source/domain/incoming.js';
import {type Store} from '../../source/storage/store.js';
import {type Machine} from '../../source/storage/machine.js';
import {createStore, demoData, importSessions, openStore, machine} from './built.js';
import {createDatabase} from './database.js';
import {arrayTexts, lineTexts, mailTexts, sessionsOf, writeTexts} from './forms.js';

export const bench: Actor = {by: 'bench'};

/** Milliseconds that making a store took, without and with the making of its data, and its size in bytes. */
interface Making {
	readonly telling: number;
	readonly importing: number;
	readonly bytes: number;
}

export const idsOf = ({table}: Store): number[] => table.blocks.flatMap(block => [...block!.id]);

/** The sessions with an x for all that is not ASCII, but in one message of so many. */
function* inAscii(sessions: Iterable<IncomingSession>, every: number): Generator<IncomingSession> {
	let number = 0;
	for (const session of sessions) {
		const plain = JSON.parse(JSON.stringify(session).replaceAll(/[^\0-~]/g, 'x')) as IncomingSession;
		const messages = plain.messages.map((message, index) =>
			++number % every === 0 ? {...message, text: `${session.messages[index]!.text} ñ`} : message,
		);
		yield {...plain, messages};
	}
}

/** The stores that are measured, and the same sessions in the forms of others; each made when it is first asked for. */
export class Stores {
	readonly #folder: string;
	readonly #makings = new Map<number, Making>();

	constructor(folder: string) {
		this.#folder = folder;
	}

	/** The folder of a store with so many sessions of the demo, 20 messages each on average. */
	async folder(sessions: number): Promise<string> {
		await this.making(sessions);
		return this.#path(`${sessions}`);
	}

	/** How the store was made. */
	async making(sessions: number): Promise<Making> {
		const known = this.#makings.get(sessions);
		if (known) return known;
		const folder = this.#path(`${sessions}`);
		const options = {sessions, seed: 1, now: machine.now()};
		const start = performance.now();
		let told = 0;
		for (const {messages} of demoData(options).sessions) told += messages.length;
		const telling = performance.now() - start;
		if (told === 0) throw new Error('The demo told nothing.');
		const begin = performance.now();
		await createStore(folder, machine);
		const store = await openStore(folder, machine);
		await importSessions(store, bench, {...demoData(options), sources: [], refused: []});
		await store.close();
		const importing = performance.now() - begin;
		const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
		const making = {telling, importing, bytes};
		this.#makings.set(sessions, making);
		return making;
	}

	/** The folder of a store with the same sessions in ASCII, but for one message of so many; `Infinity` for none. */
	async ascii(sessions: number, every: number): Promise<string> {
		const folder = this.#path(`${sessions}-ascii-${every}`);
		if (existsSync(folder)) return folder;
		const data = demoData({sessions, seed: 1, now: machine.now()});
		await createStore(folder, machine);
		const store = await openStore(folder, machine);
		const told = {...data, sessions: inAscii(data.sessions, every)};
		await importSessions(store, bench, {...told, sources: [], refused: []});
		await store.close();
		return folder;
	}

	/** Does work with a store whose sessions are all in memory. */
	async using<Result>(
		sessions: number,
		work: (store: Store) => Promise<Result> | Result,
		around: Machine = machine,
	): Promise<Result> {
		const store = await openStore(await this.folder(sessions), around);
		try {
			await store.loaded;
			return await work(store);
		} finally {
			await store.close();
		}
	}

	async array(sessions: number): Promise<string> {
		return this.#form(sessions, 'sessions.json', (file, store) => writeTexts(file, arrayTexts(store)));
	}

	async lines(sessions: number): Promise<string> {
		return this.#form(sessions, 'sessions.jsonl', (file, store) => writeTexts(file, lineTexts(store)));
	}

	async mailbox(sessions: number): Promise<string> {
		return this.#form(sessions, 'mbox', (file, store) => writeTexts(file, mailTexts(store)));
	}

	/** The newest sessions, more than a screen shows, and the PBX that they belong to. */
	async screenful(sessions: number): Promise<string> {
		return this.#form(sessions, 'screenful.json', (file, store) => {
			const newest = [...sessionsOf(store)]
				.toSorted((a, b) => (b.lastActiveAt ?? 0) - (a.lastActiveAt ?? 0))
				.slice(0, 100);
			writeFileSync(file, JSON.stringify({pbx: store.pbx, sessions: newest}));
		});
	}

	/** SQLite. Without messages it has the table of sessions only. */
	async database(sessions: number, withMessages: boolean): Promise<string> {
		const name = withMessages ? 'whole.sqlite' : 'sessions.sqlite';
		return this.#form(sessions, name, (file, store) => {
			createDatabase(file, sessionsOf(store), withMessages ? id => store.history(id) : undefined);
		});
	}

	/** The file's copy, which may be changed. */
	copy(file: string): string {
		const copy = `${file}.copy`;
		copyFileSync(file, copy);
		return copy;
	}

	async #form(sessions: number, name: string, make: (file: string, store: Store) => void): Promise<string> {
		const folder = this.#path(`${sessions}-forms`);
		const file = path.join(folder, name);
		if (existsSync(file)) return file;
		mkdirSync(folder, {recursive: true});
		await this.using(sessions, store => make(file, store));
		return file;
	}

	#path(name: string): string {
		return path.join(this.#folder, name);
	}
}
