import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {Refusal, StoreRefusal} from '../../source/domain/refusal.js';
import {blockSize} from '../../source/domain/table/block.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {planUndo} from '../../source/domain/act/undo.js';
import {journalName} from '../../source/storage/file-names.js';
import {type FileSystem} from '../../source/storage/file-system.js';
import {fold} from '../../source/storage/fold.js';
import {openStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {ann, bob, message, sales, support} from '../helpers/office.js';
import {Crash, losses, type SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	admin,
	commit,
	folder,
	importInto,
	incoming,
	opened,
	processOn,
	told,
	transfer,
	withSessions,
} from '../helpers/simulated-life.js';
import {fc, trials} from '../helpers/random.js';

const journal = path.join(folder, journalName);

const filesWith = async (sessions: number): Promise<SimulatedFileSystem> => {
	const {files, store} = await withSessions(sessions);
	await store.close();
	return files;
};

/** Two segments, the second with a few sessions; made once, and copied for each test. */
const twoSegments = filesWith(blockSize + 4);

const inBoth = [1, 2, blockSize + 1, blockSize + 2];
const looked = [...inBoth, blockSize + 5, blockSize + 6];

const copy = async (): Promise<SimulatedFileSystem> => {
	const files = await twoSegments;
	return files.afterPowerCut('nothing');
};

/** All tell the same, and so does one that is opened now. */
const agree = async (
	t: ExecutionContext,
	files: SimulatedFileSystem,
	...stores: readonly Store[]
): Promise<void> => {
	const fresh = told(await opened(files), looked);
	for (const store of stores) {
		await store.refresh();
		t.is(told(store, looked), fresh);
		t.is(store.progress, 1);
	}
};

test('an open store takes in sessions that another imports', async t => {
	const files = await copy();
	const [store, other] = [await opened(files), await opened(files)];
	await importInto(other, [incoming(blockSize + 5), incoming(1, [message({id: 8})])]);
	await agree(t, files, store);
	t.deepEqual(store.session(blockSize + 5)?.handler, ann);
	t.is(store.history(1).messages.length, 3);
});

test('a segment of its own for what others import is taken in, too', async t => {
	const files = await filesWith(blockSize);
	const [store, other] = [await opened(files), await opened(files)];
	await importInto(other, [incoming(blockSize + 5)]);
	await agree(t, files, store);
	t.is(store.table.blocks.length, 2);
});

test('what others did before they folded is done once', async t => {
	const files = await copy();
	const [store, other] = [await opened(files), await opened(files)];
	await transfer(other, inBoth);
	await importInto(other, [incoming(blockSize + 5)]);
	await transfer(other, inBoth, bob);
	await fold(other);
	await agree(t, files, store);
	t.is(store.session(1)?.transfers, 2);
	t.deepEqual(
		store.changesOf(1).map(change => change.n),
		[2, 4],
	);
});

test('an import into a store that another has folded meanwhile keeps what was done', async t => {
	const files = await copy();
	const [store, other] = [await opened(files), await opened(files)];
	await transfer(store, inBoth);
	await other.refresh();
	await fold(other);
	await importInto(store, [incoming(1, [message({id: 8})]), incoming(blockSize + 5)]);
	await fold(store);
	await agree(t, files, store, other);
});

test('looking twice at the same time takes everything in once', async t => {
	const files = await copy();
	const [store, other] = [await opened(files), await opened(files)];
	await importInto(other, [incoming(blockSize + 5)]);
	await transfer(other, inBoth);
	await Promise.all([store.refresh(), store.refresh(), transfer(store, [1], bob), store.refresh()]);
	await agree(t, files, store, other);
	t.is(store.session(1)?.transfers, 2);
});

test('a store that is still loading keeps up with changes, imports and folds', async t => {
	const files = await copy();
	const other = await opened(files);
	await transfer(other, inBoth);
	const loading = await openStore(folder, processOn(files));
	t.true(loading.progress < 1);
	await transfer(other, inBoth, bob);
	await importInto(other, [incoming(blockSize + 5), incoming(2, [message({id: 8})])]);
	await transfer(other, inBoth, sales);
	await fold(other);
	await loading.loaded;
	await agree(t, files, loading, other);
});

test('a store that has enough reads no more, until it writes', async t => {
	const files = await copy();
	const store = await openStore(folder, processOn(files), () => true);
	await store.loaded;
	t.is(store.progress, 0.5);
	t.is(store.newestMissing, message({id: 2}).at);
	await transfer(store, inBoth);
	t.is(store.progress, 1);
	t.is(store.newestMissing, 0);
	await agree(t, files, store);
});

test('a store opened from an old store.json finds the segments that were written since', async t => {
	const files = await copy();
	const other = await opened(files);
	const old = files.bytes(path.join(folder, 'store.json'));
	await transfer(other, inBoth);
	await importInto(other, [incoming(1, [message({id: 8})]), incoming(blockSize + 5)]);
	await fold(other);
	await transfer(other, inBoth, bob);
	await fold(other);
	const now = files.bytes(path.join(folder, 'store.json'));
	files.put(path.join(folder, 'store.json'), old);
	const opening = openStore(folder, processOn(files));
	files.put(path.join(folder, 'store.json'), now);
	const store = await opening;
	await store.loaded;
	await agree(t, files, store);
});

const anyCommand = fc.record({
	kind: fc.constantFrom('transfer', 'transfer', 'delete', 'undo', 'import', 'fold', 'refresh', 'reopen'),
	sessions: fc.uniqueArray(fc.constantFrom(...inBoth), {minLength: 1}),
	to: fc.constantFrom(bob, support, sales),
	number: fc.integer({min: 3, max: 7}),
});

type Command = typeof anyCommand extends fc.Arbitrary<infer Value> ? Value : never;

const obey = async (store: Store, {kind, sessions, to, number}: Command): Promise<unknown> => {
	if (kind === 'transfer') return transfer(store, sessions, to);
	if (kind === 'delete') return commit(store, known => planDeletion(known, {sessions}));
	if (kind === 'undo') return commit(store, known => planUndo(known, admin));
	if (kind === 'import')
		return importInto(store, [incoming(sessions[0]!, [message({id: number})]), incoming(blockSize + number)]);
	return kind === 'fold' ? fold(store) : store.refresh();
};

/** Does all of them in a row; what is refused, because there is nothing to undo, does not matter. */
const obeyAll = async (files: SimulatedFileSystem, commands: readonly Command[]): Promise<Store> => {
	let store = await openStore(folder, processOn(files));
	for (const command of commands) {
		if (command.kind === 'reopen') {
			await store.close();
			store = await openStore(folder, processOn(files));
			continue;
		}

		try {
			await obey(store, command);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
		}
	}

	await store.loaded;
	return store;
};

test('whatever several do at the same time, all see the same in the end', async t => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.array(anyCommand, {maxLength: 6}), {minLength: 2, maxLength: 3}),
			async lists => {
				const files = await copy();
				const witness = await opened(files);
				const watching = setInterval(() => void witness.refresh());
				let stores;
				try {
					stores = await Promise.all(lists.map(async list => obeyAll(files, list)));
				} finally {
					clearInterval(watching);
				}

				await agree(t, files, witness, ...stores);
				await fold(witness);
				await agree(t, files, witness, ...stores);
			},
		),
		{numRuns: trials(10)},
	);
});

test('a fold makes durable what a dead process wrote but did not live to sync', async t => {
	const files = await copy();
	const dying = await opened(files);
	const {length} = files.bytes(journal);
	files.fate = operation =>
		operation === `sync ${journalName}` || operation === `truncate ${journalName}`
			? new StoreRefusal('dead')
			: 'done';
	await t.throwsAsync(transfer(dying, inBoth));
	t.true(files.bytes(journal).length > length);
	files.fate = () => 'done';
	const folding = await opened(files);
	await fold(folding);
	const before = told(folding, looked);
	const left = await opened(files.afterPowerCut('all'));
	t.is(told(left, looked), before);
});

/** Somebody looks just when the first line is written to the journal, and not yet durable; then the sync fails. */
const lookedAtBeforeSync = (files: FileSystem, look: () => Promise<void>): FileSystem => {
	let isFirst = true;
	return {
		open(file, mode) {
			const open = files.open(file, mode);
			const sync = async (): Promise<void> => {
				if (!isFirst || path.basename(file) !== journalName) return open.sync();
				isFirst = false;
				await look();
				throw new StoreRefusal('The disk reports an error.');
			};

			return {...open, sync};
		},
		stat: file => files.stat(file),
		list: name => files.list(name),
		makeFolder: name => files.makeFolder(name),
		rename: (from, to) => files.rename(from, to),
		remove: file => files.remove(file),
		syncFolder: async name => files.syncFolder(name),
	};
};

test('whoever read a change that could not be made durable stops, and harms nothing', async t => {
	for (const next of ['longer', 'same', 'none'] as const) {
		const files = await copy();
		const reading = await opened(files);
		const failing = await openStore(folder, {
			...processOn(files),
			files: lookedAtBeforeSync(files, async () => reading.refresh()),
		});
		await failing.loaded;
		await t.throwsAsync(transfer(failing, [1]), {message: /reports an error/});
		t.is(reading.newestChange, 2);
		if (next !== 'none') await transfer(failing, next === 'longer' ? inBoth : [2]);
		const bytes = files.bytes(journal);
		await t.throwsAsync(transfer(reading, [1], bob), {instanceOf: StoreRefusal, message: /taken back/}, next);
		t.deepEqual(files.bytes(journal), bytes, next);
		await agree(t, files, failing);
	}
});

test('a purge by another is taken in later, if store.json is just being replaced', async t => {
	const files = await filesWith(3);
	const [one, other] = [await opened(files), await opened(files)];
	await commit(other, known => planPurge(known, {sessions: [2], erase: true}));
	const manifest = path.join(folder, 'store.json');
	const bytes = files.bytes(manifest);
	files.remove(manifest);
	await one.refresh();
	t.is(one.session(2), undefined);
	await t.throwsAsync(transfer(one, [1]), {instanceOf: StoreRefusal, message: /store\.json is missing/});
	files.put(manifest, bytes);
	await one.refresh();
	await transfer(one, [1]);
	t.is(one.history(3).messages.length, 2);
	await agree(t, files, one, other);
});

test('what a fold replaced is not removed by others before that is durable', async t => {
	const files = await copy();
	const dying = await opened(files);
	await transfer(dying, inBoth);
	let isRenamed = false;
	files.fate = operation => {
		isRenamed ||= operation === 'rename store.json';
		return isRenamed && operation.startsWith('sync folder') ? new Crash() : 'done';
	};
	await t.throwsAsync(fold(dying), {instanceOf: Crash});

	const left = files.afterKill();
	const importing = await opened(left);
	const before = told(importing, looked);
	left.fate = operation => (operation.startsWith('make m') ? new Crash() : 'done');
	await t.throwsAsync(importInto(importing, [incoming(blockSize + 5)]), {instanceOf: Crash});
	t.true(left.operations.some(operation => operation.startsWith('remove s')));
	for (const loss of losses) {
		const found = await opened(left.afterPowerCut(loss));
		t.is(told(found, looked), before, loss);
	}
});
