import {sortBy} from '../domain/language/edit.js';
import {type SortKey, sortKeys} from '../domain/language/terms.js';
import {type Dialog} from '../state/dialog.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, type State} from '../state/state.js';
import {type Action, type App} from './app.js';
import {stepActions} from './step-actions.js';

type ColumnsDialog = Extract<Dialog, {kind: 'columns'}>;

const dialogOf = (state: State): ColumnsDialog => state.dialog as ColumnsDialog;

/** One of sender, recipient and customer is the other two in one. */
const usual: ReadonlySet<SortKey> = new Set(sortKeys.filter(key => key !== 'customer'));

const open = (app: App): void =>
	app.update(state => {
		const {columns} = state.preferences;
		const shown = columns ? new Set(columns) : usual;
		const order = [...(columns ?? []), ...sortKeys.filter(key => !columns?.includes(key))];
		return {
			...state,
			dialog: {kind: 'columns', order, shown, cursor: order.indexOf(app.list.query.sort.key)},
		};
	});

const move = (app: App, by: number): void =>
	app.update(state => {
		const dialog = dialogOf(state);
		return {...state, dialog: {...dialog, cursor: clamp(dialog.cursor + by, 0, dialog.order.length - 1)}};
	});

/** The state with the columns as the dialog has them, at once and for the next start. */
const withColumns = (state: State, dialog: ColumnsDialog): State => {
	const columns = dialog.order.filter(key => dialog.shown.has(key));
	return {...state, dialog, preferences: {...state.preferences, columns}};
};

const toggle = (state: State): State => {
	const dialog = dialogOf(state);
	const shown = new Set(dialog.shown);
	const key = dialog.order[dialog.cursor]!;
	if (!shown.delete(key)) shown.add(key);
	return withColumns(state, {...dialog, shown});
};

const shift = (state: State, by: 1 | -1): State => {
	const {order, cursor, ...dialog} = dialogOf(state);
	const to = cursor + by;
	if (order[to] === undefined) return state;
	const moved = order.with(to, order[cursor]!).with(cursor, order[to]);
	return withColumns(state, {...dialog, order: moved, cursor: to});
};

const reset = (app: App): void => {
	app.update(state => ({...state, preferences: {...state.preferences, columns: undefined}}));
	open(app);
};

const sort = (state: State): State => {
	const {order, cursor} = dialogOf(state);
	return {...state, filter: sortBy(state.filter, order[cursor]!)};
};

const lastShownBlocker = ({state}: App): string | undefined => {
	const {shown, order, cursor} = dialogOf(state);
	return shown.size === 1 && shown.has(order[cursor]!) ? 'One column has to stay.' : undefined;
};

export const columnActions: readonly Action[] = [
	{id: 'columns.open', title: 'Columns and order', keys: ['c'], places: ['list'], run: open},
	...stepActions('columns', move),
	{
		id: 'columns.sort',
		title: 'Sort by this; once more reverses',
		keys: ['enter'],
		places: ['columns'],
		hint: 'sort, again reverses',
		run: app => app.update(sort),
	},
	{
		id: 'columns.toggle',
		title: 'Show or hide this column',
		keys: ['space'],
		places: ['columns'],
		hint: 'show or hide',
		blocker: lastShownBlocker,
		run: app => app.update(toggle),
	},
	{
		id: 'columns.earlier',
		title: 'Move this column to the left',
		keys: ['<'],
		places: ['columns'],
		hint: 'left',
		run: app => app.update(state => shift(state, -1)),
	},
	{
		id: 'columns.later',
		title: 'Move this column to the right',
		keys: ['>'],
		places: ['columns'],
		hint: 'right',
		run: app => app.update(state => shift(state, 1)),
	},
	{
		id: 'columns.reset',
		title: 'Columns as the width allows',
		keys: ['r'],
		places: ['columns'],
		hint: 'usual',
		run: reset,
	},
	{
		id: 'columns.close',
		title: 'Leave',
		keys: ['escape', 'q', 'c'],
		places: ['columns'],
		hint: 'leave',
		run: app => app.update(closeDialog),
	},
];
