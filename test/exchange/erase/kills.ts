import path from 'node:path';
import {setImmediate as turn} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {type App} from '../../../source/actions/app.js';
import {keepErasing} from '../../../source/app/keep-erasing.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {type Person, readingsOf} from '../../../source/domain/erase/person.js';
import {apiHandler} from '../../../source/domain/handler.js';
import {type StoreReceipt} from '../../../source/domain/proof/receipt.js';
import {eraseAgreed} from '../../../source/exchange/erase/erase-agreed.js';
import {type ErasingParts} from '../../../source/exchange/erase/erase-places.js';
import {withErasureReceipt} from '../../../source/exchange/erase/erasure-receipt.js';
import {finishErasure} from '../../../source/exchange/erase/finish-erasure.js';
import {deliverWaiting} from '../../../source/exchange/platform/deliverer.js';
import {noPreferences} from '../../../source/state/preferences.js';
import {initialState} from '../../../source/state/state.js';
import {checkStore} from '../../../source/storage/check/check-store.js';
import {surveyPerson} from '../../../source/storage/erase/erase-person.js';
import {sweepUnfinished} from '../../../source/storage/erase/sweep-unfinished.js';
import {readUnfinished} from '../../../source/storage/erase/unfinished.js';
import {fold} from '../../../source/storage/fold.js';
import {openStore} from '../../../source/storage/open-store.js';
import {readReceipt} from '../../../source/storage/proof/read-receipt.js';
import {ReceiptDraft} from '../../../source/storage/proof/write-receipt.js';
import {type Machine} from '../../../source/storage/machine.js';
import {type Store} from '../../../source/storage/store.js';
import {bytesIn} from '../../helpers/bytes-in.js';
import {machineOn, stateFolder} from '../../helpers/erasing-machine.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {ann, message, office} from '../../helpers/office.js';
import {Platform, platformUrl} from '../../helpers/platform.js';
import {oneIn} from '../../helpers/random.js';
import {admin, asSegments, commit, folder, importInto, incoming, made} from '../../helpers/simulated-life.js';
import {Crash, SimulatedFileSystem} from '../../helpers/simulated-file-system.js';

const number = '+15550100';
const [config, preferences] = ['/config', '/preferences'];
const file = '/proofs/receipt.json';

const chat = (id: number, customer: {readonly name: string; readonly number: string}) =>
	incoming(
		id,
		[message({id: 1, at: 1000, text: `words of ${customer.name}`, author: {userType: 2, ...customer}})],
		{
			channel: {type: 'sms', name: 'Line', number: '+1999'},
			customer,
		},
	);

const zoe = {name: 'Zoe Erased', number};
const other = {name: 'Bert Meier', number: '+15550200'};

/** A lock for each file, since several are held at once. */
const machineIn = (files: SimulatedFileSystem): Machine => {
	const locks = new Map<string, SimulatedFileSystem['lock']>();
	return {
		...machineOn(files),
		lock(at) {
			const lock = locks.get(at) ?? new SimulatedFileSystem().lock;
			locks.set(at, lock);
			return lock();
		},
	};
};

/** All outside the store's process: it stays when that is killed, and goes wrong when the files do. */
class World {
	readonly platform = new Platform();
	files: SimulatedFileSystem;
	machine: Machine;
	/** The person's sessions on the PBX, of which one was never fetched. */
	readonly onPbx = new Set([1, 2, 21]);
	/** Steps outside the files so far, each with whether it is before or after it that the process may die. */
	#steps = 0;
	#fatal = Infinity;

	constructor(files: SimulatedFileSystem) {
		this.files = files;
		this.machine = machineIn(files);
	}

	/** Kills the process at that step, counted over the files and all else. */
	dieAt(step: number): void {
		this.#steps = 0;
		this.#fatal = step;
		this.files.fate = () => (this.#isFatal() ? new Crash() : 'done');
	}

	get hasDied(): boolean {
		return this.#steps >= this.#fatal;
	}

	/** Another process finds the files as the one that died left them, or as a power cut then did. */
	restart(isPowerCut: boolean): void {
		this.files.fate = () => new Crash();
		this.files = isPowerCut ? this.files.afterPowerCut('all') : this.files.afterKill();
		this.machine = machineIn(this.files);
		this.#fatal = Infinity;
	}

	parts(store: Store): ErasingParts {
		const {machine} = this;
		const sender = {...this.platform.sender, configFolder: config};
		this.platform.answer = () => {
			this.#outside();
			return {status: 200};
		};
		return {
			store,
			machine,
			actor: admin,
			preferencesFolder: preferences,
			sources: sender,
			eraseCopies: async (_sought, known, keep) => {
				const unfetched = [...this.onPbx].map(id => ({id, ...chat(id, zoe).told!, handler: ann}));
				const all = new Map([...known, ...unfetched].map(copy => [copy.id, copy]));
				await keep([...all.values()] as never);
				for (const id of all.keys()) {
					this.#outside();
					this.onPbx.delete(id);
					this.#outside();
				}

				return {gone: [...all.keys()], left: [], why: undefined};
			},
			deliver: async sessions =>
				deliverWaiting({
					store,
					machine,
					sender,
					actor: admin,
					signal: new AbortController().signal,
					patience: 1,
					again: session => sessions.has(session),
					onPause: () => undefined,
				}),
		};
	}

	#isFatal(): boolean {
		return ++this.#steps >= this.#fatal;
	}

	#outside(): void {
		if (this.#isFatal()) throw new Crash();
	}
}

const opened = async ({machine}: World): Promise<Store> => {
	const store = await openStore(folder, machine);
	await store.loaded;
	await store.settled;
	return store;
};

/** A store with a person in it, of whom the PBX and the platform know, and whom a remembered filter names. */
const filled = async (): Promise<World> => {
	const world = new World(new SimulatedFileSystem());
	const {files} = world;
	for (const name of [stateFolder, config, preferences, path.dirname(file)]) files.makeFolder(name);
	const filters = {recentFilters: [`customer:${number}`, 'is:open'], filters: []};
	files.put(path.join(preferences, 'preferences.json'), JSON.stringify(filters));
	const empty = await made(files);
	await empty.close();
	const store = await opened(world);
	const facts = {pbx: ablePbx, directory: office.toRecord()};
	await importInto(store, [chat(1, zoe), chat(2, zoe), chat(3, other)], facts, asSegments);
	await commit(store, () => ({draft: {kind: 'connect', connection: {sn: '1', instance: '0'.repeat(32)}}}));
	await commit(store, () => ({draft: {kind: 'platform', platform: platformUrl}}));
	await commit(store, each => planTransfer(each, {sessions: [1, 3], to: apiHandler}));
	const {deliver} = world.parts(store);
	await deliver(new Set());
	await fold(store);
	await store.close();
	return world;
};

const person: Person = readingsOf(number)[0]!;

/** How an erasure begins and goes on. Each rejects if the process dies meanwhile. */
interface Driver {
	begin(world: World, store: Store): Promise<void>;
	goOn(world: World, store: Store): Promise<void>;
}

const agreed = async (store: Store) => surveyPerson(store, {readings: [person], also: []});

const byCommand: Driver = {
	async begin(world, store) {
		const parts = world.parts(store);
		const draft = await ReceiptDraft.begin(parts.machine, config, file);
		const search = {readings: [person], also: []};
		const found = await agreed(store);
		await withErasureReceipt(store, admin, draft, async take => [
			await eraseAgreed(parts, {search, agreed: found, take}),
		]);
	},
	async goOn(world, store) {
		const parts = world.parts(store);
		await sweepUnfinished(parts.machine, store);
		for (const {id, n, state} of store.erasures)
			if (state === 'begun') await finishErasure(parts, {id, change: n});
	},
};

const ignore = (): void => undefined;

/** What the job behind the screen has of the screen. */
const screen = (store: Store): App => {
	let state = initialState({columns: 80, rows: 24}, 0, noPreferences);
	return {
		store,
		keymap: {keyOf: () => 'w'},
		get state() {
			return state;
		},
		update(alter: (before: typeof state) => typeof state) {
			state = alter(state);
		},
		subscribe: () => ignore,
	} as unknown as App;
};

const eraserOf = (world: World, store: Store, app: App) => {
	const {eraseCopies, deliver, ...parts} = world.parts(store);
	// There is no link whose state would be waited for.
	app.update(state => ({...state, link: {...state.link, now: {kind: 'live', at: 0}}}));
	return keepErasing(app, {
		...parts,
		acting: {eraseCopies} as never,
		sending: {once: deliver} as never,
	});
};

const byScreen: Driver = {
	async begin(world, store) {
		const app = screen(store);
		const eraser = eraserOf(world, store, app);
		await eraser.start({person, also: [], agreed: await agreed(store), receipt: file});
		while (app.state.jobs.some(({state}) => state === 'running') && !world.hasDied) await turn();
		// What is under way comes to its end without being able to do anything.
		await eraser.close();
	},
	async goOn(world, store) {
		const app = screen(store);
		const eraser = eraserOf(world, store, app);
		const isBegun = (): boolean => store.erasures.some(({state}) => state === 'begun');
		while (isBegun() || readUnfinished(world.machine).length > 0) await turn();
		await eraser.close();
	},
};

const traces = ['15550100', 'Zoe Erased'];

/** The end of it all, but for times, keys, and what is signed with these. */
const endOf = (world: World, store: Store) => ({
	changes: [...store.changes()].map(({kind, n, unfetched}) => [kind, n, unfetched]),
	erasures: store.erasures.map(({state, n}) => [state, n]),
	sessions: [1, 2, 3, 21].map(id => store.session(id)?.messages),
	onPbx: [...world.onPbx],
	// One that was sent and not noted is sent again under the same key.
	withdrawn: new Set(
		world.platform.received.filter(({type}) => type === 'session.withdrawn').map(({key}) => key.length > 0),
	).size,
	preferences: JSON.parse(
		world.files.bytes(path.join(preferences, 'preferences.json')).toString(),
	) as unknown,
	state: world.files.list(stateFolder).filter(name => name.endsWith('.json')),
});

const receiptIn = ({files}: World) => {
	if (files.stat(file) === undefined) return undefined;
	const {receipt, isSigned} = readReceipt(files, file);
	const {stores, places, messages, numbers, names} = receipt as StoreReceipt;
	return {
		isSigned,
		sessions: stores.map(each => [each.sessions, each.parts]),
		places,
		messages,
		numbers: numbers.length,
		names: names.length,
	};
};

const nothingLeft = async (t: ExecutionContext, {files}: World, step: string): Promise<void> => {
	for (const where of [folder, stateFolder, preferences, config, path.dirname(file)])
		for (const trace of traces)
			t.false(bytesIn(files, where).includes(trace), `${step}: ${trace} in ${where}`);
	const {problems} = await checkStore({files, folder});
	t.deepEqual(problems, [], step);
};

/** More than an erasure has. */
const steps = Array.from({length: 150}, (_, index) => index + 1);

/** Dies at that step if it comes to it; resolves to whether it did. */
const diesIn = async (world: World, step: number, work: () => Promise<void>): Promise<boolean> => {
	world.dieAt(step);
	try {
		await work();
	} catch (error) {
		if (!(error instanceof Crash)) throw error;
	}

	return world.hasDied;
};

/** As somebody who asked for it does who finds that nothing was done. */
const beginAgain = async (driver: Driver, world: World, store: Store): Promise<void> => {
	for (const name of [file, `${file}.new`])
		if (world.files.stat(name) !== undefined) world.files.remove(name);
	await driver.begin(world, store);
};

for (const [title, driver] of [
	['by a command', byCommand],
	['by the screen', byScreen],
] as const)
	for (const isPowerCut of [false, true])
		test(`an erasure ${title} that dies at any step, ${isPowerCut ? 'with the machine' : 'alone'}, ends the same`, async t => {
			const start = await filled();
			const anew = (): World => new World(start.files.afterPowerCut('nothing'));
			const whole = anew();
			const undone = await opened(whole);
			await driver.begin(whole, undone);
			const [end, receipt] = [endOf(whole, undone), receiptIn(whole)];
			t.deepEqual(
				end.erasures.map(([state]) => state),
				['done'],
			);
			t.deepEqual(
				[end.onPbx, end.withdrawn, end.preferences],
				[[], 1, {recentFilters: ['is:open'], filters: []}],
			);
			t.deepEqual(end.state, ['erased.json']);
			t.like(receipt, {isSigned: true, messages: 2});
			await nothingLeft(t, whole, 'undisturbed');
			let deaths = 0;
			for (const step of oneIn(12, steps)) {
				const world = anew();
				const at = `step ${step}`;
				const dying = await opened(world);
				const isDead = await diesIn(world, step, async () => driver.begin(world, dying));
				if (!isDead) break;
				deaths++;
				world.restart(isPowerCut);
				const store = await opened(world);
				if (store.erasures.length === 0) {
					// Before the line in the journal, all of the person is there.
					t.deepEqual([store.session(1)?.messages, store.session(2)?.messages], [1, 1], at);
					await sweepUnfinished(world.machine, store);
					await beginAgain(driver, world, store);
				} else await driver.goOn(world, store);
				t.deepEqual(endOf(world, store), end, at);
				const later = receiptIn(world);
				if (later !== undefined) t.deepEqual(later, receipt, at);
				await nothingLeft(t, world, at);
				await store.close();
			}

			t.true(deaths > 5 && deaths < oneIn(12, steps).length);
		});
