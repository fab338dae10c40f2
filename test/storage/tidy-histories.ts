import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {planMessageDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {searchMessages} from '../../source/storage/search.js';
import {type Store} from '../../source/storage/store.js';
import {tidyHistories} from '../../source/storage/tidy-histories.js';
import {bytesOf, checked, namesIn, putBytes} from '../helpers/damage.js';
import {message} from '../helpers/office.js';
import {Crash, losses, SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	admin,
	commit,
	folder,
	importInto,
	incoming,
	life,
	lifeTold,
	opened,
	tidy,
	told,
	transfer,
	withSessions,
} from '../helpers/simulated-life.js';

const said = (id: number, of: number): ReturnType<typeof incoming> =>
	incoming(id, [message({id: of, text: `word-${of}-of-${id}`})]);

const historiesIn = (files: SimulatedFileSystem): readonly string[] =>
	namesIn(files)
		.filter(name => name.startsWith('m'))
		.toSorted();

/** Most of the first file is not read any more. */
const wasteful = (async () => {
	const {files, store} = await withSessions(6);
	for (const of of [3, 4, 5, 6]) await importInto(store, [said(1, of), said(2, of)]);
	await commit(store, facts => planMessageDeletion(facts, {session: 2, messages: [3]}));
	await store.close();
	return files;
})();

const copy = async (): Promise<SimulatedFileSystem> => {
	const files = await wasteful;
	return files.afterPowerCut('nothing');
};

const sizeOf = (files: SimulatedFileSystem): number =>
	historiesIn(files).reduce((sum, name) => sum + bytesOf(files, name).length, 0);

/** All that a store tells but its changes. */
const toldOf = (store: Store): string => {
	const all = JSON.parse(told(store)) as object;
	return JSON.stringify({...all, n: 0, changes: 0});
};

const isSound = async (t: ExecutionContext, files: SimulatedFileSystem): Promise<void> => {
	const {problems, leftOvers} = await checked(files);
	t.deepEqual(problems, []);
	t.deepEqual(leftOvers, []);
};

test('what is read is moved elsewhere, and the file removed', async t => {
	const files = await copy();
	const store = await opened(files);
	const [before, size] = [toldOf(store), sizeOf(files)];
	await tidy(store);
	t.deepEqual(historiesIn(files), ['m2.jsonl']);
	t.true(sizeOf(files) < size / 2);
	t.like([...store.changes()][0], {kind: 'tidy', by: 'admin'});
	t.is(toldOf(store), before);
	t.is(toldOf(await opened(files)), before);
	await isSound(t, files);
	const {length} = files.operations;
	await tidy(store);
	t.is(files.operations.length, length);
});

test('it is not worth it for little', async t => {
	const files = await copy();
	const store = await opened(files);
	await tidyHistories(store, admin);
	t.deepEqual(historiesIn(files), ['m1.jsonl']);
	await importInto(store, [incoming(1, [message({id: 9, text: 'x'.repeat(3 * 2 ** 20)})])]);
	await importInto(store, [said(1, 10)]);
	await tidyHistories(store, admin);
	t.deepEqual(historiesIn(files), ['m1.jsonl']);
	await importInto(store, [said(1, 11)]);
	await tidyHistories(store, admin);
	t.deepEqual(historiesIn(files), ['m2.jsonl']);
});

test('earlier lines are forgotten with the file that they were in', async t => {
	const files = await copy();
	const store = await opened(files);
	await tidy(store);
	const again = await opened(files);
	t.is(again.table.loadedBlocks.flatMap(({superseded}) => [...superseded]).length, 0);
});

test('others who have the store open read on, search on, and write on', async t => {
	const files = await copy();
	const [store, reading, searching, writing] = await Promise.all(
		Array.from({length: 4}, async () => opened(files)),
	);
	const before = toldOf(store!);
	reading!.history(1);
	const found: string[] = [];
	for await (const hits of searchMessages(searching!, {words: ['word-6']})) {
		if (found.length === 0) await tidy(store!);
		for (const hit of hits) found.push(hit.message.text);
	}

	t.deepEqual(found.toSorted(), ['word-6-of-1', 'word-6-of-2']);
	t.is(toldOf(reading!), before);
	await importInto(writing!, [said(3, 3)]);
	await tidy(writing!);
	for (const each of [store!, reading!, searching!]) {
		await each.refresh();
		t.is(told(each), told(writing!));
	}

	await isSound(t, files);
});

test('a search that begins before a file is emptied finds what was in it', async t => {
	const files = await copy();
	const [store, searching] = [await opened(files), await opened(files)];
	await tidy(store);
	const found: string[] = [];
	for await (const hits of searchMessages(searching, {words: ['word-6']}))
		for (const hit of hits) found.push(hit.message.text);
	t.deepEqual(found.toSorted(), ['word-6-of-1', 'word-6-of-2']);
});

test('a purge leaves no byte of a session, wherever it is broken off before', async t => {
	const usual = await copy();
	await tidy(await opened(usual));
	for (let at = 0; at <= usual.operations.length; at++) {
		const dying = await copy();
		dying.fate = (_, number) => (number < at ? 'done' : new Crash('stop'));
		await tidy(await opened(dying)).catch((error: unknown) => {
			if (!(error instanceof Crash)) throw error;
		});
		for (const loss of losses) {
			const files = dying.afterPowerCut(loss);
			const store = await opened(files);
			await commit(store, facts => planPurge(facts, {sessions: [1], erase: true}));
			await commit(store, facts => planPurge(facts, {sessions: [2], erase: false}));
			const bytes = namesIn(files).map(name => bytesOf(files, name).toString());
			t.notRegex(bytes.join('\n'), /of-1"|Customer 1"|word-3-of-2"/v, `${at}, ${loss}`);
			t.is(store.history(2).messages.length, 5);
			const {problems} = await checked(files);
			t.deepEqual(problems, [], `${at}, ${loss}`);
		}
	}
});

test('a history that is damaged stays where it is, and is named', async t => {
	const files = await copy();
	const bytes = Buffer.from(bytesOf(files, 'm1.jsonl'));
	bytes[bytes.indexOf('Of 4')] = 0x58;
	putBytes(files, 'm1.jsonl', bytes);
	const store = await opened(files);
	await t.throwsAsync(tidy(store), {instanceOf: StoreRefusal, message: /session 4 is damaged/v});
	t.deepEqual(Buffer.from(bytesOf(files, 'm1.jsonl')), bytes);
	await transfer(store, [3]);
	t.is(store.history(3).messages.length, 2);
});

test('the life in which the power is cut has files that are emptied', async t => {
	t.true(life.includes(tidy));
	const files = new SimulatedFileSystem();
	await lifeTold(files);
	const text = files.bytes(path.join(folder, 'changes.jsonl')).toString();
	t.regex(text, /"kind":"tidy"/v);
	t.regex(text, /"rows":\[/v);
});
