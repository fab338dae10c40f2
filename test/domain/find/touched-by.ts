import test from 'ava';
import {type Change} from '../../../source/domain/change.js';
import {touchedBy} from '../../../source/domain/find/touched-by.js';

const changes: readonly Change[] = [
	{n: 3, at: 3, by: 'ann', kind: 'delete', deleted: [7, 8]},
	{n: 2, at: 2, by: 'ann', kind: 'pbx'},
	{n: 1, at: 1, by: 'ann', kind: 'import', brought: {added: [[5, 8]], closed: [9]}},
];

const ids = [4, 5, 7, 8, 9];

for (const [n, expected] of [
	[3, [7, 8]],
	[2, []],
	[1, [5, 7, 8, 9]],
	[4, undefined],
	[0, undefined],
] as const) {
	test(`the sessions that change ${n} touched`, t => {
		const isTouched = touchedBy(changes, [n]).get(n);
		t.deepEqual(isTouched && ids.filter(id => isTouched(id)), expected && [...expected]);
	});
}

test('reads no further than the oldest change that is asked for', t => {
	const read: number[] = [];
	const reading = function* (): Generator<Change> {
		for (const change of changes) {
			read.push(change.n);
			yield change;
		}
	};

	touchedBy(reading(), [3, 2]);
	t.deepEqual(read, [3, 2]);
});
