import test, {type ExecutionContext} from 'ava';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {Refusal, StoreRefusal} from '../../source/domain/refusal.js';
import {blockSize} from '../../source/domain/table/block.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {fold} from '../../source/storage/fold.js';
import {importSessions} from '../../source/storage/import-sessions.js';
import {type Store} from '../../source/storage/store.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {ann, bob, message, office, support} from '../helpers/office.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	admin,
	asSegments,
	commit,
	folder,
	importInto,
	incoming,
	made,
	opened,
	told,
} from '../helpers/simulated-life.js';

const facts = {pbx: ablePbx, directory: office.toRecord()};

interface Given {
	readonly files: SimulatedFileSystem;
	readonly store: Store;
}

const withSessions = async (count = 3): Promise<Given> => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	await importInto(
		store,
		Array.from({length: count}, (_, index) => incoming(index + 1)),
		facts,
	);
	return {files, store};
};

const heldBy = (handler: typeof ann, id = 1): ReturnType<typeof incoming> =>
	incoming(id, undefined, {handler});

/** The same is there when the store is opened again. */
const stays = async (t: ExecutionContext, {files, store}: Given): Promise<void> => {
	t.is(told(await opened(files)), told(store));
	await fold(store);
	t.is(told(await opened(files)), told(store));
};

test('sessions come in with their histories and what is known of the PBX', async t => {
	const given = await withSessions();
	const {store} = given;
	t.like(store.session(2), {id: 2, handler: ann, messages: 2, customer: {name: 'Customer 2', number: '+12'}});
	t.deepEqual(
		store.history(2).messages.map(({text}) => text),
		['Hello', 'Of 2'],
	);
	t.deepEqual(store.pbx, ablePbx);
	t.deepEqual(store.directory.toRecord(), office.toRecord());
	const [change] = store.changes();
	t.like(change, {
		n: 1,
		kind: 'import',
		by: 'admin',
		import: {added: 3, changed: 0, unchanged: 0, kept: 0, trashed: 0, refused: 0},
	});
	t.notRegex(JSON.stringify(change), /Customer|Hello/v);
	await stays(t, given);
});

test('the same again changes nothing and commits nothing', async t => {
	const {files, store} = await withSessions();
	const before = told(store);
	const {length} = files.operations;
	const {change, summary} = await importInto(store, [incoming(1), incoming(2), incoming(3)], facts);
	t.is(change, undefined);
	t.like(summary, {added: 0, changed: 0, unchanged: 3, kept: 0});
	t.is(told(store), before);
	t.deepEqual(
		files.operations.slice(length).filter(operation => !operation.startsWith('sync')),
		[],
	);
});

test('a local transfer stays, and is counted, where the PBX says what it said before', async t => {
	const given = await withSessions();
	const {store} = given;
	await commit(store, known => planTransfer(known, {sessions: [1], to: support}));
	const {change, summary} = await importInto(store, [heldBy(ann)]);
	t.is(change, undefined);
	t.like(summary, {unchanged: 1, kept: 1});
	const second = await importInto(store, [incoming(1, [message({id: 3})])]);
	t.like(second.summary, {changed: 1, kept: 1});
	t.deepEqual(store.session(1)?.handler, support);
	await stays(t, given);
});

test('the PBX wins where it changed its mind, and the move is told', async t => {
	const given = await withSessions();
	const {store} = given;
	await commit(store, known => planTransfer(known, {sessions: [1, 2], to: support}));
	const {change, summary} = await importInto(store, [heldBy(bob), heldBy(ann, 2)]);
	t.like(summary, {changed: 1, kept: 1});
	t.deepEqual(change?.moves, [{from: support, to: bob, sessions: [1]}]);
	t.deepEqual(store.session(1)?.handler, bob);
	t.deepEqual(store.session(2)?.handler, support);
	t.deepEqual(
		store.changesOf(1).map(({n}) => n),
		[2, 3],
	);
	const again = await importInto(store, [heldBy(bob)]);
	t.like(again.summary, {changed: 0, kept: 0});
	await stays(t, given);
});

test('a transfer on the PBX is told of a session of which nothing else is', async t => {
	const given = await withSessions();
	const {change} = await importInto(given.store, [heldBy(bob)]);
	t.deepEqual(change?.moves, [{from: ann, to: bob, sessions: [1]}]);
	t.deepEqual(
		given.store.changesOf(1).map(({n}) => n),
		[2],
	);
	await stays(t, given);
});

test('what was deleted stays deleted, and new messages join it in the trash', async t => {
	const given = await withSessions();
	const {store} = given;
	await commit(store, known => planDeletion(known, {sessions: [1]}));
	await commit(store, known => planMessageDeletion(known, {session: 2, messages: [2]}));
	const {summary} = await importInto(store, [
		incoming(1, [message({id: 3}), message({id: 4})]),
		incoming(2, [message({id: 2, text: 'Of 2'}), message({id: 3})]),
	]);
	t.like(summary, {changed: 2, trashed: 2});
	t.like(store.session(1), {deleted: true, messages: 4});
	t.like(store.session(2), {deleted: false, messages: 2});
	t.deepEqual([...store.deletedMessages(2)], [2]);
	t.is(store.history(2).messages.length, 3);
	await stays(t, given);
});

const foreign = (id: number): ReturnType<typeof incoming> =>
	incoming(id, undefined, {customer: {name: '', number: '+4999'}});

test('a single session of another PBX is refused by its name', async t => {
	const given = await withSessions(150);
	const {summary, refused} = await importInto(given.store, [
		foreign(7),
		...Array.from({length: 120}, (_, index) => incoming(index + 8)),
		incoming(200),
	]);
	t.like(summary, {added: 1, unchanged: 120, refused: 1});
	t.is(refused[0]?.origin, 'file, session 7');
	t.regex(refused[0]!.reason, /^session 7 belongs to another PBX/v);
	t.is(given.store.session(7)?.customer.number, '+17');
	await stays(t, given);
});

test('an import of another PBX is refused as a whole, and no file of it is left', async t => {
	const {files, store} = await withSessions(50);
	const before = told(store);
	const names = files.list(folder);
	const added = Array.from({length: 5000}, (_, index) =>
		incoming(index + 1000, [message({id: 1, text: 'x'.repeat(400)})]),
	);
	const work = importInto(store, [
		...added,
		foreign(1),
		...Array.from({length: 40}, (_, index) => incoming(index + 2)),
	]);
	await t.throwsAsync(work, {
		instanceOf: Refusal,
		message: /^This import is of another PBX: 1 of its sessions/v,
	});
	t.is(told(store), before);
	t.deepEqual(files.list(folder), names);
	t.is(store.newestChange, 1);
});

test('what the reader could not use is in the report', async t => {
	const {store} = await withSessions();
	const refused = [{origin: 'line 3', reason: 'no session'}];
	const report = await importSessions(store, admin, {
		facts: {},
		sessions: [incoming(9), incoming(9), incoming(1), incoming(1)],
		sources: [],
		refused,
		note: 'weekly',
	});
	t.deepEqual(
		report.refused.map(({reason}) => reason),
		['no session', 'session 9 came twice in this import', 'session 1 came twice in this import'],
	);
	t.like(report.change, {note: 'weekly', import: {refused: 3}});
});

test('messages of a session that is not known are refused', async t => {
	const {store} = await withSessions();
	const {refused, change} = await importInto(store, [{...incoming(77), told: undefined}]);
	t.is(change, undefined);
	t.deepEqual(refused, [
		{origin: 'file, session 77', reason: 'session 77 is not known; import its session record first'},
	]);
});

test('facts alone are a change, too', async t => {
	const given = await withSessions();
	const {change} = await importInto(given.store, [], {pbx: {name: 'Head office'}});
	t.deepEqual(change?.pbx, {name: 'Head office'});
	t.deepEqual(given.store.pbx, {...ablePbx, name: 'Head office'});
	await stays(t, given);
});

test('the first change gives the store its id, the first import its kind', async t => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	t.deepEqual(store.identity, {});
	await store.commit(admin, () => ({kind: 'pbx', pbx: ablePbx}));
	const {id} = store.identity;
	t.regex(id!, /^[\da-f]{32}$/);
	await importInto(store, [incoming(1)]);
	await importInto(store, [incoming(2)]);
	t.deepEqual(store.identity, {id, kind: 'pbx'});
	t.deepEqual(
		[...store.changes()].map(change => change.store),
		[undefined, {kind: 'pbx'}, {id}],
	);
	await store.close();
	files.remove(`${folder}/store.json`);
	const again = await opened(files);
	t.deepEqual(again.identity, {id, kind: 'pbx'});
	const other = await made(new SimulatedFileSystem());
	await importInto(other, [incoming(1)]);
	t.not(other.identity.id, id);
});

test('chats of a PBX and of other systems do not mix', async t => {
	for (const [first, second] of [
		['pbx', 'archive'],
		['archive', 'pbx'],
	] as const) {
		const store = await made(new SimulatedFileSystem());
		await importInto(store, [incoming(1)], {kind: first});
		await t.throwsAsync(importInto(store, [incoming(2)], {kind: second}), {
			instanceOf: Refusal,
			message: /^This store holds chats of .*; the two are never mixed\./,
		});
		t.is(store.newestChange, 1);
		t.is(store.session(2), undefined);
		t.is(store.identity.kind, first);
	}
});

test('new sessions fill the last block, and begin others when it is full', async t => {
	const given = await withSessions(blockSize - 2);
	const {store} = given;
	await importInto(store, [incoming(blockSize - 1)]);
	t.deepEqual(
		store.table.blocks.map(block => block?.count),
		[blockSize - 1],
	);
	await importInto(store, [incoming(blockSize), incoming(blockSize + 1)]);
	t.deepEqual(
		store.table.blocks.map(block => block?.count),
		[blockSize - 1, 2],
	);
	await importInto(store, [incoming(blockSize + 2), incoming(1, [message({id: 3})])]);
	t.deepEqual(
		store.table.blocks.map(block => block?.count),
		[blockSize - 1, 3],
	);
	t.is(store.session(blockSize + 2)?.id, blockSize + 2);
	await stays(t, given);
});

test('how far it came is told from time to time', async t => {
	const {store} = await withSessions(1);
	const told: number[] = [];
	await importSessions(store, admin, {
		facts: {},
		sessions: Array.from({length: 450}, (_, index) => incoming(index + 2)),
		sources: [],
		refused: [],
		onProgress: sessions => told.push(sessions),
	});
	t.deepEqual(told, [200, 400]);
});

test('an import that is broken off leaves the store as it was, and the next removes its files', async t => {
	const {files, store} = await withSessions();
	const before = told(store);
	const names = files.list(folder);
	const breaking = function* (): Generator<ReturnType<typeof incoming>> {
		yield incoming(1, [message({id: 3, text: 'x'.repeat(2 ** 20)})]);
		throw new StoreRefusal('The file ends too early.');
	};

	await t.throwsAsync(importInto(store, breaking(), {}, asSegments), {message: 'The file ends too early.'});
	t.is(told(store), before);
	t.true(files.list(folder).length > names.length);
	files.put(`${folder}/notes.jsonl`, 'mine');
	files.put(`${folder}/s0-1.jsonl.bak`, 'mine');
	await importInto(store, [incoming(1)]);
	t.deepEqual(files.list(folder), [...names, 'notes.jsonl', 's0-1.jsonl.bak']);
	t.is(told(await opened(files)), before);
});

test('what an import replaced is removed, but for what is still needed', async t => {
	const {files, store} = await withSessions();
	await importInto(
		store,
		[1, 2, 3].map(id => incoming(id, [message({id: 5})])),
		{},
		asSegments,
	);
	await importInto(store, [incoming(1)]);
	t.deepEqual(
		files
			.list(folder)
			.filter(name => name.startsWith('s'))
			.toSorted(),
		['s0-2.jsonl', 'store.json'],
	);
	for (const id of [1, 2, 3]) t.is(store.history(id).messages.length, 3);
});
