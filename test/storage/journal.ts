import test from 'ava';
import {type Change} from '../../source/domain/change.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {type OpenFile} from '../../source/storage/file-system.js';
import {
	holdsPoint,
	journalLine,
	journalParts,
	journalStart,
	readChangeAt,
	readJournal,
	writeChange,
} from '../../source/storage/journal.js';
import {readBackward} from '../../source/storage/read-backward.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {fc, trials} from '../helpers/random.js';

const change = (n: number, note = `Change ${n}: “ä”`): Change => ({
	n,
	at: 1_700_000_000 + n,
	by: 'ann',
	kind: 'pbx',
	note,
});

/** The lines of these changes, chained. */
const linesOf = (changes: readonly Change[]): string[] => {
	let previous = journalStart.digest;
	return changes.map(one => {
		const {line, digest} = journalLine(one, previous);
		previous = digest;
		return line;
	});
};

const fileOf = (content: string | Buffer): OpenFile => {
	const files = new SimulatedFileSystem();
	files.put('/changes.jsonl', content);
	return files.open('/changes.jsonl', 'write');
};

const changes = [1, 2, 3, 4, 5].map(n => change(n));
const lines = linesOf(changes);
const whole = Buffer.from(lines.join(''));

test('what was appended is read, in order and with its place', t => {
	const {entries, end, torn, damage} = readJournal(fileOf(whole), journalStart);
	t.deepEqual(
		entries.map(entry => entry.change),
		changes,
	);
	t.deepEqual(
		entries.map(entry => entry.position),
		lines.map((_, index) => Buffer.byteLength(lines.slice(0, index).join(''))),
	);
	t.like(end, {position: whole.length, n: 5});
	t.is(torn, 0);
	t.is(damage, undefined);
});

test('a change that could not be read again is not written', async t => {
	const file = fileOf('');
	const wrong = {...change(1), kind: 'hold', hold: {name: 'Case', times: [[1.5, null]]}} as const;
	await t.throwsAsync(writeChange(file, wrong, journalStart), {message: /no journal can hold/});
	t.is(file.size(), 0);
	await writeChange(file, change(1), journalStart);
	t.is(readJournal(file, journalStart).entries.length, 1);
});

test('reading goes on where it ended', t => {
	const start = readJournal(fileOf(lines.slice(0, 3).join('')), journalStart).end;
	const {entries, end} = readJournal(fileOf(whole), start);
	t.deepEqual(
		entries.map(entry => entry.change.n),
		[4, 5],
	);
	t.deepEqual(readJournal(fileOf(whole), end), {entries: [], end, torn: 0});
});

test('a line is chained to the one before it', t => {
	const [first, second] = linesOf([change(1), change(2)]);
	const [, other] = linesOf([change(1, 'another'), change(2)]);
	t.not(second, other);
	t.like(readJournal(fileOf(first! + other!), journalStart), {
		end: {n: 1},
		damage: `change 2, at byte ${Buffer.byteLength(first!)} of the journal, does not follow on the line before it: its digest differs`,
	});
});

test('numbers follow on each other', t => {
	const skipping = linesOf([change(1), change(3), change(4)]);
	t.like(readJournal(fileOf(skipping.join('')), journalStart), {
		end: {n: 1},
		damage: `change 2, at byte ${Buffer.byteLength(skipping[0]!)} of the journal, has number 3 where 2 was expected`,
	});
});

const lastThree = Buffer.byteLength(lines.slice(0, 2).join(''));
/** How many of the lines are whole in so many bytes. */
const wholeLines = (length: number): number =>
	lines.filter((_, index) => Buffer.byteLength(lines.slice(0, index + 1).join('')) <= length).length;

test('cut off at any byte, all whole lines before are read, and the rest is torn', t => {
	for (let length = lastThree; length <= whole.length; length++) {
		const {entries, end, torn, damage} = readJournal(fileOf(whole.subarray(0, length)), journalStart);
		const count = wholeLines(length);
		t.is(entries.length, count);
		t.is(end.position, Buffer.byteLength(lines.slice(0, count).join('')));
		t.is(torn, length - end.position);
		t.is(damage, undefined);
	}
});

test('with any bit altered it is damage from that line on, in the last line, too', t => {
	for (let position = lastThree; position < whole.length; position++) {
		for (let bit = 0; bit < 8; bit++) {
			const bytes = Buffer.from(whole);
			bytes[position]! ^= 1 << bit;
			const {entries, torn, damage} = readJournal(fileOf(bytes), journalStart);
			t.is(entries.length, wholeLines(position));
			t.true(torn > 0);
			t.regex(damage ?? 'none', /^change \d, at byte \d+ of the journal, /, `bit ${bit} of byte ${position}`);
		}
	}
});

test('a last line of which the disk never got a part is torn, and one behind it tells that it was whole', t => {
	const start = Buffer.byteLength(lines.slice(0, 4).join(''));
	for (const [from, to] of [
		[start, whole.length],
		[start, start + 1],
		[start + 100, start + 102],
		[whole.length - 1, whole.length],
	] as const) {
		const bytes = Buffer.from(whole).fill(0, from, to);
		t.like(readJournal(fileOf(bytes), journalStart), {
			end: {n: 4},
			torn: whole.length - start,
			damage: undefined,
		});
		const more = Buffer.concat([bytes, Buffer.from(lines[0]!.slice(0, 20))]);
		t.regex(readJournal(fileOf(more), journalStart).damage ?? 'none', /^change 5, /);
	}
});

test('a tail of zeros is torn', t => {
	const {end, torn, damage} = readJournal(fileOf(Buffer.concat([whole, Buffer.alloc(500)])), journalStart);
	t.like(end, {n: 5, position: whole.length});
	t.is(torn, 500);
	t.is(damage, undefined);
});

test('changes are read backward and one by one, however long their lines are', t => {
	const anyLength = fc.constantFrom(
		0,
		1,
		100,
		65_300,
		65_400,
		65_436,
		65_437,
		65_438,
		65_536,
		70_000,
		300_000,
	);
	fc.assert(
		fc.property(fc.array(anyLength, {minLength: 1, maxLength: 5}), lengths => {
			const long = lengths.map((length, index) => change(index + 1, 'x'.repeat(length)));
			const file = fileOf(linesOf(long).join(''));
			const {entries} = readJournal(file, journalStart);
			t.deepEqual([...readBackward(file, file.size())], entries.toReversed());
			t.deepEqual(
				entries.map(({position}) => readChangeAt(file, position)),
				long,
			);
			t.deepEqual([...readBackward(file, entries.at(-1)!.position)], entries.slice(0, -1).toReversed());
		}),
		{numRuns: trials(20)},
	);
});

test('no change is read where none begins, or one that cannot be read', t => {
	const altered = Buffer.from(whole);
	altered[80] = 0x7b;
	t.throws(() => readChangeAt(fileOf(altered), 0), {instanceOf: StoreRefusal});
	for (const position of [1, whole.length - 1, whole.length]) {
		t.throws(() => readChangeAt(fileOf(whole), position), {
			instanceOf: StoreRefusal,
			message: `The journal has no change at byte ${position}. Run: chatlogs check`,
		});
	}
});

test('a journal holds a point as long as the line before it is the same', t => {
	const {end} = readJournal(fileOf(whole), journalStart);
	t.true(holdsPoint(fileOf(''), journalStart));
	t.true(holdsPoint(fileOf(whole), end));
	t.true(holdsPoint(fileOf(Buffer.concat([whole, Buffer.from('more')])), end));
	t.false(holdsPoint(fileOf(whole.subarray(0, -1)), end));
	t.false(holdsPoint(fileOf(linesOf([...changes.slice(0, 4), change(5, 'Change 6: “ä”')]).join('')), end));
	t.false(
		holdsPoint(
			fileOf(
				linesOf([...changes.slice(0, 4), change(5, 'A longer one, so that no line ends there')]).join(''),
			),
			end,
		),
	);
});

test('a journal that is more than is read at once is read part by part, also a line that is', t => {
	const megabyte = 1024 * 1024;
	const lengths = [...Array.from({length: 20}, () => megabyte), 40 * megabyte, megabyte];
	const file = fileOf(
		linesOf(lengths.map((length, index) => change(index + 1, 'x'.repeat(length)))).join(''),
	);
	const parts = [...journalParts(file)];
	t.true(parts.length > 2);
	const {entries, end} = readJournal(file, journalStart);
	t.deepEqual(
		parts.flatMap(part => part.entries.map(({position}) => position)),
		entries.map(({position}) => position),
	);
	t.deepEqual(parts.at(-1)!.end, end);
	for (const {torn, damage} of parts) t.deepEqual([torn, damage], [0, undefined]);
});
