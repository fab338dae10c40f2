import test from 'ava';
import {parseFilter} from '../../source/domain/language/parse.js';
import {filterChips, fitChips} from '../../source/state/filter-chips.js';

const cases: readonly [filter: string, onlyMarked: boolean, chips: readonly string[]][] = [
	['', false, []],
	['', true, ['only marked']],
	['  maria   status:open ', false, ['maria', 'status:open']],
	['sort:-active status:open', false, ['status:open']],
	['sort:active', false, ['sort:active']],
	['customer:"李 雷",olga', true, ['only marked', 'customer:"李 雷",olga']],
	['"a\u202Eb"', false, ['"a<U+202E>b"']],
];

test('a chip for each thing that makes the list what it is', t => {
	for (const [filter, onlyMarked, chips] of cases)
		t.deepEqual(filterChips({filter, onlyMarked}, parseFilter(filter)), chips, filter);
});

const fitting: readonly [chips: readonly string[], room: number, shown: string][] = [
	[['aaa', 'bbb', 'ccc'], 11, 'aaa bbb ccc'],
	[['aaa', 'bbb', 'ccc'], 10, 'aaa bbb +1'],
	[['aaa', 'bbb', 'ccc'], 9, 'aaa +2'],
	[['aaaaaaaa', 'b'], 7, 'aaa… +1'],
	[['李李李', 'b'], 8, '李李李 b'],
	[['李李李', 'b'], 7, '李… +1'],
	[['aaaaaaaa'], 4, 'aaa…'],
	[['aaaaaaaa', 'b'], 2, ''],
];

test('as many chips as there is room for, and how many more there are', t => {
	for (const [chips, room, expected] of fitting) {
		const {shown, more, width} = fitChips(chips, room);
		t.is([...shown, more].filter(Boolean).join(' '), expected);
		t.true(width <= room);
	}
});
