import test, {type ExecutionContext} from 'ava';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {exportTexts} from '../../source/exchange/export/export-sessions.js';
import {checkStore} from '../../source/storage/check/check-store.js';
import {fold} from '../../source/storage/fold.js';
import {searchMessages} from '../../source/storage/search.js';
import {type Store} from '../../source/storage/store.js';
import {bytesOf, namesIn, putBytes, repaired} from '../helpers/damage.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {message, office} from '../helpers/office.js';
import {Crash, type SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	commit,
	folder,
	importInto,
	incoming,
	opened,
	transfer,
	withSessions,
} from '../helpers/simulated-life.js';

const said = (id: number, of: number): string => `word ${of} of ${id}`;

/** Of two sessions with such messages only one is read at once. */
const long = ' long'.repeat(3500);

const session = (id: number): ReturnType<typeof incoming> =>
	incoming(
		id,
		[1, 2, 3].map(of => message({id: of, text: said(id, of) + (id <= 2 ? long : '')})),
	);

/** The whole of session 2 is to be purged, and the second message of session 3. */
const files = (async () => {
	const {files: made, store} = await withSessions(0);
	await importInto(store, [1, 2, 3, 4].map(session), {pbx: ablePbx, directory: office.toRecord()});
	await commit(store, facts => planMessageDeletion(facts, {session: 3, messages: [2]}));
	await commit(store, facts => planDeletion(facts, {sessions: [2]}));
	await fold(store);
	await store.close();
	return made;
})();

const copy = async (): Promise<SimulatedFileSystem> => {
	const made = await files;
	return made.afterPowerCut('nothing');
};

const purge = async (store: Store): Promise<void> =>
	commit(store, facts => planPurge(facts, {sessions: [2, 3], erase: false}));

const textsOf = (store: Store, id: number): readonly string[] =>
	store.history(id).messages.map(({text}) => text.replace(long, ''));

const all = (id: number): readonly string[] => [1, 2, 3].map(of => said(id, of));

/** The hits that a search must give before, beside and after a purge. */
const wanted: readonly string[] = ['1 1', '1 2', '1 3', '3 1', '3 3', '4 1', '4 2', '4 3'];

/** The hits of a search; something may happen after the first of them. */
const found = async (store: Store, happens?: () => Promise<void>): Promise<readonly string[]> => {
	const hits: string[] = [];
	for await (const some of searchMessages(store, {words: ['word']})) {
		if (hits.length === 0) await happens?.();
		for (const hit of some) hits.push(`${hit.session} ${hit.message.id}`);
	}

	return hits.toSorted();
};

/** Everything that can be read, by a store that knew it before somebody purged, or began to. */
const readAll = async (t: ExecutionContext, store: Store, when: string): Promise<void> => {
	t.deepEqual(textsOf(store, 1), all(1), when);
	t.deepEqual(textsOf(store, 4), all(4), when);
	const whole = textsOf(store, 2);
	t.deepEqual(whole, whole.length === 0 ? [] : all(2), when);
	if (whole.length === 0) t.is(store.session(2), undefined, when);
	const part = textsOf(store, 3);
	t.deepEqual(part, part.length === 2 ? [said(3, 1), said(3, 3)] : all(3), when);
	t.deepEqual(await found(store), wanted, when);
};

const problemsIn = async (on: SimulatedFileSystem): Promise<readonly string[]> => {
	const {problems} = await checkStore({files: on, lock: on.lock, folder});
	return problems.map(({what}) => what);
};

/** Calls back for each step of a purge with the files as they are when its process has died there. */
const dyingPurges = async (
	each: (made: {
		readonly on: SimulatedFileSystem;
		readonly readers: readonly Store[];
		readonly when: string;
	}) => Promise<void>,
): Promise<number> => {
	for (let step = 0; ; step++) {
		const purging = await copy();
		const on = purging.afterKill();
		const readers = [await opened(on), await opened(on)];
		const purger = await opened(purging);
		let last = '';
		const first = purging.operations.length;
		purging.fate = (operation, count) => {
			last = operation;
			return count - first < step ? 'done' : new Crash();
		};
		try {
			await purge(purger);
			return step;
		} catch (error) {
			if (!(error instanceof Crash)) throw error;
			await each({on, readers, when: `before step ${step}, ${last}`});
		}
	}
};

test('whoever learned where histories lie reads them, or what is left, at every step of a purge', async t => {
	const steps = await dyingPurges(async ({readers: [store], when}) => readAll(t, store!, when));
	t.true(steps > 15);
});

test('a purge that was broken off at any step is finished by those who knew the store before', async t => {
	await dyingPurges(async ({on, readers: [reading, writing], when}) => {
		await transfer(writing!, [4]);
		t.deepEqual(await problemsIn(on), [], when);
		await readAll(t, writing!, when);
		await readAll(t, reading!, when);
		await readAll(t, await opened(on), when);
	});
});

test('an export leaves out what is purged while it is written', async t => {
	const on = await copy();
	const [store, other] = [await opened(on), await opened(on)];
	const {counts, texts} = exportTexts(store, {ids: [1, 4, 3], format: 'ndjson'});
	const lines: string[] = [];
	for await (const text of texts) {
		lines.push(text);
		if (lines.length === 1) await commit(other, facts => planPurge(facts, {sessions: [3, 4], erase: true}));
	}

	t.deepEqual(
		lines.map(line => (JSON.parse(line) as {session: {id: number}}).session.id),
		[1],
	);
	t.is(counts.sessions, 1);
});

test('a search finds what a purge moves while it looks', async t => {
	const on = await copy();
	const [store, other] = [await opened(on), await opened(on)];
	t.deepEqual(await found(store, async () => purge(other)), wanted);
});

test('a check beside a purge waits for its end before it says that anything is wrong', async t => {
	let unfinished = 0;
	await dyingPurges(async ({on, when}) => {
		const alone = await checkStore({files: on, folder});
		if (alone.problems.length === 0) return;
		unfinished++;
		const after = await copy();
		const other = await opened(after);
		await purge(other);
		const release = await on.lock().acquire();
		let looks = 0;
		const report = checkStore({
			files: on,
			lock: on.lock,
			folder,
			onProgress() {
				// Two looks were in vain, and the third waits for the lock: now the other comes to its end.
				if (++looks !== 2) return;
				setImmediate(() => {
					for (const name of namesIn(after)) putBytes(on, name, bytesOf(after, name));
					release();
				});
			},
		});
		const {problems} = await report;
		t.deepEqual(problems, [], when);
	});
	t.true(unfinished > 10);
});

test('damage beside a purge is damage', async t => {
	const on = await copy();
	const [store, other] = [await opened(on), await opened(on)];
	const bytes = Buffer.from(bytesOf(on, 'm1.jsonl'));
	bytes[bytes.indexOf(said(4, 2))] = 0x58;
	putBytes(on, 'm1.jsonl', bytes);
	await purge(other);
	t.deepEqual(textsOf(store, 2), []);
	t.throws(() => store.history(4), {instanceOf: StoreRefusal, message: /session 4 is damaged in m1/v});
	t.is(store.session(2), undefined);
	t.deepEqual(await problemsIn(on), ['its history is damaged']);
});

test('who knew the store before a repair takes in the index that is right, and loses nothing of it', async t => {
	const on = await copy();
	const store = await opened(on);
	const bytes = Buffer.from(bytesOf(on, 'm1.jsonl'));
	bytes[bytes.indexOf(said(4, 2))] = 0x58;
	putBytes(on, 'm1.jsonl', bytes);
	await repaired(on);
	await importInto(store, [session(4), incoming(5)]);
	t.deepEqual(await problemsIn(on), []);
	for (const each of [store, await opened(on)]) {
		t.deepEqual(textsOf(each, 3), all(3));
		t.deepEqual(textsOf(each, 4), all(4));
	}
});
