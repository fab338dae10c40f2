import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {createInterface} from 'node:readline';
import test, {type ExecutionContext} from 'ava';
import {testLoader} from '../../.config/test-folder.js';
import {type Change} from '../../source/domain/change.js';
import {type Handler} from '../../source/domain/handler.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {journalName} from '../../source/storage/file-names.js';
import {readJournal, journalStart} from '../../source/storage/journal.js';
import {fold} from '../../source/storage/fold.js';
import {nodeFileSystem} from '../../source/storage/node-file-system.js';
import {createStore, openStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {ann, message, office} from '../helpers/office.js';
import {admin, importInto, incoming, told} from '../helpers/simulated-life.js';
import {trials} from '../helpers/random.js';
import {realFiles, temporaryFolder} from '../helpers/store.js';

const open = async (folder: string): Promise<Store> => {
	const store = await openStore(folder, realFiles);
	await store.loaded;
	return store;
};

const storeWithSessions = async (folder: string): Promise<string> => {
	await createStore(folder, realFiles);
	const store = await open(folder);
	const sessions = Array.from({length: 8}, (_, index) => incoming(index + 1));
	await importInto(store, sessions, {pbx: ablePbx, directory: office.toRecord()});
	await store.close();
	return folder;
};

interface Writer {
	/** What it told of, the last line perhaps not to the end. */
	readonly acknowledged: Change[];
	readonly ended: Promise<unknown>;
	readonly kill: () => void;
}

/** A process of its own that writes to the store; `onChange` is told how many changes it has told of. */
const startWriter = (
	t: ExecutionContext,
	parameters: readonly (string | number)[],
	onChange?: (count: number) => void,
): Writer => {
	const script = 'test/fixtures/storage/write-to-store.ts';
	const child = spawn(process.execPath, [`--import=${testLoader}`, script, ...parameters.map(String)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const kill = (): void => void child.kill('SIGKILL');
	t.teardown(kill);
	const acknowledged: Change[] = [];
	createInterface(child.stdout).on('line', line => {
		acknowledged.push(JSON.parse(line) as Change);
		onChange?.(acknowledged.length);
	});
	return {acknowledged, ended: once(child, 'close'), kill};
};

/** Where the changes left each session, and how often it was transferred. */
const outcome = (changes: readonly Change[]): ReadonlyMap<number, {handler: Handler; transfers: number}> => {
	const sessions = new Map<number, {handler: Handler; transfers: number}>();
	for (const {kind, moves} of changes) {
		for (const {to, sessions: ids} of moves ?? []) {
			for (const id of ids) {
				const transfers = (sessions.get(id)?.transfers ?? 0) + Number(kind === 'transfer');
				sessions.set(id, {handler: to, transfers});
			}
		}
	}

	return sessions;
};

/** The store holds what was acknowledged, and is what its journal says. */
const checkStore = async (
	t: ExecutionContext,
	folder: string,
	acknowledged: readonly Change[],
): Promise<void> => {
	const file = nodeFileSystem.open(path.join(folder, journalName), 'read');
	const {entries, end, damage} = readJournal(file, journalStart);
	file.close();
	t.is(damage, undefined);
	const store = await open(folder);
	const changes = [...store.changes()].toReversed();
	t.deepEqual(
		changes.map(({n}) => n),
		entries.map(({change}) => change.n),
	);
	for (const change of acknowledged) t.deepEqual(changes[change.n - 1], change);

	t.is(store.readOnly, undefined);
	t.is(store.newestChange, end.n);
	const left = outcome(changes);
	for (let id = 1; id <= 8; id++) {
		t.like(store.session(id), {handler: ann, transfers: 0, ...left.get(id)});
		t.deepEqual(
			store.changesOf(id),
			changes.filter(({moves}) => moves?.some(({sessions}) => sessions.includes(id))),
		);
	}

	for (let id = 1; id < 50; id++) {
		const {messages} = store.history(id);
		t.is(messages.length, store.session(id)?.messages ?? 0);
	}

	await store.close();
};

test('eight processes that write at the same time, of which two fold, lose nothing', async t => {
	const folder = await storeWithSessions(path.join(temporaryFolder(t), 'store'));
	const writers = Array.from({length: 8}, (_, index) =>
		startWriter(t, [folder, `writer ${index}`, 25, index < 2 ? 0.2 : 0, 0]),
	);
	await Promise.all(writers.map(async writer => writer.ended));
	const acknowledged = writers.flatMap(writer => writer.acknowledged);
	t.deepEqual(
		acknowledged.map(({n}) => n).toSorted((a, b) => a - b),
		Array.from({length: 200}, (_, index) => index + 2),
	);
	await checkStore(t, folder, acknowledged);
});

test('processes that are killed at any moment leave all that they told of, and nothing half done', async t => {
	const folder = await storeWithSessions(path.join(temporaryFolder(t), 'store'));
	const all: Change[] = [];
	for (let round = 0; round < trials(5); round++) {
		const writers = [1, 2].map(number => {
			const enough = 1 + Math.floor(Math.random() * 40);
			const writer = startWriter(t, [folder, `writer ${number} of round ${round}`, 1e9, 0.2, 0.3], count => {
				if (count === enough) writer.kill();
			});
			return writer;
		});
		await Promise.all(writers.map(async writer => writer.ended));
		all.push(...writers.flatMap(writer => writer.acknowledged));
		await checkStore(t, folder, all);
	}

	t.log(`${all.length} changes, ${trials(5) * 2} kills`);
	const store = await open(folder);
	await fold(store);
	await store.close();
	await checkStore(t, folder, all);
});

/** A small file system of its own; `false` if this user may not have one. */
const mountSmall = (t: ExecutionContext, folder: string): boolean => {
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], {stdio: 'ignore'});
	} catch {
		return false;
	}

	t.teardown(() => execFileSync('umount', [folder]));
	return true;
};

test('a full disk is told, takes nothing away, and all goes on when there is space again', async t => {
	const disk = path.join(temporaryFolder(t), 'disk');
	mkdirSync(disk);
	if (!mountSmall(t, disk)) {
		t.log('not tried: this user may not mount a small file system');
		t.pass();
		return;
	}

	const ballast = path.join(disk, 'ballast');
	writeFileSync(ballast, Buffer.alloc(100_000));
	const folder = await storeWithSessions(path.join(disk, 'store'));
	const store = await open(folder);
	const note = 'x'.repeat(5000);
	let acknowledged = 1;
	const refusal = await t.throwsAsync(async () => {
		for (;;) {
			const {n} = await store.commit(admin, () => ({kind: 'pbx', note}));
			acknowledged = n;
		}
	});
	t.true(refusal instanceof StoreRefusal);
	t.regex(refusal.message, /the disk is full\. Free some space/v);
	t.true(acknowledged > 5);
	const long = incoming(20, [message({id: 1, text: note})]);
	await t.throwsAsync(importInto(store, [long]), {
		instanceOf: StoreRefusal,
		message: /disk is full/v,
	});
	t.is(store.newestChange, acknowledged);
	const other = await open(folder);
	t.is(told(other), told(store));
	await other.close();

	rmSync(ballast);
	await importInto(store, [long]);
	await store.commit(admin, () => ({kind: 'pbx', note}));
	await fold(store);
	const before = told(store);
	await store.close();
	const again = await open(folder);
	t.is(again.newestChange, acknowledged + 2);
	t.is(told(again), before);
	await again.close();
});
