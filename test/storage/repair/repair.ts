import path from 'node:path';
import {crc32} from 'node:zlib';
import test from 'ava';
import {StoreRefusal} from '../../../source/domain/refusal.js';
import {planPurge} from '../../../source/domain/act/purge.js';
import {type Block, blockSize, findInBlock} from '../../../source/domain/table/block.js';
import {historyPositionAt, setHistoryPosition} from '../../../source/domain/table/rows.js';
import {policyDraft} from '../../../source/domain/keep/policy-drafts.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {withChecksum} from '../../../source/storage/checksum.js';
import {fold} from '../../../source/storage/fold.js';
import {segmentName} from '../../../source/storage/file-names.js';
import {type Manifest} from '../../../source/storage/manifest.js';
import {addHold} from '../../../source/storage/hold-acts.js';
import {
	alterIndex,
	alterManifest,
	bytesOf,
	checked,
	livedStore,
	namesIn,
	positionOf,
	polledStore,
	putBytes,
	repaired,
} from '../../helpers/damage.js';
import {message, office, support} from '../../helpers/office.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {oneIn} from '../../helpers/random.js';
import {SimulatedFileSystem} from '../../helpers/simulated-file-system.js';
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
} from '../../helpers/simulated-life.js';

const remove = (files: SimulatedFileSystem, name: string): void => files.remove(path.join(folder, name));

const replaceIn = (files: SimulatedFileSystem, name: string, from: string, to: string): void => {
	const text = bytesOf(files, name).toString('latin1');
	const at = text.indexOf(from);
	if (at === -1) throw new Error(`${name} has no ${from}`);
	putBytes(files, name, Buffer.from(text.slice(0, at) + to + text.slice(at + from.length), 'latin1'));
};

/** The same, with a checksum that fits. */
const falsify = (files: SimulatedFileSystem, from: string, to: string): void =>
	alterManifest(files, text => {
		if (!text.includes(from)) throw new Error(`store.json has no ${from}`);
		return text.replace(from, to);
	});

const segmentIn = (files: SimulatedFileSystem): string =>
	namesIn(files).find(name => name.startsWith('s0-'))!;

/** The same from where the history of that session lies. */
const replaceAtHistory = (files: SimulatedFileSystem, id: number, from: string, to: string): void => {
	const {file, offset} = positionOf(files, id);
	const text = bytesOf(files, file).toString('latin1');
	const at = text.indexOf(from, offset);
	if (at === -1) throw new Error(`${file} has no ${from} from session ${id} on`);
	putBytes(files, file, Buffer.from(text.slice(0, at) + to + text.slice(at + from.length), 'latin1'));
};

const ids = Array.from({length: 10}, (_, index) => index + 1);

/** A session behind whose history another one stands. */
const beforeAnother = (files: SimulatedFileSystem): number =>
	ids.find(id => {
		const {file, offset, length} = positionOf(files, id);
		return bytesOf(files, file)[offset + length + 1] === 0x7b;
	})!;

/** The rows the other way round. */
const reversed = (block: Block): Block =>
	Object.fromEntries(
		Object.entries(block).map(([name, column]) => [
			name,
			column instanceof Map
				? new Map(
						Array.from(column as Map<number, unknown>, ([slot, value]) => [block.count - 1 - slot, value]),
					)
				: typeof column === 'number' || name === 'historyFiles'
					? column
					: (column as readonly unknown[]).toReversed(),
		]),
	) as unknown as Block;

const tells = async (files: SimulatedFileSystem): Promise<string> => {
	const store = await opened(files);
	const text = JSON.stringify({...JSON.parse(told(store, ids)), n: 0, changes: []});
	await store.close();
	// A history that was written anew is kept as of the repair.
	return text.replaceAll(/"change":\d+/g, '"change":0');
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
	'a store.json with a flipped bit': {
		damage: files => replaceIn(files, 'store.json', '"generation":', '"generation":1'),
		file: 'store.json',
		what: /damaged/,
	},
	'a store.json that names a segment that is not there': {
		damage: files => falsify(files, '"generation":', '"generation":1'),
		file: /^(store\.json|s0-)/,
		what: /^(what it says about s0-\d+\.jsonl is wrong|it is missing or damaged)$/,
	},
	'a store.json that names a wrong number of folded changes': {
		damage: files => falsify(files, '"n":', '"n":1'),
		file: 'store.json',
		what: /a point that the journal does not have/,
	},
	'a store.json that forgets a segment': {
		damage: files => falsify(files, '"segments":[', '"segmentz":['),
		file: 'store.json',
		what: /damaged|parts/,
	},
	'a store.json that forgets its version': {
		damage: files => falsify(files, '"version":', '"virsion":'),
		file: 'store.json',
		what: /damaged/,
	},
	'a store.json that names another end of what is folded': {
		damage: files => falsify(files, '"digest":"', '"digest":"0'),
		file: 'store.json',
		what: /a point that the journal does not have/,
	},
	'other facts about the PBX': {
		damage: files => falsify(files, 'Head office', 'Head-office'),
		file: 'store.json',
		what: /differ from the journal/,
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
	'store.json missing and a segment that does not say what it is': {
		damage(files) {
			replaceIn(files, segmentIn(files), '{"segment"', '["segment"');
			remove(files, 'store.json');
		},
		file: 'store.json',
		what: /missing/,
	},
	'store.json missing and a segment that does not say how far it goes': {
		damage(files) {
			replaceIn(files, segmentIn(files), '"upTo"', '"opTo"');
			remove(files, 'store.json');
		},
		file: 'store.json',
		what: /missing/,
	},
	'a journal without its last change': {
		damage(files) {
			const text = bytesOf(files, journal).toString();
			putBytes(files, journal, text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
		},
		file: journal,
		what: /shorter than store\.json says/,
		losses: /^change \d+: its content is lost/,
	},
	'a journal without its last two changes': {
		damage(files) {
			const text = bytesOf(files, journal).toString();
			const before = text.lastIndexOf('\n', text.length - 2);
			putBytes(files, journal, text.slice(0, text.lastIndexOf('\n', before - 1) + 1));
		},
		file: journal,
		what: /shorter than store\.json says/,
		losses: /^change \d+: its content is lost/,
	},
	'a line between two changes that is none': {
		damage: files => replaceIn(files, journal, '}}\n', '}}\nnone\n'),
		file: journal,
		what: /is not a line of a journal/,
		losses: /^5 bytes of the journal that are no change/,
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
		losses: /^change 6: its content is lost/,
	},
	'a newline between two changes that is none, and what follows it': {
		damage: files => replaceIn(files, journal, '}}\n{"h":"', '}}x{"h":!'),
		file: journal,
		what: /digest differs/,
		losses: /^change \d+: its content is lost/,
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
		damage: files => replaceAtHistory(files, 8, 'Of 8', 'Of 9'),
		file: /^m/,
		what: /its history is damaged/,
		losses: /^session 8 has no history any more$/,
		isOtherwise: true,
	},
	'a history file that was cut off': {
		damage(files) {
			const {file, offset} = positionOf(files, 8);
			putBytes(files, file, bytesOf(files, file).subarray(0, offset + 99));
		},
		file: /^m/,
		what: /ends beyond the end of the file/,
		losses: /^session (8 has no history any more|\d has an earlier state of its history)$/,
		isOtherwise: true,
	},
	'a newline between two histories that is none': {
		damage: files => replaceAtHistory(files, beforeAnother(files), '}\n{', '} {'),
		file: /^m/,
		what: /does not stand on a line of its own/,
	},
	'a row that says something else than history and journal': {
		damage: files =>
			alterIndex(files, (block, table) => {
				block.handler[1] = table.handlers.numberOf(office.owners[0]!);
				return block;
			}),
		file: /^m/,
		what: /^the index does not agree with history and journal: handler$/,
	},
	'a row that points at the history of another session': {
		damage: files =>
			alterIndex(files, block => {
				setHistoryPosition(block, 0, historyPositionAt(block, findInBlock(block, 8)));
				return block;
			}),
		file: /^m/,
		what: /^its history is that of session 8$/,
	},
	'rows that are not in order': {
		damage: files => alterIndex(files, reversed),
		file: /^s0-/,
		what: /^session 8 is out of order$/,
	},
	'rows that two segments hold': {
		damage: files => alterIndex(files, block => block, 1),
		file: /^s1-/,
		what: /^session 1 is in another segment, too$/,
	},
	'a store.json that says something else of a segment': {
		damage: files => falsify(files, '"count":', '"count":1'),
		file: 'store.json',
		what: /^what it says about s0-\d+\.jsonl is wrong$/,
	},
	'a row that names a change that nobody knows, and a history that cannot be read': {
		damage(files) {
			alterIndex(files, block => {
				block.touched.set(findInBlock(block, 8), [5]);
				return block;
			});
			replaceAtHistory(files, 8, 'Of 8', 'Of 9');
		},
		file: /^m/,
		what: /its history is damaged/,
		losses: /^session 8 has no history any more$/,
		isOtherwise: true,
	},
	'a byte more at the beginning of a history file': {
		damage: files => replaceIn(files, positionOf(files, 8).file, '{"id":', ' {"id":'),
		file: /^m/,
		what: /its history/,
	},
	'a byte more inside a history': {
		damage: files => replaceAtHistory(files, 8, '"text":', '"text": '),
		file: /^m/,
		what: /its history/,
		losses: /^session \d+ has (no history any more|an earlier state of its history)$/,
		isOtherwise: true,
	},
	'a newline less between two histories': {
		damage: files => replaceAtHistory(files, beforeAnother(files), '}\n{', '}{'),
		file: /^m/,
		what: /its history/,
	},
	'a history file of purged sessions of which nothing is left': {
		damage: files => putBytes(files, positionOf(files, 3).file, ''),
		file: /^m/,
		what: /ends beyond the end of the file/,
	},
	'a missing history file': {
		damage: files => remove(files, positionOf(files, 5).file),
		file: /^m/,
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
		const found = namesIn(files).map(name => [name, Buffer.from(bytesOf(files, name))] as const);
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
		for (const [name, bytes] of found.filter(([each]) => [journal, damaged].includes(each))) {
			const isSame = namesIn(files).includes(name) && bytesOf(files, name).equals(bytes);
			t.true(isSame || bytesOf(files, path.join('backup-1', name)).equals(bytes), name);
		}

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
	replaceAtHistory(files, 8, 'Of 8', 'Of 9');
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

for (const [what, craft] of Object.entries({
	'another form': (line: string) =>
		JSON.stringify({...(JSON.parse(line) as object), messages: 'OTHER', crc: undefined}),
	'nesting without end': (line: string) =>
		`${line.replace('"channel":{', () => `"channel":{"OTHER":${'['.repeat(100_000)}${']'.repeat(100_000)},`).replace(/,"crc":\d+\}$/, '')}}`,
}))
	test(`a whole line with ${what} is no history, is kept and blanked, and one repair is enough`, async t => {
		const files = await livedStore();
		const name = namesIn(files).find(each => /^m\d/.test(each))!;
		const text = bytesOf(files, name).toString();
		const line = text.split('\n').find(each => each.startsWith('{'))!;
		putBytes(
			files,
			name,
			text.replace(line, () => withChecksum(craft(line))),
		);
		t.true(bytesOf(files, name).includes('OTHER'));
		const {after} = await repaired(files);
		t.deepEqual(after.problems, []);
		t.false(bytesOf(files, name).includes('OTHER'));
		const {change} = await repaired(files);
		t.is(change, undefined);
	});

test('an index file that does not say which one it is, with rows to come, is made anew', async t => {
	const files = await polledStore();
	const {segments} = JSON.parse(bytesOf(files, 'store.json').toString()) as Manifest;
	const name = segmentName(segments[0]!);
	replaceIn(files, name, '"generation"', '"generating"');
	const crc = crc32(bytesOf(files, name));
	alterManifest(files, text =>
		JSON.stringify({...(JSON.parse(text) as Manifest), segments: [{...segments[0]!, crc}]}),
	);
	const {before, after} = await repaired(files);
	t.like(before.problems, [{what: `what it says about ${name} is wrong`}]);
	t.deepEqual(after.problems, []);
});

test('holds and policies whose lines are lost keep their words', async t => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	await importInto(store, [incoming(1)]);
	await addHold(store, admin, {name: 'Case 1', filter: 'id:1..5'});
	const policy = {name: 'Old', filter: 'active:..365d', act: 'delete', zone: 'UTC'} as const;
	await store.commit(admin, () => policyDraft(store.policies, policy));
	await fold(store);
	const [holds, policies] = [store.holds, store.policies];
	await store.close();
	replaceIn(files, journal, '"kind":"hold"', '"kind":"bold"');
	replaceIn(files, journal, '"kind":"policy"', '"kind":"police"');
	const {after} = await repaired(files);
	t.deepEqual(after.problems, []);
	const {change} = await repaired(files);
	t.is(change, undefined);
	const again = await opened(files);
	t.deepEqual([again.holds, again.policies], [holds, policies]);
});

test('a repair tells again to where a store is fed and that it is read-only, should store.json be lost later', async t => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	await importInto(store, [incoming(1)]);
	const feed = 'postgres://db.example/chats';
	await store.commit(admin, () => ({kind: 'feed', feed}));
	await fold(store);
	await store.setReadOnly(admin, true);
	await store.close();
	replaceIn(files, journal, '"kind":"feed"', '"kind":"food"');
	const {after} = await repaired(files);
	t.deepEqual(after.problems, []);
	remove(files, 'store.json');
	const again = await opened(files);
	t.is(again.feed, feed);
	t.regex(again.readOnly!, /read-only/);
});

test('the repair is noted with the digest that was, and a lost change keeps number and position', async t => {
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

/** The files of a store with two segments, made once, and what it tells of some sessions. */
const large = (async () => {
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
	await store.close();
	return files;
})();

const someOf = async (files: SimulatedFileSystem): Promise<unknown> => {
	const store = await opened(files);
	const some = [1, 11, blockSize, blockSize + 1, blockSize + 300];
	const {sessions} = JSON.parse(told(store, some)) as {sessions: unknown};
	await store.close();
	return sessions;
};

for (const lost of oneIn(5, [['s0', 's1'], ['s0'], ['s1'], ['s0', 'store'], ['s1', 'store']])) {
	test(`sessions of lost files come again, with what was done to them: ${lost.join(' and ')}`, async t => {
		const whole = await large;
		const files = whole.afterPowerCut('nothing');
		for (const name of namesIn(files))
			if (lost.some(beginning => name.startsWith(beginning))) remove(files, name);
		const {leftOvers} = await checked(files);
		t.deepEqual(leftOvers, [], 'histories that a repair needs are not harmless');
		const {after, losses} = await repaired(files);
		t.deepEqual(after.problems, []);
		t.deepEqual(losses, []);
		t.is(after.sessions, blockSize + 300);
		t.deepEqual(await someOf(files), await someOf(whole.afterPowerCut('nothing')));
	});
}

test('of what a lost import brought the sessions are found in their histories', async t => {
	const files = await livedStore();
	const store = await opened(files);
	const expected = ids.map(id => [store.session(id)?.customer, store.session(id)?.messages]);
	await store.close();
	remove(files, 'store.json');
	remove(files, segmentIn(files));
	const text = bytesOf(files, journal).toString().replaceAll('"segments"', '"sigments"');
	putBytes(files, journal, text);
	const {after, losses} = await repaired(files);
	t.deepEqual(after.problems, []);
	t.deepEqual(
		losses.filter(loss => !/^change \d+: its content is lost/.test(loss)),
		[],
	);
	const again = await opened(files);
	t.deepEqual(
		ids.map(id => [again.session(id)?.customer, again.session(id)?.messages]),
		expected,
	);
});

test('without a journal nothing is guessed', async t => {
	const files = await livedStore();
	remove(files, journal);
	await t.throwsAsync(async () => checked(files), {instanceOf: StoreRefusal, message: /from a backup/});
	await t.throwsAsync(async () => repaired(files), {instanceOf: StoreRefusal, message: /from a backup/});
});

test('left-overs are named as such, are no problem, and gone after the next import', async t => {
	const files = await livedStore();
	putBytes(files, 'm99.jsonl', bytesOf(files, 'm2.jsonl'));
	putBytes(files, 's0-99.jsonl', bytesOf(files, segmentIn(files)));
	putBytes(files, 'store.json.new', '{');
	const {problems, leftOvers} = await checked(files);
	t.deepEqual(problems, []);
	t.deepEqual(leftOvers.toSorted(), ['m99.jsonl', 's0-99.jsonl', 'store.json.new']);
	const store = await opened(files);
	await importInto(store, [incoming(1)]);
	await store.close();
	t.deepEqual(
		leftOvers.filter(name => namesIn(files).includes(name)),
		[],
	);
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
	for (const [index, operation] of oneIn(9, [...uncut.operations.slice(first).entries()])) {
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

test('what is left of a purged session is blanked', async t => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	await importInto(store, [incoming(1), incoming(2)], {pbx: ablePbx, directory: office.toRecord()});
	const before = bytesOf(files, 'm1.jsonl');
	await commit(store, facts => planPurge(facts, {sessions: [1], erase: true}));
	await store.close();
	putBytes(files, 'm1.jsonl', before);
	const {problems} = await checked(files);
	t.deepEqual(
		problems.map(({file, what}) => [file, what]),
		[['m1.jsonl', 'parts of session 1 are left, although it was purged']],
	);
	const {after, losses} = await repaired(files);
	t.deepEqual(after.problems, []);
	t.deepEqual(losses, []);
	for (const name of namesIn(files)) t.false(bytesOf(files, name).includes('Of 1'), name);
	const again = await opened(files);
	t.is(again.history(2).messages.length, 2);
});

test('a purge takes of what a repair kept that which may be of its sessions', async t => {
	const files = await livedStore();
	const store = await opened(files);
	await importInto(
		store,
		[10, 11, 12].map(id => incoming(id)),
		{},
		asSegments,
	);
	await store.close();
	const name = namesIn(files).findLast(each => bytesOf(files, each).includes('Of 11'))!;
	replaceIn(files, name, 'Of 10', 'xx 10');
	replaceIn(files, name, 'Of 11', 'xx 11');
	await repaired(files);
	const kept = (): string => bytesOf(files, 'lost+found.jsonl').toString();
	t.is(kept().split('\n').length, 3);
	const again = await opened(files);
	await commit(again, facts => planPurge(facts, {sessions: [11], erase: true}));
	await again.close();
	t.deepEqual((JSON.parse(kept()) as {sessions: unknown}).sessions, [10]);
	t.is(files.stat(path.join(folder, 'backup-1')), undefined);
	const last = await opened(files);
	await commit(last, facts => planPurge(facts, {sessions: [10], erase: true}));
	await last.close();
	t.is(files.stat(path.join(folder, 'lost+found.jsonl')), undefined);
});

test('a store without changes comes again', async t => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	await store.close();
	remove(files, 'store.json');
	const {before, after, losses} = await repaired(files);
	t.is(before.problems[0]?.file, 'store.json');
	t.deepEqual(after.problems, []);
	t.deepEqual(losses, []);
});

test('a store of a newer version is left as it is', async t => {
	const files = await livedStore();
	falsify(files, '"version":2', '"version":9');
	const {length} = files.operations;
	await t.throwsAsync(async () => checked(files), {instanceOf: StoreRefusal, message: /newer chatlogs/});
	await t.throwsAsync(async () => repaired(files), {instanceOf: StoreRefusal, message: /newer chatlogs/});
	t.is(files.operations.length, length);
});

test('of sessions without index and histories, what was purged stays purged, and the others are named', async t => {
	const files = await livedStore();
	for (const name of namesIn(files)) if (/^[ms]\d/.test(name)) remove(files, name);
	const {after, losses} = await repaired(files);
	t.deepEqual(after.problems, []);
	t.deepEqual(
		losses,
		[1, 2, 5, 7].map(id => `session ${id} is known by its changes alone`),
	);
	const store = await opened(files);
	await importInto(store, [incoming(1), incoming(6), incoming(9, [message({id: 7})])]);
	t.is(store.session(1)?.messages, 2);
	t.is(store.session(6), undefined);
	t.is(store.session(9), undefined);
});

/** What a broken off import left, whose number another change has taken. */
const brokenOff = async (): Promise<SimulatedFileSystem> => {
	const files = await livedStore();
	const store = await opened(files);
	files.fate = operation => (operation === 'write changes.jsonl' ? new StoreRefusal('stopped') : 'done');
	const sessions = [incoming(1, [message({id: 4})]), incoming(20)];
	await importInto(store, sessions, {}, asSegments).catch((error: unknown) => {
		if (!(error instanceof StoreRefusal)) throw error;
	});
	files.fate = () => 'done';
	const left = files.afterKill();
	const next = await opened(left);
	await commit(next, facts => planTransfer(facts, {sessions: [8], to: support}));
	await next.close();
	return left;
};

test('what an import left that was broken off is not taken for the index', async t => {
	const files = await brokenOff();
	const expected = await tells(files);
	remove(files, 'store.json');
	const {after, losses} = await repaired(files);
	t.deepEqual(after.problems, []);
	t.deepEqual(losses, ['session 20 came from an import that was broken off']);
	t.is(await tells(files), expected);
});

test('what few sessions brought is kept where the line of the journal that tells them is lost', async t => {
	const files = await polledStore();
	replaceIn(files, journal, '"id":9,"block":0', '"id":9,"block":1');
	const {after, losses} = await repaired(files);
	t.deepEqual(after.problems, []);
	t.deepEqual(losses, ['change 9: its content is lost']);
	const store = await opened(files);
	t.is(store.session(9)?.messages, 2);
	t.is(store.history(3).messages.length, 4);
	t.like(store.session(3), {handler: support, messages: 3});
});

test('the newest of several files of a segment is taken', async t => {
	const files = await livedStore();
	const expected = await tells(files);
	const segment = segmentIn(files);
	putBytes(files, 's0-1.jsonl', 'an old one');
	remove(files, 'store.json');
	const {after, losses} = await repaired(files);
	t.not(segment, 's0-1.jsonl');
	t.deepEqual(after.problems, []);
	t.deepEqual(losses, []);
	t.is(await tells(files), expected);
});

for (const [title, isFinished] of [
	['that was the last change', true],
	['that is not finished', false],
] as const) {
	test(`a purge ${title} is not forgotten with store.json`, async t => {
		const files = await livedStore();
		const store = await opened(files);
		if (!isFinished)
			files.fate = operation => (operation.startsWith('write m') ? new StoreRefusal('stopped') : 'done');
		const purge = commit(store, facts => planPurge(facts, {sessions: [8], erase: true}));
		if (isFinished) await purge;
		else await t.throwsAsync(purge, {message: /not finished/});
		const left = files.afterKill();
		remove(left, 'store.json');
		const {after} = await repaired(left);
		t.deepEqual(after.problems, []);
		for (const name of namesIn(left)) t.false(bytesOf(left, name).includes('Of 8'), name);
		const again = await opened(left);
		t.is(again.session(8), undefined);
		t.is(again.session(1)?.customer.name, 'Customer 1');
	});
}

for (const [title, damage, what, loss] of [
	[
		'is altered',
		(line: Buffer) => line.write('x', 90),
		/its digest differs/,
		/^change \d+: its content is lost/,
	],
	[
		'is partly zeros',
		(line: Buffer) => line.fill(0, 90, 95),
		/bytes of a change that was cut off/,
		/^\d+ bytes of the journal/,
	],
] as const) {
	test(`a last change that is in no segment and ${title}`, async t => {
		const files = await livedStore();
		const expected = await tells(files);
		const store = await opened(files);
		await commit(store, facts => planTransfer(facts, {sessions: [8], to: support}));
		await store.close();
		const bytes = Buffer.from(bytesOf(files, journal));
		damage(bytes.subarray(bytes.lastIndexOf('\n', -2) + 1));
		putBytes(files, journal, bytes);
		const {before, after, losses} = await repaired(files);
		t.regex(before.problems[0]!.what, what);
		t.is(losses.length, 1);
		t.regex(losses[0]!, loss);
		t.deepEqual(after.problems, []);
		t.is(await tells(files), expected);
	});
}
