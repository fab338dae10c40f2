import test from 'ava';
import {idRanges, idsIn} from '../../source/domain/id-ranges.js';
import {afterLook, type Watching} from '../../source/domain/watching.js';
import {fc} from '../helpers/random.js';

const news = (): {readonly id: string; readonly at: number} => ({id: 'one', at: 7});

test('the first look only remembers, also with another filter', t => {
	const first = afterLook(undefined, {filter: 'a', matching: [1, 2]}, news);
	t.deepEqual(first, {filter: 'a', matching: [1, 2]});
	t.deepEqual(afterLook(first, {filter: 'b', matching: [3]}, news), {filter: 'b', matching: [3]});
});

test('what matches and did not at the last look began, each time anew', t => {
	const ids = fc.uniqueArray(fc.integer({min: 1, max: 40}));
	fc.assert(
		fc.property(fc.array(ids, {minLength: 2, maxLength: 6}), looks => {
			let watching: Watching | undefined;
			let last = new Set<number>();
			for (const [index, look] of looks.entries()) {
				watching = afterLook(watching, {filter: '', matching: idRanges(look)}, news);
				const began = index === 0 ? new Set<number>() : new Set(look).difference(last);
				t.deepEqual(
					[...idsIn(watching.due?.began ?? [])],
					[...began].toSorted((a, b) => a - b),
				);
				if (watching.due) t.like(watching.due, {id: 'one', at: 7, matching: look.length});
				last = new Set(look);
			}
		}),
	);
});
