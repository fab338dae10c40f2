import test from 'ava';
import {sortedIndexes} from '../../../source/domain/find/packed-sort.js';
import {fc} from '../../helpers/random.js';

/** The same with a comparator. */
const indexes = (keys: readonly number[], descending: boolean): number[] => {
	const rank = (key: number): number => (Number.isNaN(key) ? Infinity : descending ? -key : key);
	return [...keys.keys()].toSorted(
		(a, b) => Number(rank(keys[a]!) > rank(keys[b]!)) - Number(rank(keys[a]!) < rank(keys[b]!)),
	);
};

const small = fc.constantFrom(0, 1, 2, 1000, Number.NaN);
/** Keys so far from each other that they cannot be packed together with their indexes. */
const large = fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER - 1, Number.NaN);

test('equal keys stay in order, and what is not a number comes last', t => {
	fc.assert(
		fc.property(
			fc.oneof(fc.array(small), fc.array(large, {minLength: 3})),
			fc.boolean(),
			(keys, descending) => {
				t.deepEqual([...sortedIndexes(Float64Array.from(keys), descending)], indexes(keys, descending));
			},
		),
	);
	const far = [1, Number.MAX_SAFE_INTEGER - 1, 0, Number.NaN, 1, 0];
	t.deepEqual([...sortedIndexes(Float64Array.from(far), false)], [2, 5, 0, 4, 1, 3]);
	t.deepEqual([...sortedIndexes(Float64Array.from(far), true)], [1, 0, 4, 2, 5, 3]);
});
