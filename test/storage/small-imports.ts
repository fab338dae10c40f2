import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {planUndo} from '../../source/domain/act/undo.js';
import {type IncomingSession} from '../../source/domain/incoming.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {blockSize} from '../../source/domain/table/block.js';
import {rowIn} from '../../source/domain/table/rows.js';
import {fold} from '../../source/storage/fold.js';
import {type StoredChange} from '../../source/storage/change-form.js';
import {journalLine, journalStart, readJournal} from '../../source/storage/journal.js';
import {type Manifest} from '../../source/storage/manifest.js';
import {openStore} from '../../source/storage/open-store.js';
import {searchMessages} from '../../source/storage/search.js';
import {type Store} from '../../source/storage/store.js';
import {type ToldRow, withRoomFor} from '../../source/storage/told-rows.js';
import {bytesOf, checked, namesIn, putBytes, repaired} from '../helpers/damage.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {ann, bob, customer, message, office, support} from '../helpers/office.js';
import {Crash, losses, type SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	admin,
	asSegments,
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

const journal = 'changes.jsonl';

const said = (id: number, of: number): IncomingSession =>
	incoming(id, [message({id: of, text: `word-${of}-of-${id}`})]);

/** What was done to files since then, each once. */
const doneSince = (files: SimulatedFileSystem, length: number): readonly string[] => [
	...new Set(files.operations.slice(length)),
];

const filesWith = async (sessions: number): Promise<SimulatedFileSystem> => {
	const {files, store} = await withSessions(sessions);
	await store.close();
	return files;
};

/** Made once, and copied for each test. */
const sixSessions = filesWith(6);
const twoBlocks = filesWith(blockSize + 4);

const copy = async (of = sixSessions): Promise<SimulatedFileSystem> => {
	const files = await of;
	return files.afterPowerCut('nothing');
};

const looked = [1, 2, 5, 6, 7, blockSize + 1, blockSize + 5];

/** The same is there in other processes, before and after a fold. */
const stays = async (
	t: ExecutionContext,
	files: SimulatedFileSystem,
	...stores: readonly Store[]
): Promise<void> => {
	const [store] = stores;
	const before = told(store!, looked);
	for (const work of [() => Promise.resolve(), async () => fold(store!)]) {
		await work();
		for (const each of [...stores.slice(1), await opened(files)]) {
			await each.refresh();
			t.is(told(each, looked), before);
		}

		const {problems} = await checked(files);
		t.deepEqual(problems, []);
	}
};

test('costs one append each to histories, words and journal, and leaves no new file', async t => {
	const files = await copy(twoBlocks);
	const store = await opened(files);
	const names = namesIn(files);
	const {length} = files.operations;
	await importInto(store, [said(1, 3), said(blockSize + 1, 3), said(blockSize + 5, 1)]);
	t.deepEqual(doneSince(files, length), [
		'write m1.jsonl',
		'sync m1.jsonl',
		// The name of the file that was imported.
		'write words.jsonl',
		'sync words.jsonl',
		`write ${journal}`,
		`sync ${journal}`,
	]);
	t.deepEqual(namesIn(files), names);
	t.is(store.history(1).messages.at(-1)!.text, 'word-3-of-1');
	t.is(store.session(blockSize + 5)?.messages, 1);
	await stays(t, files, store);
});

test('the journal holds no word of a customer', async t => {
	const {files, store} = await withSessions(3);
	const {length} = bytesOf(files, journal);
	await importInto(store, [said(1, 3), said(4, 1)]);
	t.notRegex(bytesOf(files, journal).subarray(length).toString(), /word-|Customer/v);
	t.regex(bytesOf(files, 'm1.jsonl').toString(), /word-3-of-1.*word-1-of-4/sv);
});

test('is larger where it touches many sessions, or where the last block is full', async t => {
	const many = await withSessions(200);
	await importInto(
		many.store,
		Array.from({length: 101}, (_, index) => said(index + 1, 3)),
	);
	t.true(namesIn(many.files).includes('s0-2.jsonl'));
	const full = await withSessions(blockSize);
	await importInto(full.store, [said(blockSize + 1, 1)]);
	t.true(namesIn(full.files).includes('s1-1.jsonl'));
	const again = await opened(full.files);
	t.is(again.session(blockSize + 1)?.messages, 1);
});

test('a full file of histories is followed by a new one', async t => {
	const {files, store} = await withSessions(3);
	await importInto(store, [incoming(1, [message({id: 3, text: 'x'.repeat(32 * 1024 * 1024)})])]);
	t.false(namesIn(files).includes('m2.jsonl'));
	await importInto(store, [said(2, 3)]);
	await importInto(store, [said(3, 3)]);
	t.deepEqual(
		namesIn(files).filter(name => name.startsWith('m')),
		['m1.jsonl', 'm2.jsonl'],
	);
	await stays(t, files, store);
});

test('the name of a new file of histories is durable before the journal tells of it', async t => {
	const {files, store} = await withSessions(3);
	await store.close();
	// What is appended here would run together with the last line.
	putBytes(files, 'm1.jsonl', bytesOf(files, 'm1.jsonl').subarray(0, -1));
	const again = await opened(files);
	await importInto(again, [said(1, 3)]);
	t.true(namesIn(files).includes('m2.jsonl'));
	for (const loss of losses) {
		const left = await opened(files.afterPowerCut(loss));
		t.is(left.history(1).messages.length, 3, loss);
	}
});

test('what is cut short while it is appended is cut off by whoever writes histories next', async t => {
	for (const loss of losses) {
		for (const differently of [{}, asSegments]) {
			const files = await copy();
			const dying = await opened(files);
			files.fate = operation => (operation === `write ${journal}` ? new Crash() : 'done');
			await t.throwsAsync(importInto(dying, [said(1, 3), said(2, 3)]), {instanceOf: Crash});
			const left = files.afterPowerCut(loss);
			const {length} = bytesOf(await copy(), 'm1.jsonl');
			const store = await opened(left);
			t.is(store.history(1).messages.length, 2);
			await importInto(store, [said(5, 4)], {}, differently);
			const bytes = bytesOf(left, 'm1.jsonl').subarray(length).toString();
			t.notRegex(bytes, /word-3|\0/v);
			t.is(store.history(5).messages.length, 3);
			await stays(t, left, store);
		}
	}
});

test('another process that has the store open follows it, be it folded meanwhile or not', async t => {
	for (const isFolded of [false, true]) {
		const files = await copy();
		const [store, other] = [await opened(files), await opened(files)];
		await importInto(store, [said(1, 3), said(7, 1)]);
		if (isFolded) await fold(store);
		await importInto(store, [said(1, 4)]);
		await other.refresh();
		t.is(told(other, looked), told(store, looked));
		await importInto(other, [said(2, 3)]);
		await transfer(other, [1], bob);
		await store.refresh();
		await stays(t, files, store, other);
	}
});

test('another process to which a row is told that cannot be read stops, and tells nothing wrong', async t => {
	const files = await copy();
	const [store, other] = [await opened(files), await opened(files)];
	await transfer(store, [1], bob);
	await other.refresh();
	await importInto(store, [said(1, 3), said(2, 3)]);
	const bytes = Buffer.from(bytesOf(files, 'm1.jsonl'));
	bytes[bytes.lastIndexOf('word-3-of-1')] = 0x58;
	putBytes(files, 'm1.jsonl', bytes);
	for (const work of [async () => other.refresh(), async () => transfer(other, [5])])
		await t.throwsAsync(work, {instanceOf: StoreRefusal, message: /session 1 is damaged/v});
	t.like(other.session(1), {handler: bob, messages: 2});
	await fold(store);
	await other.refresh();
	t.like(other.session(1), {handler: bob, messages: 3});
	t.is(told(other, [2, 5, 6]), told(store, [2, 5, 6]));
});

test('a process that is still loading takes it in when the block is there', async t => {
	const files = await copy(twoBlocks);
	const store = await opened(files);
	const loading = await openStore(folder, processOn(files));
	t.true(loading.progress < 1);
	await importInto(store, [said(1, 3), said(blockSize + 1, 3)]);
	await transfer(store, [1], bob);
	await loading.refresh();
	t.is(told(loading, looked), told(store, looked));
});

test('the newest session is found first, whichever block it is in', async t => {
	const files = await copy(twoBlocks);
	const store = await opened(files);
	const {newest} = (JSON.parse(bytesOf(files, 'store.json').toString()) as Manifest).segments[1]!;
	await importInto(store, [incoming(1, [message({id: 3, at: newest + 1000})])]);
	const loading = await openStore(folder, processOn(files), each => each.session(1) !== undefined);
	t.is(loading.session(1)?.lastActiveAt, newest + 1000);
	t.true(loading.newestMissing <= newest);
	await loading.close();
});

test('acts and their undoing go on over it', async t => {
	const files = await copy();
	const store = await opened(files);
	await commit(store, facts => planMessageDeletion(facts, {session: 1, messages: [2]}));
	await commit(store, facts => planDeletion(facts, {sessions: [2]}));
	await transfer(store, [5], support);
	await importInto(store, [said(1, 3), said(2, 3), said(5, 3), said(7, 1)]);
	t.like(store.session(1), {messages: 2});
	t.deepEqual([...store.deletedMessages(1)], [2]);
	t.like(store.session(2), {deleted: true, messages: 3});
	t.like(store.session(5), {handler: support, transfers: 1});
	await transfer(store, [7], bob);
	for (let times = 0; times < 4; times++) await commit(store, facts => planUndo(facts, admin));
	t.like(store.session(2), {deleted: false});
	t.like(store.session(7), {handler: ann});
	await stays(t, files, store);
});

/** Every byte of every file. */
const allBytes = (files: SimulatedFileSystem): string =>
	namesIn(files)
		.map(name => bytesOf(files, name).toString())
		.join('\n');

for (const [title, prepare] of [
	['that is not folded', () => Promise.resolve()],
	['that is folded', fold],
] as const) {
	test(`a purge leaves no byte of one ${title}, nor of what was broken off`, async t => {
		const files = await copy();
		const store = await opened(files);
		const other = await opened(files);
		await importInto(store, [said(1, 3), said(2, 3), said(7, 1)]);
		await importInto(store, [said(1, 4), said(7, 2)]);
		await prepare(store);
		files.fate = operation => (operation === `write ${journal}` ? new StoreRefusal('full') : 'done');
		await t.throwsAsync(importInto(store, [said(1, 5), said(2, 5)]), {message: 'full'});
		files.fate = () => 'done';
		await commit(store, facts => planMessageDeletion(facts, {session: 2, messages: [3]}));
		await commit(store, facts => planPurge(facts, {sessions: [1, 7], erase: true}));
		await commit(store, facts => planPurge(facts, {sessions: [2], erase: false}));
		t.notRegex(allBytes(files), /word-\d-of-(1|7)"|word-3-of-2"|word-5|Of 1"|Customer 7/v);
		t.is(store.session(1), undefined);
		t.is(store.history(2).messages.length, 2);
		await stays(t, files, store, other);
		// What was purged does not come again, and what is new does.
		await importInto(store, [said(1, 4)]);
		t.is(store.session(1), undefined);
		await importInto(store, [said(1, 6)]);
		t.is(store.history(1).messages.length, 1);
		await stays(t, files, store, other);
		await commit(store, facts => planPurge(facts, {sessions: [1], erase: true}));
		t.notRegex(allBytes(files), /word-6-of-1"/v);
		await stays(t, files, store, other);
	});
}

test('what a purge by another moved is known with what was imported after it', async t => {
	for (const isFolded of [false, true]) {
		const files = await copy();
		const [store, other] = [await opened(files), await opened(files)];
		await commit(store, facts => planMessageDeletion(facts, {session: 1, messages: [2]}));
		await commit(store, facts => planPurge(facts, {sessions: [1], erase: false}));
		await importInto(store, [said(1, 3)]);
		if (isFolded) await fold(store);
		await other.refresh();
		t.is(told(other, looked), told(store, looked));
		await commit(other, facts => planPurge(facts, {sessions: [1], erase: true}));
		t.notRegex(allBytes(files), /word-3-of-1"|Customer 1"/v);
		await store.refresh();
		await stays(t, files, store, other);
	}
});

test('a search finds what is appended while it looks', async t => {
	const {files, store} = await withSessions(0);
	await importInto(store, [said(1, 1), said(2, 1)], {pbx: ablePbx, directory: office.toRecord()});
	await importInto(store, [said(3, 1)], {}, asSegments);
	const other = await opened(files);
	const found: string[] = [];
	for await (const hits of searchMessages(store, {words: ['word']})) {
		// The newest file was looked through already, and the older one was not.
		if (found.length === 0) {
			await importInto(other, [said(1, 2)]);
			await store.refresh();
		}

		for (const hit of hits) found.push(hit.message.text);
	}

	t.deepEqual(found.toSorted(), ['word-1-of-1', 'word-1-of-2', 'word-1-of-3', 'word-2-of-1']);
});

/** A store to whose journal somebody wrote a line that tells this row, with a digest that fits. */
const craftedWith = async (row: Readonly<Record<string, unknown>>): Promise<SimulatedFileSystem> => {
	const {files, store} = await withSessions(3);
	await importInto(store, [said(1, 3)]);
	await store.close();
	const reading = readJournal(files.open(path.join(folder, journal), 'read'), journalStart);
	const change: StoredChange = reading.entries.at(-1)!.change;
	const rows = [{...change.rows![0]!, ...row}] as unknown as readonly ToldRow[];
	const crafted: StoredChange = {...change, n: 3, rows};
	const {line} = journalLine(crafted, reading.end.digest);
	putBytes(files, journal, Buffer.concat([bytesOf(files, journal), Buffer.from(line)]));
	return files;
};

for (const row of [
	{file: '../m1.jsonl'},
	{file: 'm1.jsonl/../../x'},
	{file: 'store.json'},
	{offset: -1},
	{offset: 1.5},
	{length: 1e99},
	{block: 123_456},
	{id: '1'},
	{active: -1},
]) {
	test(`a line of the journal that tells ${JSON.stringify(row)} is none`, async t => {
		const store = await opened(await craftedWith(row));
		t.is(store.newestChange, 2);
		t.regex(store.readOnly ?? '', /change 3, .* is no change of a form that is known/v);
	});
}

for (const row of [
	{offset: 0},
	{offset: 7},
	{length: 0},
	{length: 0xff_ff_ff_ff},
	{id: 2},
	{file: 'm999.jsonl'},
	{block: 3},
	// The line is that of the session, but another change wrote it.
	{},
]) {
	test(`a row where ${JSON.stringify(row)} is not so is not taken`, async t => {
		const files = await craftedWith(row);
		const store = await openStore(folder, processOn(files));
		await t.throwsAsync(store.loaded, {
			instanceOf: StoreRefusal,
			message: /Run: chatlogs check|m999\.jsonl is missing/v,
		});
		t.is(store.session(2)?.messages ?? 2, 2);
		const {problems} = await checked(files);
		t.true(problems.length > 0);
		const {after} = await repaired(files);
		t.deepEqual(after.problems, []);
		const again = await opened(files);
		t.is(again.history(1).messages.at(-1)!.text, 'word-3-of-1');
	});
}

test('no row is put into a block that is full', async t => {
	const {store} = await withSessions(1);
	const [block] = store.table.blocks;
	const rows = Array.from({length: blockSize}, (_, index) => ({
		id: index + 2,
		block: 0,
		active: 0,
		file: 'm1.jsonl',
		offset: 0,
		length: 1,
	}));
	t.throws(() => withRoomFor(block!, rows), {
		instanceOf: StoreRefusal,
		message: /is of a block that is full/v,
	});
	t.is(withRoomFor(block!, rows.slice(1)).count, blockSize);
});

test('a line that is not of that session and that change keeps the store from being written, and is named', async t => {
	const files = await copy();
	const store = await opened(files);
	await importInto(store, [said(1, 3)]);
	await store.close();
	const bytes = Buffer.from(bytesOf(files, 'm1.jsonl'));
	bytes[bytes.lastIndexOf('word-3-of-1')] = 0x58;
	putBytes(files, 'm1.jsonl', bytes);
	const damaged = await openStore(folder, processOn(files));
	await t.throwsAsync(damaged.loaded, {instanceOf: StoreRefusal, message: /session 1 is damaged in m1/v});
	await t.throwsAsync(transfer(damaged, [2]), {instanceOf: StoreRefusal, message: /session 1 is damaged/v});
	const {problems} = await checked(files);
	t.deepEqual(
		problems.map(({file, what}) => [file, what]),
		[['m1.jsonl', 'its history is damaged']],
	);
});

const anyMessage = fc.record({
	id: fc.integer({min: 1, max: 9}),
	at: fc.integer({min: 1, max: 1000}),
	text: fc.constantFrom('a', 'b', ''),
	isCustomer: fc.boolean(),
});

const anySession = fc.record({
	id: fc.integer({min: 1, max: 8}),
	messages: fc.array(anyMessage, {maxLength: 3}),
	handler: fc.constantFrom(ann, bob, support),
	status: fc.constantFrom('open' as const, 'closed' as const),
});

const anyStep = fc.oneof(
	{weight: 3, arbitrary: fc.record({imported: fc.array(anySession, {minLength: 1, maxLength: 3})})},
	fc.record({moved: fc.integer({min: 1, max: 8})}),
	fc.record({deleted: fc.integer({min: 1, max: 8})}),
	fc.record({purged: fc.integer({min: 1, max: 8})}),
	fc.constant({isFolded: true}),
);

test('comes to the same rows as an import that writes segments', async t => {
	await fc.assert(
		fc.asyncProperty(fc.array(anyStep, {minLength: 1, maxLength: 8}), async steps => {
			const lives = await Promise.all(
				[{}, asSegments].map(async differently => {
					const {files, store} = await withSessions(4);
					return {files, store, differently};
				}),
			);
			for (const step of steps) {
				for (const {store, differently} of lives) {
					if ('imported' in step) {
						const sessions = step.imported.map(({id, messages, handler, status}) =>
							incoming(
								id,
								messages.map(({isCustomer, ...each}) =>
									message({...each, ...(isCustomer && {author: customer})}),
								),
								{handler, status},
							),
						);
						await importInto(store, sessions, {}, differently);
					} else if ('moved' in step)
						await transfer(
							store,
							[step.moved].filter(id => store.session(id)),
							support,
						);
					else if ('deleted' in step)
						await commit(store, facts => planDeletion(facts, {sessions: [step.deleted]}));
					else if ('purged' in step)
						await commit(store, facts => planPurge(facts, {sessions: [step.purged], erase: true}));
					else await fold(store);
				}
			}

			const rows = async ({files}: (typeof lives)[number]): Promise<string> => {
				const {problems} = await checked(files);
				t.deepEqual(problems, []);
				const {table} = await opened(files);
				const [block] = table.blocks;
				return JSON.stringify(
					Array.from({length: block!.count}, (_, slot) => {
						const row = rowIn(table, block!, slot);
						const {deletedMessages = [], touched = []} = row;
						// Where lines lie differs.
						return {
							...row,
							history: 0,
							superseded: 0,
							touched: touched.length,
							deletedMessages: [...deletedMessages],
						};
					}),
				);
			};

			t.is(await rows(lives[0]!), await rows(lives[1]!));
		}),
		{numRuns: trials(60)},
	);
});
