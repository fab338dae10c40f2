import path from 'node:path';
import test from 'ava';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {Refusal, StoreRefusal} from '../../source/domain/refusal.js';
import {fold} from '../../source/storage/fold.js';
import {createStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {alterManifest, bytesOf, checked, namesIn, problemsOf, repaired} from '../helpers/damage.js';
import {
	Crash,
	type Fate,
	losses,
	type Operation,
	type SimulatedFileSystem,
} from '../helpers/simulated-file-system.js';
import {commit, folder, opened, processOn, told} from '../helpers/simulated-life.js';
import {idsInStore1, store1} from '../helpers/store-1.js';
import {noticedBy} from '../helpers/noticed.js';
import {onceForSame} from '../helpers/same-files.js';

/** All that a store tells, but for its kind, which version 1 did not know. */
const tells = (store: Store): string => told(store, idsInStore1).replace('"kind":"pbx",', '');

const versionOf = (files: SimulatedFileSystem): number =>
	(JSON.parse(bytesOf(files, 'store.json').toString()) as {version: number}).version;

const support = {kind: 'queue', id: 1, number: '', name: 'Support'} as const;

const act = async (store: Store): Promise<void> =>
	commit(store, facts => planTransfer(facts, {sessions: [3007], to: support, note: 'new note'}));

const before = (async () => {
	const store = await opened(store1());
	const text = tells(store);
	await store.close();
	return text;
})();

/** What it tells after the act. */
const after = (async () => {
	const store = await opened(store1());
	await act(store);
	const text = tells(store);
	await store.close();
	return text;
})();

/** Nothing happens to the store but that it becomes one of version 2. */
const upgrade = async (store: Store): Promise<void> => store.write(() => Promise.resolve());

test('reading a store of version 1 writes nothing', async t => {
	const files = store1();
	const store = await opened(files);
	tells(store);
	t.is(store.identity.id, undefined);
	await store.refresh();
	await store.close();
	await checked(files);
	t.deepEqual(files.operations, []);
});

test('the first writing makes it one of version 2, which tells the same', async t => {
	const files = store1();
	const old = bytesOf(files, 'changes.jsonl').toString();
	t.regex(old, /"note":"spam"/);
	const store = await opened(files);
	await upgrade(store);
	t.is(tells(store), await before);
	t.deepEqual(store.notices, [
		'The store was written anew as version 2. Older versions of chatlogs refuse it from now on.',
	]);
	await store.close();
	t.is(versionOf(files), 2);
	t.notRegex(bytesOf(files, 'changes.jsonl').toString(), /"note":"spam"|first\.json/);
	t.regex(bytesOf(files, 'words.jsonl').toString(), /"text":"spam"/);
	const again = await opened(files);
	t.is(tells(again), await before);
	t.deepEqual(again.notices, []);
	t.is(again.unfoldedBytes, 0);
	await again.close();
	t.like(await checked(files), {problems: [], leftOvers: [], hasStrayWords: false, changes: 15});
	t.deepEqual(namesIn(files).toSorted(), [
		'changes.jsonl',
		'deliver-lock',
		'lock',
		'm1.jsonl',
		'm2.jsonl',
		'm3.jsonl',
		's0-4.jsonl',
		'store.json',
		'words.jsonl',
	]);
});

test('it has an id and a kind from then on, and remembers the end of the old journal', async t => {
	const files = store1();
	const {changes: n, digest} = await checked(files);
	const store = await opened(files);
	await upgrade(store);
	const {id, ...rest} = store.identity;
	t.regex(id!, /^[\da-f]{32}$/);
	t.deepEqual(rest, {kind: 'pbx', rewritten: {n, digest}});
	await act(store);
	t.is(store.identity.id, id);
	await store.close();
	t.like(await checked(files), {store: {id}});
});

test('work goes on in the same process, and a fold is a writing, too', async t => {
	for (const first of [act, fold]) {
		const files = store1();
		const store = await opened(files);
		await first(store);
		if (first !== act) await act(store);
		t.is(tells(store), await after);
		await commit(store, () => ({draft: {kind: 'pbx', note: 'last'}}));
		await fold(store);
		const text = tells(store);
		await store.close();
		const again = await opened(files);
		t.is(tells(again), text);
		await again.close();
		t.deepEqual(await problemsOf(files), []);
	}
});

test('a store of version 1 without changes becomes one of version 2', async t => {
	const files = store1();
	for (const name of namesIn(files)) files.remove(path.join(folder, name));
	await createStore(folder, processOn(files));
	alterManifest(files, text => text.replace('"version":2', '"version":1'));
	const store = await opened(files);
	await commit(store, () => ({draft: {kind: 'pbx', pbx: {name: 'One'}}}));
	t.truthy(store.identity.id);
	t.is(store.identity.rewritten, undefined);
	await store.close();
	t.is(versionOf(files), 2);
	t.deepEqual(await problemsOf(files), []);
});

test('another process that has it open is told to start again', async t => {
	const files = store1();
	const [store, other] = [await opened(files), await opened(files)];
	await act(store);
	await t.throwsAsync(other.refresh(), {instanceOf: StoreRefusal, message: /Start chatlogs again\.$/});
	await t.throwsAsync(act(other), {instanceOf: StoreRefusal, message: /Start chatlogs again\.$/});
	t.is(tells(store), await after);
	await store.close();
	await other.close();
});

const stopAt =
	(at: number, isHalf = false, otherwise: Fate = () => 'done'): Fate =>
	(operation, number) =>
		number < at
			? otherwise(operation, number)
			: new Crash(operation, {cause: isHalf && number === at ? 'half' : undefined});

const attempt = async (work: () => Promise<unknown>): Promise<void> => {
	try {
		await work();
	} catch (error) {
		if (!(error instanceof Crash || error instanceof Refusal)) throw error;
	}
};

/** The operations of an upgrade with one act. */
const usual = (async () => {
	const files = store1();
	const store = await opened(files);
	await act(store);
	return files.operations;
})();

const findMistake = async (files: SimulatedFileSystem): Promise<string | undefined> => {
	const store = await opened(files);
	if (store.readOnly !== undefined) return store.readOnly;
	const text = tells(store);
	if (text !== (await before) && text !== (await after)) return text;
	if (text === (await before)) await act(store);
	if (tells(store) !== (await after)) return tells(store);
	await store.close();
	if (versionOf(files) !== 2) return 'it is of version 1';
	const again = await opened(files.afterPowerCut('all'));
	if (tells(again) !== (await after)) return `opened again: ${tells(again)}`;
	await again.close();
	const {problems} = await checked(files);
	return problems.length === 0 ? undefined : JSON.stringify(problems);
};

/** What is wrong with what a machine that stopped left; `undefined` if nothing is. */
const mistakeIn = onceForSame(async files => findMistake(files).catch(String));

/** Every moment at which the machine can stop, and what is found then. */
async function* mistakes(otherwise?: Fate): AsyncGenerator<readonly [state: string, mistake?: string]> {
	for (const [at, operation] of [...(await usual), 'the end'].entries()) {
		for (const isHalf of operation.startsWith('write') ? [false, true] : [false]) {
			const files = store1();
			files.fate = stopAt(at, isHalf, otherwise);
			await attempt(async () => act(await opened(files)));
			for (const loss of losses)
				yield [
					`${at} ${operation}${isHalf ? ', half of it' : ''}; lost: ${loss}`,
					await mistakeIn(files.afterPowerCut(loss)),
				];
		}
	}
}

test('a power cut at any moment leaves a store of version 1 or of version 2, and nothing is lost', async t => {
	let states = 0;
	for await (const [state, mistake] of mistakes()) {
		states++;
		t.is(mistake, undefined, state);
	}

	t.log(`${states} states`);
	t.true(states > 200);
});

const repairedAndOpened = onceForSame(async files => {
	const {losses: lost, after: left} = await repaired(files);
	const store = await opened(files);
	const handler = store.session(3001)?.handler.name;
	const notes = [...store.changes()].map(({note}) => note);
	await store.close();
	return {lost, problems: left.problems, handler, notes};
});

test('after a power cut at any moment a repair loses nothing either', async t => {
	const operations = await usual;
	for (const [at, operation] of operations.entries()) {
		const files = store1();
		files.fate = stopAt(at);
		await attempt(async () => act(await opened(files)));
		for (const loss of losses) {
			const state = `${at} ${operation}; lost: ${loss}`;
			const {lost, problems, handler, notes} = await repairedAndOpened(files.afterPowerCut(loss));
			// Of a change that was never finished.
			t.true(
				lost.every(what => what.endsWith('bytes of the journal that are no change')),
				state,
			);
			t.deepEqual(problems, [], state);
			t.is(handler, 'Support', state);
			t.true(notes.includes('asked for it'), state);
		}
	}
});

test('a writing that fails at any moment leaves all as it was, and the next one succeeds', async t => {
	const operations = await usual;
	for (const [at, operation] of operations.entries()) {
		const files = store1();
		const store = await opened(files);
		files.fate = (_, number) => (number === at ? new StoreRefusal('The disk is full.') : 'done');
		await attempt(async () => act(store));
		files.fate = () => 'done';
		if (tells(store) === (await before)) await act(store);
		t.is(tells(store), await after, `${at} ${operation}`);
		await store.close();
		t.is(versionOf(files), 2);
		t.deepEqual(await problemsOf(files), [], `${at} ${operation}`);
	}
});

test('a new journal that is shorter than the old one is found, too', async t => {
	const files = store1();
	const store = await opened(files);
	await act(store);
	await store.close();
	alterManifest(files, text =>
		text.replace('"version":2', '"version":1').replace(/"position":\d+/, '"position":9999999'),
	);
	const again = await opened(files);
	t.is(tells(again), await after);
	t.regex(again.notices[0]!, /^store\.json is of version 1, and the journal is not\. It was made anew/);
	await again.close();
	t.is(versionOf(files), 2);
});

const isNoticed = async (isLeftOut: (operation: Operation) => boolean): Promise<boolean> => {
	for await (const [, mistake] of mistakes(operation => (isLeftOut(operation) ? 'skipped' : 'done')))
		if (mistake !== undefined) return true;
	return false;
};

const noticed = noticedBy(isNoticed);

test('the new journal were not synced', noticed, operation => operation === 'sync changes.jsonl.new');
test('the words were not synced', noticed, operation => operation === 'sync words.jsonl.new');
test('the new index were not synced', noticed, operation => /^sync s\d/.test(operation));
test('the folder were never synced', noticed, operation => operation.startsWith('sync folder'));
