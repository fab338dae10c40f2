import test from 'ava';
import {applyFilter} from '../../source/state/filter-text.js';
import {type ListView} from '../../source/state/list-view.js';
import {noPreferences} from '../../source/state/preferences.js';
import {setCursor, settleList} from '../../source/state/settle.js';
import {initialState} from '../../source/state/state.js';
import {tableOf} from '../helpers/table.js';

const table = tableOf(Array.from({length: 9}, () => ({})));
const idAt = (row: number): number => table.idOf(row);

const viewOf = (rows: readonly number[], part: Partial<ListView> = {}): ListView =>
	({rows: Uint32Array.from(rows), counted: 1, sorted: 1, searched: 1, ...part}) as ListView;

const whole = viewOf([0, 1, 2, 3, 4, 5, 6, 7, 8]);
const start = settleList(initialState({columns: 80, rows: 24}, 0, noPreferences), whole, table);

test('a cursor on the first row stays there while matches come in before it, and until they are in order', t => {
	let state = applyFilter(start, 'a');
	for (const [view, first] of [
		[viewOf([], {counted: 0.1}), undefined],
		[viewOf([5], {counted: 0.5}), 5],
		[viewOf([2, 5], {sorted: 0.5}), 2],
		[viewOf([5, 2], {searched: 0.5}), 5],
		[viewOf([4, 5, 2]), 4],
		// Then it is that session which the cursor is on.
		[viewOf([1, 4, 5, 2]), 4],
	] as const) {
		state = settleList(state, view, table);
		t.is(state.list.cursor, first === undefined ? undefined : idAt(first));
	}

	t.is(state.list.index, 1);
});

test('somebody who moves while matches come in stays where they moved to', t => {
	const partial = viewOf([5, 6], {counted: 0.5});
	const filtered = settleList(applyFilter(start, 'a'), partial, table);
	const moved = setCursor(filtered, partial, table, 1);
	const settled = settleList(moved, viewOf([1, 5, 6]), table);
	t.is(settled.list.cursor, idAt(6));
	t.is(settled.list.index, 2);
});

test('a cursor that was moved waits for its session, and goes to the first row if that does not come', t => {
	const moved = setCursor(start, whole, table, 3);
	const partial = settleList(applyFilter(moved, 'a'), viewOf([5], {counted: 0.5}), table);
	t.is(settleList(partial, viewOf([5, 3]), table).list.cursor, idAt(3));
	t.is(settleList(partial, viewOf([5, 6]), table).list.cursor, idAt(5));
});
