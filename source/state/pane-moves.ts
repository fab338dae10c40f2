import {type Query, wordsInMessages} from '../domain/language/query.js';
import {hitFrom} from './pane-search.js';
import {type PaneItem, type PaneView, timeOf} from './pane-view.js';
import {clamp, scrollTo} from './scroll.js';
import {type Pane, type State} from './state.js';

const withPane = (state: State, change: Partial<Pane>): State =>
	state.pane ? {...state, pane: {...state.pane, ...change}} : state;

/** The state with the pane's cursor on an existing item, and scrolled so that the item is visible. */
export const settlePane = (state: State, view: PaneView): State => {
	const {pane} = state;
	if (pane === undefined) return state;
	const cursor = clamp(pane.cursor, 0, Math.max(0, view.items.length - 1));
	const {height} = view;
	const [from, to] = [view.starts[cursor] ?? 0, view.starts[cursor + 1] ?? 0];
	// An item taller than the window may be scrolled through freely.
	const isInside = to - from > height && pane.top >= from && pane.top + height <= to;
	const top = isInside ? pane.top : scrollTo(pane.top, height, from, to, view.lines.length);
	return cursor === pane.cursor && top === pane.top ? state : withPane(state, {cursor, top});
};

/** Moves to another item; scrolls through an item taller than the window first. */
export const movePane = (state: State, view: PaneView, by: number): State => {
	const {pane} = state;
	if (pane === undefined) return state;
	const {height} = view;
	const [from, to] = [view.starts[pane.cursor] ?? 0, view.starts[pane.cursor + 1] ?? 0];
	const isMoreBelow = by > 0 && pane.top + height < to && pane.top >= from;
	const isMoreAbove = by < 0 && pane.top > from && pane.top < to;
	if (Math.abs(by) === 1 && to - from > height && (isMoreBelow || isMoreAbove)) {
		const top = clamp(pane.top + by * Math.max(1, Math.floor(height / 2)), from, Math.max(from, to - height));
		return withPane(state, {top});
	}

	return withPane(state, {cursor: clamp(pane.cursor + by, 0, Math.max(0, view.items.length - 1))});
};

/** Scrolls by so many lines, and moves the cursor to the item at the edge. */
export const scrollPane = (state: State, view: PaneView, lines: number): State => {
	const {pane} = state;
	if (pane === undefined || view.lines.length === 0) return state;
	const {height} = view;
	const top = clamp(pane.top + lines, 0, Math.max(0, view.lines.length - height));
	const isAtEnd = top === pane.top;
	const line = isAtEnd ? (lines > 0 ? view.lines.length - 1 : 0) : lines > 0 ? top + height - 1 : top;
	return withPane(state, {top, cursor: view.lines[Math.min(line, view.lines.length - 1)]!.item});
};

/** Shows a session in a pane of that kind, scrolled to the newest message as in any chat. */
export const openPane = (state: State, kind: Pane['kind'], session: number, isMerged = false): State => ({
	...state,
	pane: {
		kind,
		session,
		cursor: Number.MAX_SAFE_INTEGER,
		top: Number.MAX_SAFE_INTEGER,
		isMerged,
		search: state.pane?.search ?? '',
		marks: state.pane?.session === session ? state.pane.marks : new Set(),
	},
	focus: 'pane',
	rangeFrom: undefined,
});

export const closePane = (state: State): State => ({
	...state,
	pane: undefined,
	isZoomed: false,
	focus: 'list',
});

/** Moves to an item; does nothing for -1. */
export const toItem = (state: State, item: number): State =>
	item < 0 ? state : withPane(state, {cursor: item});

/** Moves to an item of another view of the session: the same message, otherwise the newest item at that time. */
export const toSame = (state: State, {items}: PaneView, item: PaneItem): State => {
	const same = items.findIndex(
		other => other.kind === 'message' && item.kind === 'message' && other.message.id === item.message.id,
	);
	return toItem(state, same === -1 ? items.findLastIndex(other => timeOf(other) <= timeOf(item)) : same);
};

/** Shows what the filter found in the messages, by making its first words the pane's search. */
export const toFound = (state: State, view: PaneView, query: Query): State => {
	const [words] = wordsInMessages(query);
	return words === undefined || state.pane?.kind !== 'messages'
		? state
		: toItem(withPane(state, {search: words}), hitFrom(view, words, 0));
};

/** While the list has the focus, the pane beside it shows the session under its cursor. */
export const followCursor = (state: State): State => {
	const {pane, focus, list} = state;
	if (!pane || focus !== 'list' || list.cursor === undefined || list.cursor === pane.session) return state;
	return {...openPane(state, pane.kind, list.cursor, pane.isMerged), focus, rangeFrom: state.rangeFrom};
};
