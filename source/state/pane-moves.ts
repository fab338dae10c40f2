import {type Query, wordsInMessages} from '../domain/language/query.js';
import {hitFrom} from './pane-search.js';
import {
	earlierSpot,
	endSpot,
	firstSpot,
	isSameSpot,
	laterSpot,
	movedSpot,
	type PaneSpot,
} from './pane-spot.js';
import {type PaneItem, type PaneView, timeOf} from './pane-view.js';
import {clamp} from './scroll.js';
import {type Pane, type State} from './state.js';

const withPane = (state: State, change: Partial<Pane>): State =>
	state.pane ? {...state, pane: {...state.pane, ...change}} : state;

/** The top of the pane that shows the item, scrolling as little as possible. */
const topFor = (view: PaneView, top: PaneSpot, item: number): PaneSpot => {
	const {height, linesOf} = view;
	const size = linesOf(item).length;
	// An item taller than the window may be scrolled through freely.
	if (size > height && top.item === item && top.line + height <= size) return top;
	const from = movedSpot(view, {item, line: 0}, 0);
	const lowest = movedSpot(view, endSpot(view), -height);
	const shown =
		size > height ? from : earlierSpot(from, laterSpot(top, movedSpot(view, {item, line: size}, -height)));
	return earlierSpot(movedSpot(view, shown, 0), lowest);
};

/** The state with the pane's cursor on an existing item, and scrolled so that the item is visible. */
export const settlePane = (state: State, view: PaneView): State => {
	const {pane} = state;
	if (pane === undefined) return state;
	const cursor = clamp(pane.cursor, 0, Math.max(0, view.items.length - 1));
	const top = topFor(view, pane.top, cursor);
	return cursor === pane.cursor && isSameSpot(top, pane.top) ? state : withPane(state, {cursor, top});
};

/** Moves to another item; scrolls through an item taller than the window first. */
export const movePane = (state: State, view: PaneView, by: number): State => {
	const {pane} = state;
	if (pane === undefined) return state;
	const {cursor, top} = pane;
	const {height, linesOf} = view;
	const last = linesOf(cursor).length - height;
	const isMore = top.item === cursor && (by > 0 ? top.line < last : top.line > 0);
	if (Math.abs(by) === 1 && last > 0 && isMore) {
		const line = clamp(top.line + by * Math.max(1, Math.floor(height / 2)), 0, last);
		return withPane(state, {top: {item: cursor, line}});
	}

	return withPane(state, {cursor: clamp(cursor + by, 0, Math.max(0, view.items.length - 1))});
};

/** Scrolls by so many lines, and moves the cursor to the item at the edge. */
export const scrollPane = (state: State, view: PaneView, lines: number): State => {
	const {pane} = state;
	const [first, end] = [firstSpot(view), endSpot(view)];
	if (pane === undefined || isSameSpot(first, end)) return state;
	const lowest = movedSpot(view, end, -view.height);
	const top = earlierSpot(movedSpot(view, pane.top, lines), lowest);
	const last = movedSpot(view, end, -1);
	const isAtEnd = isSameSpot(top, pane.top);
	const below = isAtEnd ? last : earlierSpot(movedSpot(view, top, view.height - 1), last);
	const above = isAtEnd ? first : top;
	return withPane(state, {top, cursor: (lines > 0 ? below : above).item});
};

/** Shows a session in a pane of that kind, scrolled to the newest message as in any chat. */
export const openPane = (state: State, kind: Pane['kind'], session: number, isMerged = false): State => ({
	...state,
	pane: {
		kind,
		session,
		cursor: Number.MAX_SAFE_INTEGER,
		top: {item: Number.MAX_SAFE_INTEGER, line: 0},
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
