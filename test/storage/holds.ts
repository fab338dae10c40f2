import test from 'ava';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {type ChangeKind, type Effects} from '../../source/domain/change.js';
import {Refusal} from '../../source/domain/refusal.js';
import {checkStore} from '../../source/storage/check/check-store.js';
import {fold} from '../../source/storage/fold.js';
import {addHold, releaseHold} from '../../source/storage/hold-acts.js';
import {readManifest} from '../../source/storage/manifest.js';
import {type Store} from '../../source/storage/store.js';
import {bob, message} from '../helpers/office.js';
import {
	admin,
	asSegments,
	commit,
	folder,
	importInto,
	incoming,
	made,
	opened,
	withSessions,
} from '../helpers/simulated-life.js';
import {Crash, losses, SimulatedFileSystem} from '../helpers/simulated-file-system.js';

const spam = (id: number, text = 'A refund please') =>
	incoming(id, [message({id: 1}), message({id: 2, text})]);

const held = (store: Store): readonly number[] =>
	Array.from({length: 30}, (_, id) => id).filter(id => store.holdOn(id) !== undefined);

const problems = async (files: SimulatedFileSystem): Promise<readonly unknown[]> => {
	const report = await checkStore({files, folder});
	return report.problems;
};

/** The effects by which something is lost, for session 1. */
const destroying: readonly Effects[] = [
	{deleted: [1]},
	{messagesDeleted: [{session: 1, ids: [1], messages: 1, failed: 0, files: 0}]},
	{purged: [{from: bob, sessions: [1], messages: 2}]},
	{messagesPurged: [{session: 1, ids: [1]}]},
];

/** Every kind, so that a new one is asked as well. */
const kinds: Readonly<Record<ChangeKind, true>> = {
	transfer: true,
	close: true,
	archive: true,
	unarchive: true,
	delete: true,
	'delete-messages': true,
	restore: true,
	undo: true,
	redo: true,
	import: true,
	sync: true,
	connect: true,
	purge: true,
	pbx: true,
	platform: true,
	delivery: true,
	hold: true,
	release: true,
	policy: true,
	'policy-simulated': true,
	'policy-run': true,
	'policy-removed': true,
	erasing: true,
	erased: true,
	deferred: true,
	export: true,
	'read-only': true,
	feed: true,
	tidy: true,
	repair: true,
	lost: true,
};

test('no kind of change takes anything from a session that is held, whoever planned it', async t => {
	const {store} = await withSessions();
	await addHold(store, admin, {name: 'Case 1', sessions: [1]});
	const n = store.newestChange;
	for (const kind of Object.keys(kinds) as readonly ChangeKind[])
		for (const effects of destroying)
			await t.throwsAsync(
				store.commit(admin, () => ({kind, ...effects})),
				{instanceOf: Refusal, message: /^Nothing was changed: session 1 is held by “Case 1”/},
				`${kind} ${Object.keys(effects)[0]!}`,
			);
	t.is(store.newestChange, n);
	await commit(store, facts => planDeletion(facts, {sessions: [1, 2]}));
	t.is(store.session(1)!.deleted, false);
	t.is(store.session(2)!.deleted, true);
});

test('a hold is known again, with its words, after a fold and in another process', async t => {
	const {files, store} = await withSessions();
	await addHold(store, admin, {name: 'Case 1', sessions: [1, 2, 3], note: 'letter of 12 May'});
	await addHold(store, admin, {name: 'Case 2', filter: 'channel:whatsapp id:3..'});
	t.regex(files.bytes(`${folder}/changes.jsonl`).toString(), /"kind":"hold"/);
	t.notRegex(files.bytes(`${folder}/changes.jsonl`).toString(), /Case|letter|whatsapp id/);
	const told = store.holds.map(({name, note, filter, sessions, by}) => ({name, note, filter, sessions, by}));
	t.deepEqual(told, [
		{name: 'Case 1', note: 'letter of 12 May', filter: undefined, sessions: [[1, 3]], by: 'admin'},
		{name: 'Case 2', note: undefined, filter: 'channel:whatsapp id:3..', sessions: [3], by: 'admin'},
	]);
	const isKnownElsewhere = async (): Promise<void> => {
		const other = await opened(files);
		t.deepEqual(other.holds, store.holds);
	};

	await isKnownElsewhere();
	await fold(store);
	await isKnownElsewhere();
	t.deepEqual(await problems(files), []);
	files.remove(`${folder}/store.json`);
	await isKnownElsewhere();
});

test('older programs refuse a store in which there ever was a hold', async t => {
	const {files, store} = await withSessions();
	await fold(store);
	t.is(readManifest(files, folder).version, 2);
	await addHold(store, admin, {name: 'Case 1', sessions: [1]});
	await releaseHold(store, admin, 'case  1');
	await fold(store);
	t.is(readManifest(files, folder).version, 3);
	await opened(files);
});

test('names are told apart as words are compared', async t => {
	const {store} = await withSessions();
	await addHold(store, admin, {name: 'Case 1', sessions: [1]});
	await t.throwsAsync(addHold(store, admin, {name: ' CASE 1', sessions: [2]}), {message: /already/});
	await t.throwsAsync(releaseHold(store, admin, 'Case 2'), {message: /There is no hold “Case 2”/});
});

for (const [how, options] of [
	['told in the journal', {}],
	['written as segments', asSegments],
] as const)
	test(`a filter holds what comes later, ${how}, also in the trash and by words in messages`, async t => {
		const {files, store} = await withSessions(0);
		await importInto(store, [spam(1), spam(2), incoming(3), spam(4)], {}, options);
		await commit(store, facts => planDeletion(facts, {sessions: [2]}));
		await commit(store, facts => planMessageDeletion(facts, {session: 4, messages: [2]}));
		await addHold(store, admin, {name: 'Refunds', filter: 'text:"refund please"'});
		t.deepEqual(held(store), [1, 2, 4]);
		await importInto(store, [spam(5), incoming(6)], {}, options);
		t.deepEqual(held(store), [1, 2, 4, 5]);
		await importInto(store, [incoming(3, [message({id: 9, text: 'REFUND  please!'})])], {}, options);
		t.deepEqual(held(store), [1, 2, 3, 4, 5]);
		t.deepEqual(held(await opened(files)), [1, 2, 3, 4, 5]);
		await releaseHold(store, admin, 'Refunds');
		await importInto(store, [spam(7)], {}, options);
		t.deepEqual(held(store), []);
		await commit(store, facts => planDeletion(facts, {sessions: [1]}));
		t.true(store.session(1)!.deleted);
	});

test('what is held stays so when its fields change', async t => {
	const {store} = await withSessions();
	await addHold(store, admin, {name: 'Ids', filter: 'active:..2023-11-14 customer:"Customer 1"'});
	const before = held(store);
	await importInto(store, [incoming(1, [message({id: 9, at: 1_900_000_000})])]);
	t.deepEqual(before, [1]);
	t.deepEqual(held(store), [1]);
});

test('the hold takes in what came before its process could say so', async t => {
	const {files, store} = await withSessions();
	await addHold(store, admin, {name: 'Refunds', filter: 'text:refund'});
	const failing = files.operations.length;
	let writes = 0;
	// The import's line is written; nothing after it is.
	files.fate = (operation, number) =>
		number >= failing && operation.includes('changes.jsonl') && operation.startsWith('write') && ++writes > 1
			? new Crash(operation)
			: 'done';
	await t.throwsAsync(importInto(store, [spam(7)]));
	files.fate = () => 'done';
	const next = await opened(files.afterPowerCut('nothing'));
	t.deepEqual(held(next), []);
	await t.throwsAsync(
		next.commit(admin, () => ({kind: 'delete', deleted: [7]})),
		{message: /session 7 is held by “Refunds”/},
	);
	t.deepEqual(held(next), [7]);
});

test('an import that alters a message of a held session leaves it as it was, and says so', async t => {
	const {store} = await withSessions();
	await addHold(store, admin, {name: 'Case 1', sessions: [1]});
	const other = [message({id: 2, text: 'Never said'}), message({id: 5})];
	const {refused} = await importInto(store, [incoming(1, other), incoming(2, other)]);
	const textOf = (id: number) => store.history(id).messages.find(each => each.id === 2)?.text;
	t.deepEqual([textOf(1), textOf(2)], ['Of 1', 'Never said']);
	t.is(store.history(1).messages.length, 3);
	t.deepEqual(
		refused.map(({reason}) => reason),
		['message 2 of session 1, which is under a hold, came with other words; it stays as it was'],
	);
});

test('a power cut at any moment leaves nothing that matches outside its hold', async t => {
	const live = async (files: SimulatedFileSystem, onHold: () => void): Promise<void> => {
		const store = await made(files);
		await importInto(store, [spam(1), incoming(2)]);
		await addHold(store, admin, {name: 'Refunds', filter: 'text:refund'});
		onHold();
		await importInto(store, [spam(3)]);
		await importInto(store, [spam(4), incoming(5)], {}, asSegments);
		await fold(store);
		await commit(store, facts => planPurge(facts, {sessions: [1, 2, 5], erase: true}));
		await importInto(store, [spam(6)]);
	};

	const whole = SimulatedFileSystem.with();
	await live(whole, () => undefined);
	let states = 0;
	// Different losses often leave the same.
	const seen = new Set<string>();
	for (const at of whole.operations.keys()) {
		const files = SimulatedFileSystem.with();
		let begun = 0;
		files.fate = (operation, number) => (number < at ? 'done' : new Crash(operation));
		await t.throwsAsync(
			live(files, () => {
				begun++;
			}),
		);
		if (begun === 0) continue;
		for (const loss of losses) {
			states++;
			const left = files.afterPowerCut(loss);
			if (seen.has(left.fingerprint)) continue;
			seen.add(left.fingerprint);
			const store = await opened(left);
			await store.write(() => Promise.resolve());
			const there = [1, 3, 4, 6].filter(id => store.session(id) !== undefined);
			t.deepEqual(held(store), there, `${at}, lost: ${loss}`);
			t.true(there.includes(1));
			t.deepEqual(await problems(left), []);
			await store.close();
		}
	}

	t.true(states > 50);
});

test('a filter is applied only once to what came', async t => {
	const {files, store} = await withSessions();
	await addHold(store, admin, {name: 'Refunds', filter: 'text:refund'});
	await importInto(store, [spam(4), incoming(5)], {}, asSegments);
	await fold(store);
	const reads = (): number => files.operations.length;
	const next = await opened(files);
	const before = reads();
	await next.write(() => Promise.resolve());
	t.is(reads(), before);
});

test('a message that cannot be read because it is damaged is held, since it may have the words', async t => {
	const {files, store} = await withSessions(0);
	await importInto(store, [spam(1, 'Ünïcode refund'), spam(2, 'A parcel')], {}, asSegments);
	const line = store.history(2).messages[1]!.text;
	const name = files.list(folder).find(each => /^m\d/.test(each))!;
	const bytes = files.bytes(`${folder}/${name}`);
	const file = files.open(`${folder}/${name}`, 'write');
	file.write(Buffer.from('#'), bytes.indexOf(line));
	file.close();
	const other = await opened(files);
	await addHold(other, admin, {name: 'Refunds', filter: 'text:unicode'});
	t.deepEqual(held(other), [1, 2]);
});
