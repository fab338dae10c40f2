import test from 'ava';
import {mergeSorted} from '../../../source/domain/find/merge-sorted.js';
import {fc, trials} from '../../helpers/random.js';

test('merged sources are what sorting all of them would give, the first source first', t => {
	const item = fc.integer({min: 0, max: 20});
	fc.assert(
		fc.property(fc.array(fc.array(item)), lists => {
			const sorted = lists.map(list => list.toSorted((a, b) => a - b));
			const merged = [...mergeSorted(sorted, (a, b) => a - b)];
			const expected = sorted
				.flatMap((list, from) => list.map(each => ({item: each, from})))
				.toSorted((a, b) => a.item - b.item || a.from - b.from);
			t.deepEqual(merged, expected);
		}),
		{numRuns: trials(200)},
	);
});

test('a source is read only as far as it is needed', t => {
	let read = 0;
	function* endless(): Generator<number> {
		for (;;) yield read++;
	}

	const first = mergeSorted([endless(), endless()], (a, b) => a - b).take(3);
	t.is([...first].length, 3);
	t.true(read <= 5);
});
