import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {type ExecutionContext} from 'ava';
import {type App} from '../../source/actions/app.js';
import {startAmongSites} from '../../source/app/among-sites.js';
import {type Actor, type Change, type Draft} from '../../source/domain/change.js';
import {Directory, emptyDirectory} from '../../source/domain/directory.js';
import {type Facts} from '../../source/domain/facts.js';
import {type IncomingFacts, type IncomingSession} from '../../source/domain/incoming.js';
import {type Pbx} from '../../source/domain/pbx.js';
import {type Site} from '../../source/domain/site.js';
import {type Sender} from '../../source/exchange/platform/courier.js';
import {fileInputs} from '../../source/exchange/read/import-files.js';
import {capabilitiesOf} from '../../source/exchange/yeastar/capabilities.js';
import {type PbxSurroundings} from '../../source/exchange/yeastar/connection/open-pbx.js';
import {readYeastar} from '../../source/exchange/yeastar/read-yeastar.js';
import {openScreen} from '../../source/screen/open-screen.js';
import {importSessions} from '../../source/storage/import-sessions.js';
import {kernelLock} from '../../source/storage/lock.js';
import {nodeFileSystem} from '../../source/storage/node-file-system.js';
import {createStore, openStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {type Machine} from '../../source/storage/machine.js';
import {copiesOf} from './copied-store.js';
import {randomDigits} from './random-digits.js';
import {SiteBook} from '../../source/storage/site-book.js';
import {SiteInUse} from '../../source/storage/site-in-use.js';
import {Terminal} from './terminal.js';

/** An hour after the newest message of the sample, in Unix seconds. */
export const sampleNow = Date.UTC(2025, 10, 12, 4, 23) / 1000;

/** The smallest terminal in daily use, with the pane alone, and a large one, with the pane beside the list. */
export const sizes = [
	{columns: 80, rows: 24},
	{columns: 160, rows: 50},
] as const;

/** Who sits before the terminal, and somebody else. */
export const ann: Actor = {by: 'ann'};
export const bob: Actor = {by: 'bob'};

/** Longer than a confirmation is deaf: between two keys of somebody who has read what is there. */
const betweenKeys = 300;

interface Told {
	readonly facts: IncomingFacts;
	readonly sessions: Iterable<IncomingSession>;
}

export interface Opening {
	readonly columns?: number;
	readonly rows?: number;
	/** What the store holds; the sample if not said. */
	readonly told?: Told;
	/** All that is known of the PBX, instead of what is told. */
	readonly pbx?: Pbx;
	/** Makes the store, instead of what it is told. */
	readonly fill?: (test: object, folder: string) => Promise<void>;
	/** Without it nothing is sent to the platform. */
	readonly sender?: Sender;
	/** What reaches the PBX that the store is connected to; without it nothing does. */
	readonly link?: Omit<PbxSurroundings, 'machine'>;
	/** Where the person's own state is kept; without it nothing is remembered outside the store. */
	readonly stateFolder?: string;
	/** Where the person's preferences are kept; without it they are forgotten. */
	readonly preferencesFolder?: string;
	/** The person's other sites; the store itself is then the site `here`. */
	readonly sites?: readonly Site[];
	/** Whether the person is to choose one of them first. */
	readonly isUnchosen?: true;
	/** Remembers which store was shown last. */
	readonly remember?: (folder: string) => Promise<void>;
	/** The person's own keys, as the preferences name them; they may be anything. */
	readonly keys?: unknown;
	/** What others do with the app before it is shown: a bug, say. */
	readonly alter?: (app: App) => App;
}

const sample = async (): Promise<Told> =>
	readYeastar(await fileInputs('data/sample.yeastar.json'), {
		directory: new Directory(emptyDirectory),
		completeLists: false,
		now: sampleNow,
	});

const makeStore = async (
	folder: string,
	machine: Machine,
	{told, pbx: given}: Pick<Opening, 'told' | 'pbx'>,
): Promise<void> => {
	await createStore(folder, machine);
	const {facts, sessions} = told ?? (await sample());
	const pbx = given ?? facts.pbx;
	const store = await openStore(folder, machine);
	await importSessions(
		store,
		{by: 'importer'},
		{
			facts: {...facts, ...(pbx && {pbx})},
			sessions,
			sources: [{name: 'sample.yeastar.json', digest: ''}],
			refused: [],
		},
	);
	await store.close();
};

const usualMachine: Machine = {
	files: nodeFileSystem,
	lock: kernelLock,
	now: () => sampleNow,
	random: randomDigits,
	capabilitiesOf,
};

/** A store with the sample, in which that was done; made once for all tests of a process. */
export const sampleAfter = (
	work: (store: Store) => Promise<void>,
): ((test: object, folder: string) => Promise<void>) =>
	copiesOf(async folder => {
		await makeStore(folder, usualMachine, {});
		const store = await openStore(folder, usualMachine);
		await store.loaded;
		await work(store);
		await store.close();
	});

const copySample = copiesOf(async folder => makeStore(folder, usualMachine, {}));

/** The whole app on a terminal of its own, over a store of its own in a temporary folder. */
export class OpenApp {
	terminal!: Terminal;
	/** What the app's clocks say. */
	readonly clock = {now: sampleNow, milliseconds: 0};
	readonly folder: string;
	readonly #t: Pick<ExecutionContext, 'teardown'>;
	readonly #opening: Opening;
	readonly #machine: Machine;
	#app!: App;
	#quit!: () => void;
	#end!: Promise<number>;

	constructor(t: Pick<ExecutionContext, 'teardown'>, folder: string, opening: Opening) {
		this.#t = t;
		this.folder = folder;
		this.#opening = opening;
		this.#machine = {
			...usualMachine,
			now: () => this.clock.now,
			...(opening.stateFolder !== undefined && {stateFolder: opening.stateFolder}),
		};
	}

	get app(): App {
		return this.#app;
	}

	/** Resolves with the exit code when the screen is left. */
	get end(): Promise<number> {
		return this.#end;
	}

	/** Makes the store. */
	async fill(): Promise<void> {
		const {told, pbx, stateFolder, fill = copySample} = this.#opening;
		if (told ?? pbx ?? stateFolder) await makeStore(this.folder, this.#machine, this.#opening);
		else await fill(this.#t, this.folder);
	}

	/** Writes down the person's sites. */
	async #asSite(): Promise<{readonly configFolder?: string; readonly site?: SiteInUse}> {
		const {sites} = this.#opening;
		if (sites === undefined) return {};
		const configFolder = path.join(this.folder, 'config');
		const book = new SiteBook(this.#machine, configFolder);
		const here: Site = {name: 'here', folder: this.folder, color: 'cyan'};
		await book.update(() => [...sites, here].toSorted((a, b) => (a.name < b.name ? -1 : 1)));
		return {configFolder, site: new SiteInUse(here, false, book)};
	}

	/** Opens the store on a new terminal. */
	async show({columns = 80, rows = 24}: Pick<Opening, 'columns' | 'rows'> = this.#opening): Promise<void> {
		const terminal = new Terminal(columns, rows);
		this.terminal = terminal;
		this.#end = openScreen(async hooks => {
			this.#quit = hooks.quit;
			const among = await this.#asSite();
			const running = await startAmongSites(
				{
					...(this.#opening.isUnchosen !== true && {folder: this.folder}),
					...among,
					remember: this.#opening.remember,
					machine: this.#machine,
					actor: ann,
					...(this.#opening.sender && {sender: this.#opening.sender}),
					...(this.#opening.link && {pbx: this.#opening.link}),
					...(this.#opening.preferencesFolder !== undefined && {
						preferencesFolder: this.#opening.preferencesFolder,
					}),
					milliseconds: () => this.clock.milliseconds,
				},
				{...hooks, show: app => hooks.show((this.#app = app))},
			);
			this.#app = this.#opening.alter?.(running.app) ?? running.app;
			return {app: this.#app, close: async () => running.close()};
		}, terminal.streams);
		// What ends it before it is shown is told here; what ends it later, to whoever waits for it.
		await Promise.race([terminal.shows(/chatlogs|need 60x16/), this.#end]);
	}

	/** Keys of somebody who reads: each a while after the one before, and done when it is drawn. */
	async press(...keys: readonly string[]): Promise<void> {
		for (const key of keys) {
			this.clock.milliseconds += betweenKeys;
			await this.terminal.press(key);
		}
	}

	/** Any bytes in one write, without a moment between them. */
	async type(text: string): Promise<void> {
		await this.terminal.type(text);
	}

	async paste(text: string): Promise<void> {
		await this.terminal.paste(text);
	}

	async shows(expected: string | RegExp): Promise<void> {
		await this.terminal.shows(expected);
	}

	async hides(expected: string | RegExp): Promise<void> {
		await this.terminal.hides(expected);
	}

	/** The rows, when all that the keys do is drawn. */
	async screen(): Promise<readonly string[]> {
		await this.terminal.settled();
		return this.terminal.screen();
	}

	/** The rows as one text, when all that the keys do is drawn. */
	async text(): Promise<string> {
		const rows = await this.screen();
		return rows.join('\n');
	}

	/** The ids in the list, from its first row that is shown. */
	async listed(): Promise<readonly number[]> {
		const rows = await this.screen();
		return rows.flatMap(row => {
			const id = /^.{4}(\d+) /u.exec(row)?.[1];
			return id === undefined ? [] : [Number(id)];
		});
	}

	/** The last row: keys, or what there is to say, which may begin in rows above. */
	async footer(): Promise<string> {
		const rows = await this.screen();
		const first = rows.findLastIndex(row => !row.startsWith(' '.repeat(3)));
		return rows.slice(first).join(' ').replaceAll(/ {4,}/g, ' ');
	}

	/** Writes the filter anew and keeps it. */
	async setFilter(text: string): Promise<void> {
		await this.press('/', 'ctrl-u');
		if (text !== '') await this.type(text);
		await this.press('enter');
	}

	/** Goes with `t` to the question whether to transfer to the one that the typed text finds first. */
	async askTransfer(typed: string): Promise<void> {
		await this.press('t');
		await this.type(typed);
		await this.press('enter');
	}

	/** Transfers and waits until it is done. */
	async transfer(typed: string): Promise<void> {
		await this.askTransfer(typed);
		await this.press('y');
		await this.shows('Transferred');
	}

	/** Marks the sessions, wherever they are in the list that is shown. */
	async mark(...ids: readonly number[]): Promise<void> {
		for (const id of ids) {
			const there = await this.listed();
			await this.press('g', ...Array.from({length: there.indexOf(id)}, () => 'down'), 'space');
		}
	}

	/** The changes in the journal, oldest first. */
	get changes(): readonly Change[] {
		return [...this.#app.store.changes()].toReversed();
	}

	/** The store as another process has it. */
	async elsewhere(): Promise<Store> {
		const store = await openStore(this.folder, this.#machine);
		this.#t.teardown(async () => store.close());
		await store.loaded;
		return store;
	}

	/** What another process does. */
	async happens(drafting: (facts: Facts) => Draft): Promise<void> {
		const store = await this.elsewhere();
		await store.commit(bob, drafting);
	}

	/** Leaves the app, and starts it again over the same store. */
	async restart(size?: Pick<Opening, 'columns' | 'rows'>): Promise<void> {
		await this.close();
		await this.show(size);
	}

	async close(): Promise<void> {
		this.#quit();
		await this.#end.catch(() => undefined);
		this.terminal.close();
	}
}

/** Writes the keys into preferences. */
const withKeys = async (t: ExecutionContext, opening: Opening): Promise<Opening> => {
	const preferencesFolder = await mkdtemp(path.join(os.tmpdir(), 'chatlogs-keys-'));
	t.teardown(async () => rm(preferencesFolder, {recursive: true}));
	await writeFile(path.join(preferencesFolder, 'preferences.json'), JSON.stringify({keys: opening.keys}));
	return {...opening, preferencesFolder};
};

/** Fills a store, which nobody looks at yet. */
export const fillApp = async (t: ExecutionContext, opening: Opening = {}): Promise<OpenApp> => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chatlogs-app-'));
	t.teardown(async () => rm(folder, {recursive: true}));
	const app = new OpenApp(t, folder, opening.keys === undefined ? opening : await withKeys(t, opening));
	await app.fill();
	return app;
};

/** Fills a store and shows it. */
export const openApp = async (t: ExecutionContext, opening: Opening = {}): Promise<OpenApp> => {
	const app = await fillApp(t, opening);
	t.teardown(async () => app.close());
	await app.show();
	return app;
};
