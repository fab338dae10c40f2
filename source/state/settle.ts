import {type SessionTable} from '../domain/table/session-table.js';
import {type ListView} from './list-view.js';
import {clamp, scrollTo} from './scroll.js';
import {bodyOf, layoutOf} from './size.js';
import {type State} from './state.js';

/**
How many sessions fit; one row is for the headings. Behind a pane that takes the screen as many as without it, so that
the list comes back as it was left.
*/
export const listHeight = ({size, pane, isZoomed}: State, {rows}: ListView): number => {
	const {list} = layoutOf(size, {hasPane: pane !== undefined, isZoomed, matches: rows.length});
	return Math.max(1, (list ?? bodyOf(size)).rows - 1);
};

/** The index of a session in the list; -1 if it is not there. */
const indexOfSession = (table: SessionTable, rows: Uint32Array, id: number | undefined): number => {
	const row = id === undefined ? undefined : table.rowOf(id);
	return row === undefined ? -1 : rows.indexOf(row);
};

const isSettled = ({counted, searched, sorted}: ListView): boolean =>
	Math.min(counted, searched, sorted) === 1;

/** The cursor on the first row; rows may still come before it until the list is complete. */
const atFirst = (state: State, view: ListView, table: SessionTable): State => {
	const [first] = view.rows;
	const cursor = first === undefined ? undefined : table.idOf(first);
	const isFirst = !isSettled(view);
	return isFirst && cursor === state.list.cursor
		? state
		: {...state, list: {cursor, index: 0, top: 0, ...(isFirst && {isFirst})}};
};

/**
Fits cursor and window to what the list shows now: the cursor stays on its session, or goes to the nearest one left.
*/
export const settleList = (state: State, view: ListView, table: SessionTable): State => {
	const {list} = state;
	const {rows} = view;
	if (list.isFirst) return atFirst(state, view, table);
	// Usually nothing has moved, which saves searching the whole list.
	const isSame = rows[list.index] !== undefined && table.idOf(rows[list.index]!) === list.cursor;
	const found = isSame ? list.index : indexOfSession(table, rows, list.cursor);
	// Matching may still find it; until then the cursor is on no session.
	if (found === -1 && view.counted < 1 && list.cursor !== undefined)
		return list.index === list.top ? state : {...state, list: {...list, index: list.top}};
	const index = found === -1 ? clamp(list.index, 0, Math.max(0, rows.length - 1)) : found;
	const cursor = rows.length === 0 ? list.cursor : table.idOf(rows[index]!);
	const top = scrollTo(list.top, listHeight(state, view), index, index + 1, rows.length);
	return index === list.index && cursor === list.cursor && top === list.top
		? state
		: {...state, list: {cursor, index, top}};
};

/** Moves the cursor by so many rows, at most to the ends. */
export const moveCursor = (state: State, view: ListView, table: SessionTable, by: number): State =>
	setCursor(state, view, table, state.list.index + by);

export const setCursor = (state: State, {rows}: ListView, table: SessionTable, to: number): State => {
	if (rows.length === 0) return state;
	const index = clamp(to, 0, rows.length - 1);
	return {...state, list: {top: state.list.top, index, cursor: table.idOf(rows[index]!)}};
};

/** The rows from the start of the range to the cursor, in list order; empty if no range is being made. */
export const rangeRows = (state: State, {rows}: ListView, table: SessionTable): Uint32Array => {
	const from = indexOfSession(table, rows, state.rangeFrom);
	if (from === -1) return rows.subarray(0, 0);
	return rows.subarray(Math.min(from, state.list.index), Math.max(from, state.list.index) + 1);
};

/** The sessions in these rows. */
export const rangeIds = (state: State, view: ListView, table: SessionTable): number[] =>
	Array.from(rangeRows(state, view, table), row => table.idOf(row));
