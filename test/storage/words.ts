import path from 'node:path';
import test from 'ava';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {removeStore} from '../../source/storage/remove-store.js';
import {type Store} from '../../source/storage/store.js';
import {bytesOf, checked, problemsOf, putBytes, repaired} from '../helpers/damage.js';
import {support} from '../helpers/office.js';
import {Crash, losses, SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	admin,
	commit,
	folder,
	importInto,
	incoming,
	made,
	opened,
	processOn,
	withSessions,
} from '../helpers/simulated-life.js';
import {anyCharacter, fc, trials} from '../helpers/random.js';

const name = 'words.jsonl';

/** Words as people write them, that look like those of the file, too. */
const note = 'Ann left; see “{"h":"”\n{"h":"0","salt":"","text":""}';

const withNote = async (
	text = note,
): Promise<{readonly files: SimulatedFileSystem; readonly store: Store}> => {
	const given = await withSessions();
	await commit(given.store, facts => planTransfer(facts, {sessions: [1], to: support, note: text}));
	return given;
};

const closed = async (text?: string): Promise<SimulatedFileSystem> => {
	const {files, store} = await withNote(text);
	await store.close();
	return files;
};

/** That a second repair finds nothing to do. */
const repairChange = async (files: SimulatedFileSystem): Promise<unknown> => {
	const {change} = await repaired(files);
	return change;
};

const lossesOf = async (files: SimulatedFileSystem): Promise<readonly string[]> => {
	const {losses: lost} = await repaired(files);
	return lost;
};

const noteIn = async (files: SimulatedFileSystem, n = 2): Promise<string | undefined> => {
	const store = await opened(files);
	const found = [...store.changes()].find(change => change.n === n);
	await store.close();
	return found?.note;
};

const everything = (files: SimulatedFileSystem): string =>
	files
		.list(folder)
		.map(each => files.bytes(path.join(folder, each)).toString())
		.join('');

test('what people write is in no file but one, and comes back from there', async t => {
	const {files, store} = await withNote('Ann left');
	t.notRegex(bytesOf(files, 'changes.jsonl').toString(), /Ann left|"file"/);
	t.regex(bytesOf(files, name).toString(), /"text":"Ann left"/);
	const [change, first] = store.changes();
	t.is(change!.note, 'Ann left');
	t.is(store.changesOf(1)[0]!.note, 'Ann left');
	t.deepEqual(first!.import!.sources, [{name: 'file', digest: 'ab'}]);
	await store.close();
	t.is(await noteIn(files), 'Ann left');
});

test('any text comes back as it was', async t => {
	await fc.assert(
		fc.asyncProperty(fc.string({unit: anyCharacter}), async text => {
			const files = await closed(text);
			t.is(await noteIn(files), text);
			t.like(await checked(files), {problems: [], hasStrayWords: false});
		}),
		{numRuns: trials(20)},
	);
});

test('another process that has the store open reads them, too', async t => {
	const {files, store} = await withNote();
	const other = await opened(files);
	t.is([...other.changes()][0]!.note, note);
	await commit(store, facts => planTransfer(facts, {sessions: [2], to: support, note: 'later'}));
	await other.refresh();
	t.is([...other.changes()][0]!.note, 'later');
	await store.close();
	await other.close();
});

/** Alters the line of the note, and leaves that of the import's source. */
const damages: Readonly<Record<string, (lines: readonly string[]) => string>> = {
	'a text that is altered': ([first, second]) => `${first!}\n${second!.replace('left', 'lost')}\n`,
	'a salt that is altered': ([first, second]) =>
		`${first!}\n${second!.replace(/("salt":").{4}/, '$1abcd')}\n`,
	'a line that is missing': ([first]) => `${first!}\n`,
	'a line that is cut off': ([first, second]) => `${first!}\n${second!.slice(0, -5)}`,
	'a line that is no JSON': ([first, second]) => `${first!}\n${second!.replace('"salt"', 'salt')}\n`,
};

for (const [title, damage] of Object.entries(damages)) {
	test(`${title} is told, and a repair names what is lost`, async t => {
		const files = await closed();
		putBytes(files, name, damage(bytesOf(files, name).toString().trimEnd().split('\n')));
		t.is(await noteIn(files), '(damaged; run: chatlogs check)');
		const {problems} = await checked(files);
		t.deepEqual(
			problems.map(({file, what}) => [file, what]),
			[[name, 'the note of change 2 is missing or altered']],
		);
		const {losses: lost, after, change, backup} = await repaired(files);
		t.deepEqual(lost, ['the note of change 2']);
		t.deepEqual(after.problems, []);
		t.false(after.hasStrayWords);
		t.is(change?.wordsGone?.length, 1);
		t.true(files.list(path.join(folder, backup!)).includes(name));
		t.is(await noteIn(files), '(lost)');
		t.is(await repairChange(files), undefined);
	});
}

test('a file that is missing costs all words, and nothing else', async t => {
	const files = await closed();
	files.remove(path.join(folder, name));
	const problems = await problemsOf(files);
	t.is(problems.length, 2);
	const {losses: lost} = await repaired(files);
	t.deepEqual(lost, ['the name of a source of change 1', 'the note of change 2']);
	const store = await opened(files);
	t.is([...store.changes()].at(-1)!.import!.sources[0]!.name, '(lost)');
	t.is(store.session(1)?.handler.name, support.name);
	await commit(store, facts => planTransfer(facts, {sessions: [2], to: support, note: 'on'}));
	await store.close();
	t.is(await noteIn(files, 4), 'on');
	t.deepEqual(await problemsOf(files), []);
});

test('of a word of which only the digest is damaged nothing is lost', async t => {
	const files = await closed();
	const [first, second] = bytesOf(files, name).toString().trimEnd().split('\n');
	putBytes(files, name, `${first!}\n${second!.replace(/^(\{"h":").{4}/, '$1zzzz')}\n`);
	const problems = await problemsOf(files);
	t.is(problems.length, 1);
	t.deepEqual(await lossesOf(files), []);
	t.is(await noteIn(files), note);
});

test('what stands between two words does no harm, and a repair takes it away', async t => {
	const files = await closed();
	const text = bytesOf(files, name).toString();
	putBytes(files, name, text.replace('}\n', '}garbage'));
	t.is(await noteIn(files), note);
	t.like(await checked(files), {problems: [], hasStrayWords: true});
	t.is(await repairChange(files), undefined);
	t.is(bytesOf(files, name).toString(), text);
});

test('words of a change that was broken off are harmless, and gone after a repair', async t => {
	const {files, store} = await withNote();
	const before = bytesOf(files, name).toString();
	let isDead = false;
	files.fate = operation => ((isDead ||= operation === 'write changes.jsonl') ? new Crash() : 'done');
	await t.throwsAsync(
		commit(store, facts => planTransfer(facts, {sessions: [2], to: support, note: 'never'})),
	);
	const left = files.afterKill();
	t.true(bytesOf(left, name).includes('never'));
	t.like(await checked(left), {problems: [], hasStrayWords: true, changes: 2});
	await repaired(left);
	t.is(bytesOf(left, name).toString(), before);
});

test('words of a change that could not be written are taken back', async t => {
	const {files, store} = await withNote();
	const before = bytesOf(files, name).toString();
	for (const failing of ['write changes.jsonl', `write ${name}`, `sync ${name}`]) {
		files.fate = operation => (operation === failing ? new StoreRefusal('The disk is full.') : 'done');
		await t.throwsAsync(
			commit(store, facts => planTransfer(facts, {sessions: [2], to: support, note: 'never'})),
		);
		files.fate = () => 'done';
		t.is(bytesOf(files, name).toString(), before, failing);
	}

	await store.close();
	t.like(await checked(files), {problems: [], hasStrayWords: false, changes: 2});
});

const erase = async (files: SimulatedFileSystem, store: Store): Promise<void> => {
	const digest = /"words":\{"note":"([\da-f]{64})"/.exec(bytesOf(files, 'changes.jsonl').toString())![1]!;
	await store.commit(admin, () => ({kind: 'purge', wordsGone: [digest]}));
};

test('words that a change says are gone are in no file any more, and the journal still holds', async t => {
	const {files, store} = await withNote('Ann left');
	await erase(files, store);
	t.notRegex(everything(files), /Ann left/);
	t.is([...store.changes()][1]!.note, '(erased)');
	await store.close();
	t.is(await noteIn(files), '(erased)');
	t.like(await checked(files), {problems: [], hasStrayWords: false});
	t.is(await repairChange(files), undefined);
});

test('an erasure that stops at any moment goes on with the next writing', async t => {
	const usual = await withNote('Ann left');
	const from = usual.files.operations.length;
	await erase(usual.files, usual.store);
	for (let at = from; at < usual.files.operations.length; at++) {
		const {files, store} = await withNote('Ann left');
		files.fate = (operation, number) => (number < at ? 'done' : new Crash(operation));
		await t.throwsAsync(erase(files, store));
		for (const loss of losses) {
			const left = files.afterPowerCut(loss);
			const state = `${at} ${usual.files.operations[at]!}, lost: ${loss}`;
			const again = await opened(left);
			const isErased = again.newestChange === 3;
			await commit(again, facts => planTransfer(facts, {sessions: [3], to: support}));
			t.is(everything(left).includes('Ann left'), !isErased, state);
			await again.close();
			t.deepEqual(await problemsOf(left), [], state);
		}
	}
});

test('what should be gone and is not is told', async t => {
	const {files, store} = await withNote('Ann left');
	const before = bytesOf(files, name);
	await erase(files, store);
	await store.close();
	putBytes(files, name, before);
	const problems = await problemsOf(files);
	t.deepEqual(
		problems.map(({what}) => what),
		['the note of change 2 is still there, and should not be'],
	);
	t.deepEqual(await lossesOf(files), []);
	t.notRegex(bytesOf(files, name).toString(), /Ann left/);
});

test('a store whose first line is lost keeps its id', async t => {
	const {files, store} = await withNote();
	const {identity} = store;
	await store.close();
	const journal = bytesOf(files, 'changes.jsonl').toString();
	putBytes(files, 'changes.jsonl', `x${journal.slice(1)}`);
	await repaired(files);
	files.remove(path.join(folder, 'store.json'));
	const again = await opened(files);
	t.deepEqual(again.identity, identity);
	t.is(again.readOnly, undefined);
	await again.close();
});

test('a store that lost its id gets another, and keeps its kind and its words', async t => {
	const files = new SimulatedFileSystem();
	const first = await made(files);
	await first.commit(admin, () => ({kind: 'pbx', note: 'first'}));
	await importInto(first, [incoming(1)], {kind: 'archive'});
	await commit(first, () => ({draft: {kind: 'pbx', note}}));
	await first.close();
	const journal = bytesOf(files, 'changes.jsonl').toString();
	putBytes(files, 'changes.jsonl', `x${journal.slice(1)}`);
	files.remove(path.join(folder, 'store.json'));
	await repaired(files);
	const store = await opened(files);
	t.not(store.identity.id, first.identity.id);
	t.like(store.identity, {kind: 'archive'});
	t.is([...store.changes()].find(({n}) => n === 3)!.note, note);
	await store.close();
	t.like(await checked(files), {problems: [], hasStrayWords: false});
});

test('they go with the store', async t => {
	const files = await closed();
	await removeStore(folder, processOn(files));
	t.deepEqual(files.list(folder), ['lock']);
});
