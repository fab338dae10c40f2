import test from 'ava';
import {nothingPulled, type PullNews, pulledAfter} from '../../source/domain/pulled.js';

const after = (...news: readonly PullNews[]) => news.reduce(pulledAfter, nothingPulled);

test('what was read adds up, and a mark that moved replaces the one before', t => {
	const news: readonly PullNews[] = [
		{lists: [[0, 5]], whole: [[1, 3]]},
		{
			lists: [
				[0, 9],
				[11, 7],
			],
			whole: [4],
			gone: [2],
		},
	];
	const expected = {
		lists: [
			[0, 9],
			[11, 7],
		],
		whole: [[1, 4]],
		partly: [],
		gone: [2],
	};
	t.deepEqual(after(...news), expected as never);
	t.deepEqual(after(...news, ...news), expected as never);
});

test('a list that was read to its end was not broken off', t => {
	const [upper, lower] = [
		{list: 11, top: 9, downTo: 5},
		{list: 11, top: 12, downTo: 3},
	];
	t.deepEqual(after({walks: [upper]}, {walks: [lower]}).walks, [lower]);
	t.deepEqual(after({walks: [upper, {...lower, list: 12}]}, {lists: [[11, 9]]}).walks, [
		{...lower, list: 12},
	]);
	t.is(after({walks: [upper]}, {walks: [lower], lists: [[11, 12]]}).walks, undefined);
});

test('a session that is read down again is whole, one that is there again is not gone', t => {
	t.deepEqual(after({whole: [[1, 3]], gone: [2]}, {partly: [[2, 40]]}, {whole: [2], back: [2]}), {
		...nothingPulled,
		whole: [[1, 3]],
	});
});
