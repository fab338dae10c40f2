import test from 'ava';
import {type Change} from '../../source/domain/change.js';
import {foldSyncs} from '../../source/domain/fold-syncs.js';

const sync = (n: number, at: number, more: Partial<Change> = {}) => ({
	change: {
		n,
		at,
		by: 'ann',
		kind: 'sync',
		import: {sources: [], added: n, changed: 1, unchanged: 0, kept: 0, trashed: 0, refused: 0},
		brought: {added: [n]},
		...more,
	} as unknown as Change,
	isTakenBack: false,
	hasRest: true,
	undone: new Set<number>(),
});

test('syncs in a row are one within a minute, and nothing else is', t => {
	const folded = foldSyncs([
		sync(7, 120),
		sync(6, 119),
		sync(5, 100),
		sync(4, 90, {kind: 'delete'}),
		sync(3, 80),
		sync(2, 70, {by: 'bob'}),
		sync(1, 59, {by: 'bob'}),
	]);
	const told = Array.from(folded, ({change: {n, kind, import: summary}, first}) => [
		n,
		first,
		kind,
		summary?.added,
	]);
	t.deepEqual(told, [
		[7, undefined, 'sync', 7],
		[6, 5, 'sync', 11],
		[4, undefined, 'delete', 4],
		[3, undefined, 'sync', 3],
		[2, undefined, 'sync', 2],
		[1, undefined, 'sync', 1],
	]);
	const [first] = foldSyncs([sync(6, 119), sync(5, 100)]);
	t.deepEqual(first!.change.brought, {added: [[5, 6]]} as never);
});
