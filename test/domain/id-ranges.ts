import test from 'ava';
import {
	countIds,
	type IdRanges,
	idRanges,
	idsText,
	hasId,
	joinedRanges,
	withoutRanges,
} from '../../source/domain/id-ranges.js';
import {fc, trials} from '../helpers/random.js';

const idsIn = (ranges: IdRanges): readonly number[] =>
	ranges.flatMap(range =>
		typeof range === 'number'
			? [range]
			: Array.from({length: range[1] - range[0] + 1}, (_, index) => range[0] + index),
	);

test('hold the ids, each once and in order', t => {
	fc.assert(
		fc.property(fc.array(fc.integer({min: 1, max: 40})), ids => {
			const ranges = idRanges(ids);
			const expected = [...new Set(ids)].toSorted((a, b) => a - b);
			t.deepEqual([...idsIn(ranges)], expected);
			t.is(countIds(ranges), expected.length);
		}),
	);
});

test('are as few as can be', t => {
	t.deepEqual(idRanges([5, 3, 9, 4, 1]), [1, [3, 5], 9]);
	t.deepEqual(idRanges([]), []);
	const most = Number.MAX_SAFE_INTEGER;
	t.deepEqual(idRanges([most - 1, most]), [[most - 1, most]]);
	t.is(JSON.stringify(idRanges(Array.from({length: 100_000}, (_, index) => 7 + index))), '[[7,100006]]');
});

test('read as the filter language writes them', t => {
	t.is(idsText([1, [3, 5], 9]), '1 3..5 9');
});

const ids = fc.uniqueArray(fc.integer({min: 1, max: 60}));

test('ranges are joined, taken apart and asked as the ids in them are', t => {
	fc.assert(
		fc.property(ids, ids, (first, second) => {
			const [a, b] = [idRanges(first), idRanges(second)];
			t.deepEqual(joinedRanges(a, b), idRanges([...first, ...second]));
			t.deepEqual(withoutRanges(a, b), idRanges(first.filter(id => !second.includes(id))));
			for (let id = 0; id <= 61; id++) t.is(hasId(a, id), first.includes(id));
		}),
		{numRuns: trials(200)},
	);
});
