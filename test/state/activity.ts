import test from 'ava';
import {type SessionTable} from '../../source/domain/table/session-table.js';
import {type Activity, ActivityCount, levelsOf} from '../../source/state/activity.js';
import {blockSize} from '../../source/domain/table/block.js';
import {tableOf} from '../helpers/table.js';
import {fc} from '../helpers/random.js';

const now = Date.UTC(2026, 10, 22, 10) / 1000;
const day = 86_400;

/** All rows whose number in the table is divisible by that number. */
const everyNth = (table: SessionTable, nth: number): Uint8Array =>
	Uint8Array.from({length: table.blocks.length * blockSize}, (_, row) =>
		Number(row % blockSize === 0 && (row / blockSize) % nth === 0),
	);

const countAll = (activity: ActivityCount): Activity => {
	while (!activity.isComplete) activity.step();
	return activity.activity;
};

const anyTimes = fc.array(fc.option(fc.integer({min: now - 3 * day, max: now}), {nil: undefined}), {
	minLength: 20,
	maxLength: 60,
});

test('counts every session that was found in the part of the time in which it was active', t => {
	fc.assert(
		fc.property(anyTimes, fc.integer({min: 1, max: 3}), (times, nth) => {
			// More blocks than are looked at at once.
			const table = tableOf(
				times.map(lastActiveAt => ({lastActiveAt})),
				1,
			);
			const hits = everyNth(table, nth);
			const activity = new ActivityCount(table);
			activity.look({rows: new Uint32Array(), hits});
			const {from, to, counts} = countAll(activity);
			const found = times.filter((time, index) => time !== undefined && index % nth === 0) as number[];
			const period = found.length > 0 ? [Math.min(...found), Math.max(...found) + 1] : [0, 0];
			t.deepEqual([from, to], period);
			const expected = counts.map(() => 0);
			for (const time of found.filter(each => each >= from && each < to))
				expected[Math.floor(((time - from) / (to - from)) * counts.length)]!++;
			t.deepEqual(counts, expected);
		}),
	);
});

test('shows what was counted last until all is counted anew, and counts the same only once', t => {
	const table = tableOf(
		Array.from({length: 40}, () => ({lastActiveAt: now})),
		1,
	);
	const found = {rows: new Uint32Array(), hits: everyNth(table, 1)};
	const activity = new ActivityCount(table);
	activity.look(found);
	const first = countAll(activity);
	t.is(first.counts[0], 40);
	activity.look(found);
	t.true(activity.isComplete);
	activity.look({rows: new Uint32Array(), hits: everyNth(table, 2)});
	activity.step();
	t.false(activity.isComplete);
	t.is(activity.activity, first);
	t.deepEqual([countAll(activity).from, activity.activity.counts[0]], [now, 20]);
});

const period = {from: now - day, to: now};

for (const [what, counts, cells, levels] of [
	['all are counted in one part', [9, 0, 0, 0], 4, undefined],
	['there is nothing', [0, 0, 0, 0], 4, undefined],
	['it would be flat', [3, 3, 3, 3], 4, undefined],
	['there is little beside much', [1, 800, 0, 400], 4, [1, 8, 0, 4]],
	['parts are taken together', [1, 3, 0, 2], 2, [8, 4]],
] as const) {
	test(`the levels that are drawn where ${what}`, t => {
		t.deepEqual(levelsOf({...period, counts}, cells, 8), levels);
	});
}
