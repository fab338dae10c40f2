import path from 'node:path';
import test from 'ava';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {blockSize} from '../../source/domain/table/block.js';
import {planTransfer} from '../../source/domain/transfer.js';
import {fold} from '../../source/storage/fold.js';
import {bytesOf, checked, livedStore, namesIn, putBytes, repaired} from '../helpers/damage.js';
import {office, support} from '../helpers/office.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {commit, folder, importInto, incoming, made, opened, told} from '../helpers/simulated-life.js';

const remove = (files: SimulatedFileSystem, name: string): void => files.remove(path.join(folder, name));

const replaceIn = (files: SimulatedFileSystem, name: string, from: string, to: string): void => {
	const text = bytesOf(files, name).toString('latin1');
	const at = text.indexOf(from);
	if (at === -1) throw new Error(`${name} has no ${from}`);
	putBytes(files, name, Buffer.from(text.slice(0, at) + to + text.slice(at + from.length), 'latin1'));
};

const segmentIn = (files: SimulatedFileSystem): string =>
	namesIn(files).find(name => name.startsWith('s0-'))!;

const ids = Array.from({length: 10}, (_, index) => index + 1);

const tells = async (files: SimulatedFileSystem): Promise<string> => {
	const store = await opened(files);
	const text = JSON.stringify({...JSON.parse(told(store, ids)), n: 0, changes: []});
	await store.close();
	return text;
};

interface Case {
	readonly damage: (files: SimulatedFileSystem) => void;
	readonly file: string | RegExp;
	readonly what: RegExp;
	/** What is lost by it; nothing, if it is left out. */
	readonly losses?: RegExp;
	/** Whether the sessions tell the same all the same. */
	readonly isOtherwise?: true;
}

const journal = 'changes.jsonl';

const cases: Readonly<Record<string, Case>> = {
	'a missing store.json': {
		damage: files => remove(files, 'store.json'),
		file: 'store.json',
		what: /missing/,
	},
	'a damaged store.json': {
		damage: files => putBytes(files, 'store.json', '{"format":'),
		file: 'store.json',
		what: /damaged/,
	},
	'a store.json that forgets a segment': {
		damage: files => replaceIn(files, 'store.json', '"segments":[', '"segmentz":['),
		file: 'store.json',
		what: /damaged|parts/,
	},
	'other facts about the PBX': {
		damage: files => replaceIn(files, 'store.json', 'Head office', 'Head-office'),
		file: 'store.json',
		what: /not what the journal says/,
	},
	'a missing segment': {
		damage: files => remove(files, segmentIn(files)),
		file: /^s0-/,
		what: /missing or damaged/,
	},
	'a damaged segment': {
		damage: files => replaceIn(files, segmentIn(files), 'Customer 1', 'Customer 7'),
		file: /^s0-/,
		what: /missing or damaged/,
	},
	'both store.json and the segment missing': {
		damage(files) {
			remove(files, segmentIn(files));
			remove(files, 'store.json');
		},
		file: 'store.json',
		what: /missing/,
	},
	'a line that was cut off while it was written': {
		damage: files =>
			putBytes(files, journal, Buffer.concat([bytesOf(files, journal), Buffer.from('{"h":"ab')])),
		file: journal,
		what: /8 bytes .* cut off/,
		losses: /^8 bytes of the journal/,
	},
	'a damaged change': {
		damage: files => replaceIn(files, journal, '"kind":"redo"', '"kind":"rebo"'),
		file: journal,
		what: /^change 6, at byte \d+ of the journal, does not follow/,
		losses: /^change 6: nobody can tell/,
	},
	'a newline between two changes that is none, and what follows it': {
		damage: files => replaceIn(files, journal, '}}\n{"h":"', '}}x{"h":!'),
		file: journal,
		what: /digest differs/,
		losses: /^change \d+: nobody can tell/,
		isOtherwise: true,
	},
	'a newline between two changes that is none': {
		damage: files => replaceIn(files, journal, '}\n{"h":"', '}x{"h":"'),
		file: journal,
		what: /digest differs/,
	},
	'a damaged digest': {
		damage(files) {
			const bytes = Buffer.from(bytesOf(files, journal));
			const at = bytes.indexOf('\n') + 10;
			bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
			putBytes(files, journal, bytes);
		},
		file: journal,
		what: /^change 2, .* digest differs/,
	},
	'a history that cannot be read': {
		damage: files => replaceIn(files, 'm2.jsonl', 'Of 8', 'Of 9'),
		file: 'm2.jsonl',
		what: /its history is damaged/,
		losses: /^session 8 has no history any more$/,
		isOtherwise: true,
	},
	'a missing history file': {
		damage: files => remove(files, 'm5.jsonl'),
		file: 'm5.jsonl',
		what: /the file of its history is missing/,
		losses: /^session 5 has no history any more$/,
		isOtherwise: true,
	},
};

for (const [title, {damage, file, what, losses, isOtherwise}] of Object.entries(cases)) {
	test(`${title}: named, put right, and nothing else is lost`, async t => {
		const files = await livedStore();
		const whole = await tells(files);
		damage(files);
		const names = namesIn(files);
		const before = await checked(files);
		const [problem] = before.problems;
		const damaged = problem?.file ?? '';
		if (typeof file === 'string') t.is(damaged, file);
		else t.regex(damaged, file);
		t.regex(problem?.what ?? '', what);
		t.is(problem?.remedy, 'chatlogs check --repair');
		const repair = await repaired(files);
		t.deepEqual(repair.after.problems, []);
		t.is(repair.change?.kind, 'repair');
		t.deepEqual(
			repair.losses.filter(loss => !losses?.test(loss)),
			[],
		);
		t.is(repair.losses.length > 0, losses !== undefined);
		if (!isOtherwise) t.is(await tells(files), whole);
		const kept = [journal, damaged].every(
			name => files.stat(path.join(folder, 'backup-1', name)) !== undefined,
		);
		t.true(kept || !names.includes(damaged));
		t.is(repair.backup, 'backup-1');
		const store = await opened(files);
		t.is(store.readOnly, undefined);
		const mustFit = store.session(1)!.handler.name === support.name ? office.owners[0]! : support;
		await commit(store, facts => planTransfer(facts, {sessions: [1], to: mustFit}));
		await fold(store);
		await store.close();
		const {problems} = await checked(files);
		t.deepEqual(problems, []);
		const again = await repaired(files);
		t.is(again.backup, undefined);
	});
}

test('a line that cannot be read is kept, and its session stays', async t => {
	const files = await livedStore();
	replaceIn(files, 'm2.jsonl', 'Of 8', 'Of 9');
	await repaired(files);
	const found = JSON.parse(bytesOf(files, 'lost+found.jsonl').toString()) as {
		sessions: number[];
		bytes: string;
	};
	t.deepEqual(found.sessions, [8]);
	t.regex(Buffer.from(found.bytes, 'base64').toString(), /Of 9/);
	t.false(bytesOf(files, 'm2.jsonl').toString().includes('Of 9'));
	const store = await opened(files);
	t.is(store.session(8)?.messages, 0);
	t.is(store.session(8)?.customer.name, 'Customer 8');
});

test('the repair is noted with the digest that was, and a lost change keeps number and place', async t => {
	const files = await livedStore();
	const {digest} = await checked(files);
	const size = bytesOf(files, journal).length;
	const lines = bytesOf(files, journal).toString().split('\n').length;
	replaceIn(files, journal, '"kind":"redo"', '"kind":"rebo"');
	const {before} = await repaired(files);
	const text = bytesOf(files, journal).toString();
	t.is(text.indexOf('"kind":"repair"') > size, true);
	t.is(text.split('\n').length, lines + 1);
	t.true(text.includes(before.digest));
	t.not(before.digest, digest);
	const store = await opened(files);
	t.is([...store.changes()].find(({n}) => n === 6)?.kind, 'lost');
});

test('sessions of several lost segments come again, with what was done to them', async t => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	const numbers = Array.from({length: blockSize + 300}, (_, index) => index + 1);
	await importInto(
		store,
		numbers.map(id => incoming(id)),
		{pbx: ablePbx, directory: office.toRecord()},
	);
	await commit(store, facts => planTransfer(facts, {sessions: numbers.slice(10), to: support}));
	await fold(store);
	const some = [1, 11, blockSize, blockSize + 1, blockSize + 300];
	const expected = JSON.parse(told(store, some)) as {sessions: unknown};
	await store.close();
	for (const name of namesIn(files)) if (name.startsWith('s')) remove(files, name);
	const {after, losses} = await repaired(files);
	t.deepEqual(after.problems, []);
	t.deepEqual(losses, []);
	t.is(after.sessions, numbers.length);
	t.deepEqual(
		(JSON.parse(told(await opened(files), some)) as {sessions: unknown}).sessions,
		expected.sessions,
	);
});

test('without a journal nothing is guessed', async t => {
	const files = await livedStore();
	remove(files, journal);
	await t.throwsAsync(async () => checked(files), {instanceOf: StoreRefusal, message: /from a backup/});
	await t.throwsAsync(async () => repaired(files), {instanceOf: StoreRefusal, message: /from a backup/});
});

test('left-overs are named as such, and are no problem', async t => {
	const files = await livedStore();
	putBytes(files, 'm99.jsonl', bytesOf(files, 'm2.jsonl'));
	putBytes(files, 's0-99.jsonl', bytesOf(files, segmentIn(files)));
	putBytes(files, 'store.json.new', '{');
	const {problems, leftOvers} = await checked(files);
	t.deepEqual(problems, []);
	t.deepEqual(leftOvers.toSorted(), ['m99.jsonl', 's0-99.jsonl', 'store.json.new']);
});

test('a repair that stops at any moment can be begun again', async t => {
	const whole = await livedStore();
	const expected = await tells(whole);
	const damaged = async (): Promise<SimulatedFileSystem> => {
		const files = await livedStore();
		remove(files, 'store.json');
		replaceIn(files, journal, '"kind":"redo"', '"kind":"rebo"');
		return files;
	};

	const uncut = await damaged();
	const first = uncut.operations.length;
	await repaired(uncut);
	for (const [index, operation] of uncut.operations.slice(first).entries()) {
		const files = await damaged();
		const start = files.operations.length;
		files.fate = (_, at) => (at < start + index ? 'done' : new StoreRefusal('stopped'));
		await t.throwsAsync(async () => repaired(files), {message: /stopped/}, `${index} ${operation}`);
		files.fate = () => 'done';
		const left = files.afterPowerCut('all');
		const {after} = await repaired(left);
		t.deepEqual(after.problems, [], `${index} ${operation}`);
		t.is(await tells(left), expected, `${index} ${operation}`);
	}
});
