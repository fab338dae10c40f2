import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {emptyHistory} from '../../source/domain/history.js';
import {Refusal, StoreRefusal} from '../../source/domain/refusal.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {journalName} from '../../source/storage/file-names.js';
import {type FileSystem} from '../../source/storage/file-system.js';
import {createStore, isStore, openStore} from '../../source/storage/open-store.js';
import {removeStore} from '../../source/storage/remove-store.js';
import {ann, bob, support} from '../helpers/office.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	admin,
	commit,
	folder,
	importInto,
	incoming,
	made,
	opened,
	processOn,
	told,
	transfer,
	withSessions,
} from '../helpers/simulated-life.js';

const journal = path.join(folder, journalName);

test('where there is no store, the way to one is told', async t => {
	const files = new SimulatedFileSystem();
	t.false(isStore(files, folder));
	await t.throwsAsync(openStore(folder, processOn(files)), {
		instanceOf: StoreRefusal,
		message: `There is no store in ${folder}. Make one: chatlogs pbx connect https://HOST:PORT --client-id ID, or chatlogs import FILE…; or try: chatlogs demo`,
	});
	t.is(files.operations.length, 0);
});

test('a new store is empty, and making it again alters nothing', async t => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	t.is(store.newestChange, 0);
	t.is(store.progress, 1);
	t.deepEqual([...store.changes()], []);
	t.is(store.session(1), undefined);
	t.deepEqual(store.history(1), emptyHistory(1));
	t.deepEqual(store.changesOf(1), []);
	const {length} = files.operations;
	await createStore(folder, processOn(files));
	t.is(files.operations.length, length);
});

test('a change is numbered, applied, told, and there when the store is opened again', async t => {
	const {files, store} = await withSessions();
	let notices = 0;
	store.subscribe(() => notices++);
	const change = await store.commit(
		{by: 'ann', as: 'Ann'},
		facts => planTransfer(facts, {sessions: [1, 2], to: bob, note: 'n'}).draft,
	);
	t.like(change, {n: 2, at: 1_700_000_000, by: 'ann', as: 'Ann', kind: 'transfer', note: 'n'});
	t.deepEqual(store.session(1)?.handler, bob);
	t.deepEqual(store.session(3)?.handler, ann);
	t.true(notices > 0);
	await store.close();
	const again = await opened(files);
	t.deepEqual(again.session(1)?.handler, bob);
	t.is(told(again), told(store));
});

test('changes are told newest first, and those of one session oldest first', async t => {
	const {store} = await withSessions();
	await transfer(store, [1, 2]);
	await commit(store, facts => planMessageDeletion(facts, {session: 1, messages: [2]}));
	await commit(store, facts => planDeletion(facts, {sessions: [1]}));
	t.deepEqual(
		[...store.changes()].map(change => change.kind),
		['delete', 'delete-messages', 'transfer', 'import'],
	);
	t.deepEqual(
		store.changesOf(1).map(change => change.n),
		[2, 3, 4],
	);
	t.deepEqual(
		store.changesOf(2).map(change => change.n),
		[2],
	);
	t.deepEqual(store.changesOf(3), []);
	t.deepEqual(store.changesOf(99), []);
	t.deepEqual([...store.deletedMessages(1)], [2]);
	t.is(store.history(1).messages.length, 2);
});

test('whoever no longer listens is not told', async t => {
	const {store} = await withSessions();
	let notices = 0;
	const end = store.subscribe(() => notices++);
	end();
	await transfer(store, [1]);
	t.is(notices, 0);
});

test('what the plan refuses leaves the store as it was', async t => {
	const {files, store} = await withSessions();
	const [before, {length}] = [told(store), files.operations];
	await t.throwsAsync(transfer(store, [1], {...bob, id: 77, number: '1077'}), {instanceOf: Refusal});
	t.is(told(store), before);
	t.is(files.operations.length, length);
	await transfer(store, [1]);
	t.is(store.newestChange, 2);
});

test('commits of one process queue up, and each sees the one before', async t => {
	const {store} = await withSessions();
	const seen: number[] = [];
	await Promise.all(
		Array.from({length: 20}, async () =>
			store.commit(admin, facts => {
				seen.push(store.newestChange);
				return planTransfer(facts, {
					sessions: [1],
					to: facts.session(1)!.handler.id === bob.id ? support : bob,
				}).draft;
			}),
		),
	);
	t.deepEqual(
		seen,
		Array.from({length: 20}, (_, index) => index + 1),
	);
	t.is(store.session(1)?.transfers, 20);
});

test('a change costs one write and one sync, however many sessions it moves', async t => {
	const {files, store} = await withSessions();
	for (const sessions of [[1], [2, 3]]) {
		const {length} = files.operations;
		await transfer(store, sessions);
		t.deepEqual(files.operations.slice(length), ['write changes.jsonl', 'sync changes.jsonl']);
	}
});

test('two stores on one folder see each other’s changes', async t => {
	const {files, store} = await withSessions();
	const other = await opened(files);
	let notices = 0;
	other.subscribe(() => notices++);
	await transfer(store, [1]);
	t.deepEqual(other.session(1)?.handler, ann);
	await other.refresh();
	t.deepEqual(other.session(1)?.handler, support);
	t.is(notices, 1);
	await other.refresh();
	t.is(notices, 1);
	await transfer(other, [2], bob);
	await store.refresh();
	t.is(told(store), told(other));
});

test('a plan is asked with what others did before', async t => {
	const {files, store} = await withSessions();
	const other = await opened(files);
	await transfer(store, [1]);
	await other.commit(admin, facts => {
		t.deepEqual(facts.session(1)?.handler, support);
		return planTransfer(facts, {sessions: [1], to: bob}).draft;
	});
	t.is(other.session(1)?.transfers, 2);
});

test('a closed store refuses to write and does not look any more', async t => {
	const {files, store} = await withSessions();
	const other = await opened(files);
	await store.close();
	await transfer(other, [1]);
	await store.refresh();
	t.is(store.newestChange, 1);
	await t.throwsAsync(transfer(store, [1]), {instanceOf: StoreRefusal, message: 'The store is closed.'});
});

test('closing waits for what is being written', async t => {
	const {files, store} = await withSessions();
	const writing = transfer(store, [1]);
	await store.close();
	await writing;
	const again = await opened(files);
	t.is(again.newestChange, 2);
});

/** Files on which nothing can be opened for writing. */
class ReadOnlyFiles extends SimulatedFileSystem {
	readonly #inner: SimulatedFileSystem;

	constructor(inner: SimulatedFileSystem) {
		super();
		this.#inner = inner;
	}

	override open(
		...[file, mode]: Parameters<SimulatedFileSystem['open']>
	): ReturnType<SimulatedFileSystem['open']> {
		if (mode !== 'read') throw new StoreRefusal(`${file} may not be written.`);
		return this.#inner.open(file, mode);
	}

	override stat(file: string): ReturnType<SimulatedFileSystem['stat']> {
		return this.#inner.stat(file);
	}
}

test('what may only be read is opened for reading, with the reason', async t => {
	const {files, store} = await withSessions();
	const reading = await opened(new ReadOnlyFiles(files));
	const reason = `The store can only be read: ${journal} may not be written.`;
	t.is(reading.readOnly, reason);
	t.is(told(reading), told(store));
	await transfer(store, [1]);
	await reading.refresh();
	t.is(told(reading), told(store));
	await t.throwsAsync(transfer(reading, [2]), {instanceOf: StoreRefusal, message: reason});
	t.is(reading.newestChange, 2);
});

const damaged = async (): Promise<SimulatedFileSystem> => {
	const {files, store} = await withSessions();
	for (const to of [support, bob, support]) await transfer(store, [1], to);
	await store.close();
	const bytes = Buffer.from(files.bytes(journal));
	const third = bytes.indexOf('{"h"', bytes.indexOf('"n":2'));
	bytes[third + 100]! ^= 1;
	files.put(journal, bytes);
	return files;
};

test('with a damaged journal, all before the damage can be read, and nothing is written', async t => {
	const files = await damaged();
	const store = await opened(files);
	const {length} = files.operations;
	t.is(store.newestChange, 2);
	t.regex(
		store.readOnly!,
		/^The store can only be read: change 3, at byte \d+ of the journal, does not follow on the line before it: its digest differs\. Run: chatlogs check$/v,
	);
	await t.throwsAsync(transfer(store, [2]), {instanceOf: StoreRefusal, message: store.readOnly});
	t.is(files.operations.length, length);
});

test('damage that comes while the store is open ends writing', async t => {
	const {files, store} = await withSessions();
	files.open(journal, 'write').write(Buffer.from('no line\n{"h":"…\n'), files.bytes(journal).length);
	const {length} = files.operations;
	await t.throwsAsync(transfer(store, [1]), {message: /^The store can only be read: change 2/v});
	t.is(files.operations.length, length);
	t.is(store.session(1)?.handler.name, ann.name);
});

test('what a dying process left of a line is cut off by the next who writes, not by who reads', async t => {
	const {files, store} = await withSessions();
	const whole = files.bytes(journal);
	files.open(journal, 'write').write(Buffer.from('{"h":"0123'), whole.length);
	await store.refresh();
	const other = await opened(files);
	t.is(other.readOnly, undefined);
	t.is(files.bytes(journal).length, whole.length + 10);
	t.deepEqual(other.notices, []);
	await transfer(other, [1]);
	t.regex(
		other.notices.join('\n'),
		/^An unfinished change of 10 bytes was cut off .+ Nothing .+ is lost\.$/v,
	);
	await store.refresh();
	t.deepEqual(store.notices, []);
	t.is(told(store), told(other));
	t.is(told(await opened(files)), told(other));
});

test('a flipped bit in the last change leaves a store that is only read, and says so', async t => {
	const {files, store} = await withSessions();
	await transfer(store, [1]);
	await store.close();
	const bytes = Buffer.from(files.bytes(journal));
	bytes.writeUInt8(bytes.at(-10)! ^ 1, bytes.length - 10);
	files.put(journal, bytes);
	const damaged = await opened(files);
	t.is(damaged.newestChange, 1);
	t.regex(
		damaged.notices.join('\n'),
		/^What the journal holds from there on is not shown: change 2, at byte/v,
	);
	await t.throwsAsync(transfer(damaged, [2]), {message: /^The store can only be read: change 2, at byte/v});
	t.deepEqual(Buffer.from(files.bytes(journal)), bytes);
});

const remakes: readonly (readonly [string, (files: SimulatedFileSystem) => Promise<void> | void])[] = [
	['made shorter', files => files.open(journal, 'write').truncate(10)],
	['removed', async files => removeStore(folder, processOn(files))],
	[
		'removed and made again',
		async files => {
			await removeStore(folder, processOn(files));
			await importInto(await made(files), [incoming(1), incoming(2)]);
		},
	],
];

for (const [name, remake] of remakes) {
	test(`a store that was ${name} meanwhile is not followed and not written to`, async t => {
		const {files, store} = await withSessions();
		await remake(files);
		const {length} = files.operations;
		await refuses(t, store.refresh());
		await refuses(t, transfer(store, [1]));
		t.is(files.operations.length, length);
	});
}

const refuses = async (t: ExecutionContext, work: Promise<void>): Promise<void> => {
	await t.throwsAsync(work, {
		instanceOf: StoreRefusal,
		message: /the store was remade.+Start chatlogs again\.$/v,
	});
};

test('a journal that is missing or shorter than it was is refused', async t => {
	const {files, store} = await withSessions();
	await store.close();
	const bytes = files.bytes(journal);
	files.put(journal, bytes.subarray(0, -1));
	await t.throwsAsync(openStore(folder, processOn(files)), {
		instanceOf: StoreRefusal,
		message: /changes are missing/v,
	});
	files.remove(journal);
	await t.throwsAsync(openStore(folder, processOn(files)), {
		instanceOf: StoreRefusal,
		message: /is missing: the store is not complete/v,
	});
});

test('a damaged segment is refused by its name, when it is needed', async t => {
	const {files, store} = await withSessions();
	await store.close();
	const segment = path.join(folder, 's0-1.jsonl');
	const bytes = Buffer.from(files.bytes(segment));
	bytes[100]! ^= 1;
	files.put(segment, bytes);
	const damagedStore = await openStore(folder, processOn(files));
	const refusal = {
		instanceOf: StoreRefusal,
		message: 's0-1.jsonl is damaged: its checksum differs. Run: chatlogs check',
	};
	await t.throwsAsync(damagedStore.loaded, refusal);
	await t.throwsAsync(transfer(damagedStore, [1]), refusal);
	t.is([...damagedStore.changes()].length, 1);
});

test('a store is made once, and removed once, although two do it at the same time', async t => {
	const files = new SimulatedFileSystem();
	const make = async (): Promise<void> => createStore(folder, processOn(files));
	await Promise.all([make(), make()]);
	t.is(files.operations.filter(operation => operation === 'rename store.json').length, 1);
	const store = await opened(files);
	await store.close();
	const remove = async (): Promise<void> => removeStore(folder, processOn(files));
	await Promise.all([remove(), remove()]);
	t.is(files.operations.filter(operation => operation === 'remove store.json').length, 1);
	t.deepEqual(files.list(folder), ['lock']);
});

test('an error that nobody expects is not taken for a store that can only be read', async t => {
	const {files, store} = await withSessions();
	await store.close();
	for (const name of [journalName, 's0-1.jsonl']) {
		const failing: FileSystem = Object.assign(files.afterKill(), {
			open(file: string, mode: Parameters<FileSystem['open']>[1]) {
				if (path.basename(file) === name) throw new TypeError(`a mistake with ${name}`);
				return files.open(file, mode);
			},
		});
		await t.throwsAsync(openStore(folder, {...processOn(files), files: failing}), {
			instanceOf: TypeError,
			message: `a mistake with ${name}`,
		});
	}
});

test('removing a store leaves what is not the store’s, and the lock', async t => {
	const {files, store} = await withSessions();
	await store.close();
	files.put(path.join(folder, 'notes.txt'), 'mine');
	await removeStore(folder, processOn(files));
	t.deepEqual(files.list(folder).toSorted(), ['lock', 'notes.txt']);
});
