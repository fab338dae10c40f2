import path from 'node:path';
import test from 'ava';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {Refusal, StoreRefusal} from '../../source/domain/refusal.js';
import {planUndo} from '../../source/domain/act/undo.js';
import {type Problem} from '../../source/storage/check/check-index.js';
import {checkStore} from '../../source/storage/check/check-store.js';
import {fold} from '../../source/storage/fold.js';
import {type ImportRequest} from '../../source/storage/import-sessions.js';
import {type Store} from '../../source/storage/store.js';
import {bytesOf, putBytes, repaired} from '../helpers/damage.js';
import {ann, message, office} from '../helpers/office.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {oneIn} from '../helpers/random.js';
import {onceForSame} from '../helpers/same-files.js';
import {Crash, losses, SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	admin,
	asSegments,
	commit,
	folder,
	importInto,
	incoming,
	made,
	opened,
} from '../helpers/simulated-life.js';

/** Words and names that stand nowhere else. */
const name = (id: number): string => `Name-of-${id}-`;
const number = (id: number): string => `+999000${id}`;
const words = (id: number, of: number): string => `Words-${of}-of-${id}-`;

const session = (id: number, messages: readonly number[]): ReturnType<typeof incoming> => ({
	...incoming(
		id,
		messages.map(of =>
			message({
				id: of,
				text: words(id, of),
				files: [{name: `${words(id, of)}.pdf`}],
				author: {userType: 2, number: number(id), name: name(id)},
			}),
		),
		{
			channel: {type: 'whatsapp', name: 'Line', number: '+1555'},
			customer: {name: name(id), number: number(id)},
			handler: ann,
			extra: {email: `${name(id)}@example.org`},
		},
	),
	records: [{at: 1, kind: 'note', by: name(id), text: words(id, 0)}],
});

/** Every byte of every file, also in folders, that a person could find. */
const allBytes = (files: SimulatedFileSystem, at = folder): string =>
	files
		.list(at)
		.map(each => {
			const file = path.join(at, each);
			return files.stat(file)!.kind === 'folder'
				? allBytes(files, file)
				: files.bytes(file).toString('utf8') + Buffer.from(files.bytes(file).toString(), 'base64').toString();
		})
		.join('\n');

/** The first that is still to be found of what was purged: session 2, and the second message of session 3. */
const leftOf = (files: SimulatedFileSystem): string | undefined =>
	[name(2), number(2), words(2, 0), words(2, 1), words(2, 2), words(2, 3), words(3, 2)].find(text =>
		allBytes(files).includes(text),
	);

/** What must be there all the same. */
const missing = (files: SimulatedFileSystem): string | undefined =>
	[name(1), words(1, 1), name(3), words(3, 0), words(3, 1), words(3, 3)].find(
		text => !allBytes(files).includes(text),
	);

const importTwice = async (store: Store): Promise<void> => {
	await importInto(store, [session(1, [1]), session(2, [1, 2]), session(3, [1, 2]), session(4, [1])], {
		pbx: ablePbx,
		directory: office.toRecord(),
	});
	await importInto(store, [session(2, [3]), session(3, [3])], {}, asSegments);
};

const deleteSome = async (store: Store): Promise<void> => {
	await commit(store, facts => planMessageDeletion(facts, {session: 3, messages: [2]}));
	await commit(store, facts => planDeletion(facts, {sessions: [2]}));
};

const purgeSome = async (store: Store): Promise<void> =>
	commit(store, facts => planPurge(facts, {sessions: [2, 3], erase: false, note: 'asked for'}));

/** An import that stops when its files are written. */
const breakOffImport = async (
	files: SimulatedFileSystem,
	store: Store,
	differently: Partial<ImportRequest>,
): Promise<void> => {
	files.fate = operation =>
		operation === 'write changes.jsonl' ? new StoreRefusal('the disk is full') : 'done';
	try {
		await importInto(store, [session(2, [9]), session(3, [2, 9])], {}, differently);
	} catch (error) {
		if (!(error instanceof StoreRefusal)) throw error;
	}

	files.fate = () => 'done';
};

/** A store with superseded lines, folds, left-overs of an import, and copies of a repair: all that keeps words. */
const before = (async () => {
	const files = new SimulatedFileSystem();
	let store = await made(files);
	await importTwice(store);
	await fold(store);
	await deleteSome(store);
	await store.close();
	const bytes = Buffer.from(bytesOf(files, 'm1.jsonl'));
	const at = bytes.indexOf(words(2, 1));
	bytes[at] = 0x58;
	putBytes(files, 'm1.jsonl', bytes);
	const newest = Buffer.from(bytesOf(files, 'm2.jsonl'));
	newest[newest.indexOf(words(2, 3))] = 0x58;
	putBytes(files, 'm2.jsonl', newest);
	await repaired(files);
	store = await opened(files);
	await importInto(store, [session(2, [1, 2, 3])]);
	await breakOffImport(files, store, {});
	await breakOffImport(files, store, asSegments);
	await store.close();
	return files;
})();

const copy = async (): Promise<SimulatedFileSystem> => {
	const files = await before;
	return files.afterPowerCut('nothing');
};

const problemsIn = async (files: SimulatedFileSystem): Promise<readonly Problem[]> => {
	const {problems} = await checkStore({files, folder});
	return problems;
};

test('takes every byte of what is purged out of every file, and nothing else', async t => {
	const files = await copy();
	for (const text of [name(2), words(2, 9), words(3, 2)]) t.true(allBytes(files).includes(text), text);
	t.true(files.list(folder).includes('backup-1'));
	t.true(files.list(folder).includes('lost+found.jsonl'));
	const store = await opened(files);
	await purgeSome(store);
	t.is(leftOf(files), undefined);
	t.is(missing(files), undefined);
	t.false(allBytes(files).includes(words(2, 9)));
	t.deepEqual(await problemsIn(files), []);
	t.is(store.session(2), undefined);
	t.true(store.isPurged(2));
	t.deepEqual(
		store.history(3).messages.map(({id}) => id),
		[1, 3],
	);
});

test('the journal keeps ids, owner, counts, actor and note of a purge', async t => {
	const files = await copy();
	const store = await opened(files);
	await purgeSome(store);
	const [change] = store.changes();
	t.like(change, {
		kind: 'purge',
		by: admin.by,
		note: 'asked for',
		messagesPurged: [{session: 3, ids: [2]}],
	});
	t.deepEqual(change?.purged, [{from: ann, sessions: [2], messages: 3}]);
	t.deepEqual(
		store.changesOf(2).map(({kind}) => kind),
		['delete', 'purge'],
	);
});

test('stays away when the same comes in again; later messages come in', async t => {
	const files = await copy();
	let store = await opened(files);
	await purgeSome(store);
	await importTwice(store);
	t.is(leftOf(files), undefined);
	t.is(store.session(2), undefined);
	await fold(store);
	await store.close();
	store = await opened(files);
	await importInto(store, [session(2, [1, 2, 3, 4])]);
	t.deepEqual(
		store.history(2).messages.map(({id}) => id),
		[4],
	);
	t.is(store.session(2)?.deleted, false);
	t.deepEqual(await problemsIn(files), []);
});

test('what was told of before the purge stays away, although it never came in', async t => {
	const files = new SimulatedFileSystem();
	let store = await made(files);
	const told = {...session(2, [1, 2]), told: {...session(2, []).told!, lastMessage: 8}};
	await importInto(store, [told], {pbx: ablePbx, directory: office.toRecord()});
	await store.close();
	store = await opened(files);
	await commit(store, facts => planPurge(facts, {sessions: [2], erase: true}));
	await store.close();
	store = await opened(files);
	// What is told after the purge is of another life.
	await importInto(store, [{...session(2, [3, 8]), told: {...told.told, lastMessage: 20}}]);
	t.true(store.isPurged(2));
	await importInto(store, [session(2, [8, 9])]);
	t.deepEqual(
		store.history(2).messages.map(({id}) => id),
		[9],
	);
	t.deepEqual(await problemsIn(files), []);
	await store.close();
});

test('what was purged is not undone, and that is said', async t => {
	const store = await opened(await copy());
	const [deletion, messages] = store.changes().filter(({kind}) => kind.startsWith('delete'));
	await purgeSome(store);
	t.deepEqual(planUndo(store, admin, deletion!.n).skipped, [{id: 2, reason: 'no longer in the store'}]);
	const {hits, skipped} = planUndo(store, admin, messages!.n);
	t.deepEqual(hits, []);
	t.is(skipped.length, 1);
});

test('of a session that is not deleted only what is deleted goes, unless it is to be erased', async t => {
	const files = await copy();
	const store = await opened(files);
	t.deepEqual(planPurge(store, {sessions: [1], erase: false}).skipped, [
		{id: 1, reason: 'nothing of it is deleted'},
	]);
	await commit(store, facts => planPurge(facts, {sessions: [1], erase: true}));
	for (const text of [name(1), number(1), words(1, 0), words(1, 1)])
		t.false(allBytes(files).includes(text), text);
});

test('another process that has the store open reads what is left', async t => {
	const files = await copy();
	const [store, other] = [await opened(files), await opened(files)];
	t.is(other.history(3).messages.length, 3);
	await purgeSome(store);
	await other.refresh();
	t.is(other.session(2), undefined);
	t.deepEqual(
		other.history(3).messages.map(({id}) => id),
		[1, 3],
	);
});

/** What is wrong when somebody opens the store that a stopped machine left. */
const mistakeIn = onceForSame(async (files): Promise<string | undefined> => {
	const store = await opened(files);
	if (store.readOnly !== undefined) return store.readOnly;
	await store.write(() => Promise.resolve());
	const isPurged = store.changes().some(({kind}) => kind === 'purge');
	const left = leftOf(files);
	if (isPurged && left !== undefined) return `${left} is left`;
	if (!isPurged && left === undefined) return 'purged without a line that says so';
	const gone = missing(files);
	if (gone !== undefined) return `${gone} is gone`;
	await store.close();
	const {problems} = await checkStore({files, folder});
	return problems[0]?.what ?? (isPurged ? leftOf(files.afterPowerCut('all but removals')) : undefined);
});

test('stopped at any moment, it goes on when the store is opened again', async t => {
	const whole = await copy();
	const uncut = await opened(whole);
	const start = whole.operations.length;
	await purgeSome(uncut);
	const operations = whole.operations.slice(start);
	let states = 0;
	for (const [index, operation] of oneIn(4, [...operations.entries()])) {
		for (const isHalf of operation.startsWith('write') ? [false, true] : [false]) {
			const files = await copy();
			const store = await opened(files);
			const first = files.operations.length;
			files.fate = (_, at) =>
				at < first + index
					? 'done'
					: new Crash(operation, {cause: isHalf && at === first + index ? 'half' : undefined});
			await t.throwsAsync(async () => purgeSome(store), {instanceOf: Crash});
			files.fate = () => 'done';
			for (const loss of losses) {
				states++;
				t.is(await mistakeIn(files.afterPowerCut(loss)), undefined, `${index} ${operation}; lost: ${loss}`);
			}
		}
	}

	t.log(`${states} states`);
	t.true(states > 20);
});

test('between the texts and the index nothing is wrong with the store but what is left to do', async t => {
	const files = await copy();
	const store = await opened(files);
	await fold(store);
	files.fate = operation =>
		operation.startsWith('write s0') ? new StoreRefusal('the disk is full') : 'done';
	await t.throwsAsync(async () => purgeSome(store), {instanceOf: Refusal});
	files.fate = () => 'done';
	t.false(bytesOf(files, 'm1.jsonl').includes(words(2, 2)));
	t.true(bytesOf(files, 'm1.jsonl').includes(words(3, 1)));
	t.deepEqual(store.history(2).messages, []);
	t.deepEqual(
		store.history(3).messages.map(({id}) => id),
		[1, 3],
	);
	const problems = await problemsIn(files);
	t.deepEqual(
		problems.map(({what}) => what),
		['a purge is not finished'],
	);
});

test('one that failed is finished by the next who writes', async t => {
	const files = await copy();
	const store = await opened(files);
	files.fate = operation =>
		operation.startsWith('write s0') ? new StoreRefusal('the disk is full') : 'done';
	const error = await t.throwsAsync(async () => purgeSome(store), {instanceOf: Refusal});
	t.regex(error.message, /Change \d+, a purge, is written down, but not finished.*disk is full/);
	files.fate = () => 'done';
	await commit(store, facts => planDeletion(facts, {sessions: [4]}));
	t.is(leftOf(files), undefined);
	t.is(missing(files), undefined);
});
