import {type Scope} from '../state/dialog.js';
import {rangeIds} from '../state/settle.js';
import {type App} from './app.js';

/** The targets of a deletion: whole sessions, or single messages of one session. */
type DeletionTargets =
	| {readonly kind: 'sessions'; readonly sessions: readonly number[]}
	| {readonly kind: 'messages'; readonly session: number; readonly messages: readonly number[]};

/** The marked sessions, including the range being made. */
export const markedSessions = (app: App): readonly number[] => [
	...new Set([...app.state.marks.ids, ...rangeIds(app.state, app.list, app.store.table)]),
];

/** The session under the cursor of the list, if the list has one there. */
export const sessionUnderCursor = ({
	state: {list},
	list: {rows},
	store: {table},
}: App): number | undefined => {
	const row = rows[list.index];
	return row !== undefined && table.idOf(row) === list.cursor ? list.cursor : undefined;
};

/** The session of the pane with the focus, or else the one under the cursor of the list. */
export const sessionHere = (app: App): number | undefined => {
	const {pane, focus} = app.state;
	return pane && focus === 'pane' ? pane.session : sessionUnderCursor(app);
};

/** In a pane, its session only; in the list, the marked sessions, or the one under the cursor if none is marked. */
export const targetSessions = (app: App): readonly number[] => {
	const {pane, focus} = app.state;
	if (pane && focus === 'pane') return [pane.session];
	const all = markedSessions(app);
	if (all.length > 0) return all;
	const one = sessionUnderCursor(app);
	return one === undefined ? [] : [one];
};

/** In the messages pane, the marked messages or the one under the cursor; elsewhere sessions. */
export const deletionTargets = (app: App): DeletionTargets => {
	const {pane, focus} = app.state;
	if (pane?.kind !== 'messages' || focus !== 'pane') return {kind: 'sessions', sessions: targetSessions(app)};
	if (pane.marks.size > 0) return {kind: 'messages', session: pane.session, messages: [...pane.marks]};
	const item = app.pane?.items[pane.cursor];
	return {
		kind: 'messages',
		session: pane.session,
		messages: item?.kind === 'message' ? [item.message.id] : [],
	};
};

/** The choice to offer if the filter hides some of the marked sessions; none in a pane, which shows its session. */
export const scopeOf = ({state, list, store}: App, sessions: readonly number[]): Scope | undefined => {
	const isShown = (id: number): boolean => list.hits[store.table.rowOf(id) ?? -1] === 1;
	const isInPane = state.pane !== undefined && state.focus === 'pane';
	if (isInPane || !sessions.some(id => !isShown(id) && state.marks.ids.has(id))) return undefined;
	return {all: sessions, shown: sessions.filter(id => isShown(id)), chosen: 'all'};
};
