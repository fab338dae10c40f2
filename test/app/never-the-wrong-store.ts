import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	renameSync,
	rmSync,
	symlinkSync,
	unlinkSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {askFor, carryOutAct} from '../../source/actions/confirm.js';
import {startAmongSites} from '../../source/app/among-sites.js';
import {Refusal} from '../../source/domain/refusal.js';
import {ConnectionRecords} from '../../source/exchange/yeastar/connection/connection-record.js';
import {checkStore} from '../../source/storage/check/check-store.js';
import {openStore} from '../../source/storage/open-store.js';
import {SiteBook} from '../../source/storage/site-book.js';
import {SiteInUse} from '../../source/storage/site-in-use.js';
import {run, type Setting} from '../helpers/command-line.js';
import {recordOf} from '../helpers/pbx/connected-store.js';
import {startPbx, type TestPbx} from '../helpers/pbx/pbx.js';
import {Platform} from '../helpers/platform.js';
import {fc, trials} from '../helpers/random.js';
import {ann, realFiles, temporaryStore} from '../helpers/store.js';

/** A store as it was made once; each trial has copies. */
interface Made {
	readonly folder: string;
	readonly id: string;
	readonly sessions: readonly number[];
	readonly pbx: TestPbx;
	readonly instance: string;
}

const make = async (t: ExecutionContext, letter: string): Promise<Made> => {
	const pbx = await startPbx(t, {shows: 'http'});
	pbx.world.sn = `3621-${letter}`;
	pbx.office.secret = `the secret of ${letter}`;
	const folder = await temporaryStore(t);
	const store = await openStore(folder, realFiles);
	await store.loaded;
	const instance = letter.repeat(32);
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: pbx.world.sn, instance}}));
	const sessions = store.table.loadedBlocks.flatMap(block => [...block.id]);
	const id = store.identity.id!;
	await store.close();
	return {folder, id, sessions, pbx, instance};
};

/** What changes outside while somebody looks, or is asked. */
type Event =
	| {readonly kind: 'rename'; readonly from: number; readonly to: string}
	| {readonly kind: 'swap' | 'link'}
	| {readonly kind: 'reconnect'; readonly place: 'x' | 'y'; readonly sn: string};

type Step =
	| Event
	| {readonly kind: 'switch'; readonly terminal: number; readonly site: number}
	| {readonly kind: 'ask'; readonly terminal: number; readonly session: number}
	| {readonly kind: 'agree'; readonly terminal: number}
	| {readonly kind: 'act'; readonly site: number; readonly session: number; readonly meanwhile: Event}
	| {readonly kind: 'sync'; readonly site: number};

const names = ['a', 'b', 'c', 'd'] as const;
const index = fc.nat({max: 1});
const session = fc.nat({max: 9});
const place = fc.constantFrom('x' as const, 'y' as const);
const event: fc.Arbitrary<Event> = fc.oneof(
	fc.record({kind: fc.constant('rename' as const), from: index, to: fc.constantFrom(...names)}),
	fc.record({kind: fc.constantFrom('swap' as const, 'link' as const)}),
	fc.record({kind: fc.constant('reconnect' as const), place, sn: fc.constantFrom('3631', '3632')}),
);
const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 2, arbitrary: event},
	{weight: 2, arbitrary: fc.record({kind: fc.constant('switch' as const), terminal: index, site: index})},
	{weight: 3, arbitrary: fc.record({kind: fc.constant('ask' as const), terminal: index, session})},
	{weight: 3, arbitrary: fc.record({kind: fc.constant('agree' as const), terminal: index})},
	{
		weight: 1,
		arbitrary: fc.record({kind: fc.constant('act' as const), site: index, session, meanwhile: event}),
	},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('sync' as const), site: index})},
);

const hooks = {
	size: {columns: 80, rows: 24},
	suspend: () => Promise.resolve(),
	copy: () => undefined,
	quit: () => undefined,
	show: () => undefined,
};

const wait = (): Promise<void> => Promise.resolve();

/** A screen, without what is drawn. */
interface Terminal {
	readonly among: Awaited<ReturnType<typeof startAmongSites>>;
	/** The store that the person means there. */
	readonly meant: Made;
}

/** A person with the sites `a` and `b` of two PBXs, two terminals, and a disk on which folders change places. */
class Desk {
	readonly folder = mkdtempSync(path.join(tmpdir(), 'chatlogs-'));
	/** By the names of the sites, which stores the person means by them. */
	readonly #meant: Map<string, Made>;
	readonly #terminals: Terminal[] = [];
	readonly #made: readonly [Made, Made];

	constructor(made: readonly [Made, Made]) {
		this.#made = made;
		this.#meant = new Map([
			['a', made[0]],
			['b', made[1]],
		]);
	}

	async fill(): Promise<void> {
		for (const [at, {folder, pbx, instance}] of this.#made.entries()) {
			const to = path.join(this.folder, 'xy'[at]!);
			cpSync(folder, to, {recursive: true});
			await new ConnectionRecords(realFiles, this.#config, instance).write(recordOf(pbx, to));
		}

		await this.#book.update(() =>
			this.#made.map(({id, pbx}, at) => ({
				name: names[at]!,
				folder: path.join(this.folder, 'xy'[at]!),
				store: id,
				sn: pbx.world.sn,
			})),
		);
	}

	async does(each: Step): Promise<void> {
		try {
			await this.#do(each);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
		}
	}

	/** Every store that is anywhere on the disk. */
	get stores(): readonly string[] {
		return readdirSync(this.folder, {withFileTypes: true})
			.filter(entry => entry.isDirectory())
			.map(({name}) => path.join(this.folder, name))
			.filter(folder => existsSync(path.join(folder, 'store.json')));
	}

	async close(): Promise<void> {
		await Promise.all(
			this.#terminals.splice(0).map(async ({among}) =>
				among.close().catch((error: unknown) => {
					if (!(error instanceof Refusal)) throw error;
				}),
			),
		);
	}

	get #config(): string {
		return path.join(this.folder, 'config');
	}

	get #book(): SiteBook {
		return new SiteBook(realFiles, this.#config);
	}

	get #setting(): Setting {
		const [a, b] = this.#made;
		const {sender} = new Platform();
		return {
			environment: {
				CHATLOGS_PBX_SECRET_A: a.pbx.office.secret,
				CHATLOGS_PBX_SECRET_B: b.pbx.office.secret,
			},
			stateFolder: path.join(this.folder, 'state'),
			sender: {...sender, configFolder: this.#config, network: {...sender.network, random: () => 0, wait}},
		};
	}

	async #do(each: Step): Promise<void> {
		switch (each.kind) {
			case 'switch': {
				await this.#switch(each.terminal, [...this.#meant.keys()][each.site]!);
				break;
			}

			case 'ask': {
				const {among, meant} = this.#terminals[each.terminal] ?? {};
				if (among === undefined) return;
				const {app} = among;
				const note = `${meant!.id}/${app.store.connection?.sn}`;
				askFor(app, {kind: 'delete', sessions: [meant!.sessions[each.session]!], note});
				break;
			}

			case 'agree': {
				const app = this.#terminals[each.terminal]?.among.app;
				const dialog = app?.state.dialog;
				if (app && dialog?.kind === 'confirmation') await carryOutAct(app, dialog.act, dialog.plan);
				break;
			}

			case 'act': {
				const [name, {id, sessions}] = [...this.#meant][each.site]!;
				const site = this.#book.read().find(known => known.name === name)!;
				const note = `${id}/${site.sn}`;
				const argv = ['delete', String(sessions[each.session]), '--site', name, '--note', note, '--later'];
				await run(argv, {
					...this.#setting,
					isTerminal: true,
					stdin: 'y\n',
					beforeAnswer: async () => this.does(each.meanwhile),
				});
				break;
			}

			case 'sync': {
				await run(['sync', '--site', [...this.#meant.keys()][each.site]!], this.#setting);
				break;
			}

			default: {
				await this.#happens(each);
			}
		}
	}

	async #switch(terminal: number, name: string): Promise<void> {
		const site = this.#book.read().find(known => known.name === name)!;
		const meant = this.#meant.get(name)!;
		const before = this.#terminals[terminal];
		if (before !== undefined) {
			await before.among.app.sites!.show(site);
			this.#terminals[terminal] = {...before, meant};
			return;
		}

		const inUse = new SiteInUse(site, false, this.#book);
		inUse.refuseMoved();
		const {folder} = site;
		const places = {configFolder: this.#config, folder, site: inUse, machine: realFiles, actor: ann};
		this.#terminals[terminal] = {meant, among: await startAmongSites(places, hooks)};
	}

	async #happens(each: Event): Promise<void> {
		const [x, y, away] = ['x', 'y', 'away'].map(name => path.join(this.folder, name)) as [
			string,
			string,
			string,
		];
		switch (each.kind) {
			case 'rename': {
				const [name, made] = [...this.#meant][each.from]!;
				if ((await run.code(['site', 'rename', name, each.to], this.#setting)) !== 0) return;
				this.#meant.delete(name);
				this.#meant.set(each.to, made);
				break;
			}

			case 'swap': {
				if (existsSync(away)) return;
				renameSync(x, `${x}.new`);
				renameSync(y, x);
				renameSync(`${x}.new`, y);
				break;
			}

			case 'link': {
				if (existsSync(away)) {
					unlinkSync(x);
					renameSync(away, x);
				} else {
					renameSync(x, away);
					symlinkSync(y, x);
				}

				break;
			}

			case 'reconnect': {
				const store = await openStore(path.join(this.folder, each.place), realFiles);
				await store.loaded;
				const {instance} = store.connection!;
				await store.commit(ann, () => ({kind: 'connect', connection: {sn: each.sn, instance}}));
				await store.close();
				break;
			}
		}
	}
}

/** Notes of acts that are not about the store, and the PBX, in which they were written. */
const strayNotes = async (folder: string): Promise<readonly string[]> => {
	const store = await openStore(folder, realFiles);
	const stray: string[] = [];
	let sn: string | undefined;
	for (const {kind, note, connection} of [...store.changes()].toReversed()) {
		sn = connection?.sn ?? sn;
		if (kind === 'delete' && note !== `${store.identity.id}/${sn}`) stray.push(`${note} in ${sn}`);
	}

	await store.close();
	return stray;
};

/** A question that comes back because its PBX is another one now, so that the same key would agree to that. */
const askedTwice: Step[] = [
	{kind: 'switch', terminal: 1, site: 1},
	{kind: 'ask', terminal: 1, session: 0},
	{kind: 'reconnect', place: 'y', sn: '3631'},
	{kind: 'agree', terminal: 1},
	{kind: 'agree', terminal: 1},
];

/** So that each PBX gets its own secret, however few are tried. */
const synced: Step[] = [
	{kind: 'sync', site: 0},
	{kind: 'sync', site: 1},
];

test('no act is written off the store and the PBX that somebody agreed to, and no PBX gets the secret of another', async t => {
	const made = [await make(t, 'a'), await make(t, 'b')] as const;
	await fc.assert(
		fc.asyncProperty(fc.array(step, {minLength: 4, maxLength: 14}), async steps => {
			const desk = new Desk(made);
			try {
				await desk.fill();
				for (const each of steps) await desk.does(each);
				await desk.close();
				for (const folder of desk.stores) {
					t.deepEqual(await strayNotes(folder), []);
					const {problems} = await checkStore({...realFiles, folder});
					t.deepEqual(problems, []);
				}
			} finally {
				await desk.close();
				rmSync(desk.folder, {recursive: true});
			}
		}),
		{numRuns: trials(40), examples: [[askedTwice], [synced]]},
	);
	for (const [at, {pbx}] of made.entries()) {
		const told = JSON.stringify(pbx.seen);
		t.false(told.includes(made[1 - at]!.pbx.office.secret));
		t.true(told.includes(pbx.office.secret));
	}
});
