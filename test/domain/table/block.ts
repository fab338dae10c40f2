import test from 'ava';
import {emptyBlock, findInBlock} from '../../../source/domain/table/block.js';
import {fc} from '../../helpers/random.js';

test('finds the slot of every id, and none that is not there', t => {
	fc.assert(
		fc.property(
			fc.uniqueArray(fc.integer({min: 1, max: 60})),
			fc.integer({min: 0, max: 61}),
			(ids, wanted) => {
				const block = emptyBlock(ids.length);
				block.id.set(ids.toSorted((a, b) => a - b));
				t.is(findInBlock(block, wanted), [...block.id].indexOf(wanted));
			},
		),
	);
});

test('ids above 32 bits are found', t => {
	const block = emptyBlock(2);
	block.id.set([2 ** 32 + 1, 2 ** 53 - 1]);
	t.is(findInBlock(block, 2 ** 53 - 1), 1);
	t.is(findInBlock(block, 1), -1);
});
