import {isSortKey} from '../domain/column-fields.js';
import {sortBy} from '../domain/language/edit.js';
import {usualColumns} from '../domain/session-columns.js';
import {type ColumnsDialog} from '../state/dialog.js';
import {applyFilter} from '../state/filter-text.js';
import {columnsIn, columnsKept, columnsOffered} from '../state/shown-columns.js';
import {withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';

const open = (app: App): void =>
	app.update(state => {
		const columns = columnsIn(app.store, state.preferences) ?? usualColumns;
		const shown = new Set(columns);
		const order = [...columns, ...columnsOffered(app.store).filter(key => !shown.has(key))];
		const cursor = order.indexOf(app.list.query.sort.key);
		return withDialog({kind: 'columns', order, shown, cursor, typed: ''})(state);
	});

/** Shows the dialog's columns at once, and keeps them for the next start. */
const apply = (app: App, dialog: ColumnsDialog): void => {
	const chosen = dialog.order.filter(key => dialog.shown.has(key));
	app.update(state => {
		const columns = columnsKept(app.store, state.preferences, chosen);
		return {...state, dialog, preferences: {...state.preferences, columns}};
	});
};

const toggle = (app: App, dialog: ColumnsDialog): void => {
	const shown = new Set(dialog.shown);
	const key = dialog.order[dialog.cursor]!;
	if (!shown.delete(key)) shown.add(key);
	apply(app, {...dialog, shown});
};

const edgeBlocker = ({order, cursor}: ColumnsDialog, by: 1 | -1): string | undefined =>
	order[cursor + by] === undefined ? `It is the ${by === 1 ? 'last' : 'first'} column already.` : undefined;

const shift = (app: App, dialog: ColumnsDialog, by: 1 | -1): void => {
	const {order, cursor} = dialog;
	const to = cursor + by;
	apply(app, {...dialog, order: order.with(to, order[cursor]!).with(cursor, order[to]!), cursor: to});
};

const reset = (app: App): void => {
	app.update(state => ({...state, preferences: {...state.preferences, columns: undefined}}));
	open(app);
};

const sort = (app: App, {order, cursor}: ColumnsDialog): void => {
	const key = order[cursor]!;
	if (isSortKey(key)) app.update(state => applyFilter(state, sortBy(state.filter, key)));
};

/** Why the list is not sorted by the column in that place; `undefined` if it can be. */
const unsortable = ({order}: ColumnsDialog, place: number): string | undefined =>
	isSortKey(order[place]!) ? undefined : 'The list cannot be sorted by that column.';

/** The column meant by one more digit: with those typed before, or else by itself; `undefined` if there is none. */
const numbered = ({order, typed}: ColumnsDialog, digit: string): string | undefined =>
	[typed + digit, digit].find(number => order[Number(number) - 1] !== undefined);

const sortByNumber = (app: App, dialog: ColumnsDialog, digit: string): void => {
	const number = numbered(dialog, digit)!;
	const chosen = {...dialog, cursor: Number(number) - 1, typed: number};
	app.update(withDialog(chosen));
	sort(app, chosen);
};

const digits = Array.from({length: 10}, (_, digit) => String(digit));

const lastShownBlocker = (_app: App, {shown, order, cursor}: ColumnsDialog): string | undefined =>
	shown.size === 1 && shown.has(order[cursor]!) ? 'One column has to stay.' : undefined;

export const columnActions: readonly Action[] = [
	{id: 'columns.open', title: 'Columns and order', keys: ['c'], places: ['list'], run: open},
	...listActions('columns', (_, {order}) => order.length),
	...dialogActions('columns', [
		{
			name: 'sort',
			title: 'Sort by this column; again reverses',
			keys: ['enter'],
			hint: 'sort, again reverses',
			blocker: (_, dialog) => unsortable(dialog, dialog.cursor),
			run: sort,
		},
		{
			name: 'toggle',
			title: 'Show or hide this column',
			keys: ['space'],
			hint: 'show or hide',
			blocker: lastShownBlocker,
			run: toggle,
		},
		{
			name: 'earlier',
			title: 'Move this column to the left',
			keys: ['<'],
			hint: 'left',
			blocker: (_, dialog) => edgeBlocker(dialog, -1),
			run: (app, dialog) => shift(app, dialog, -1),
		},
		{
			name: 'later',
			title: 'Move this column to the right',
			keys: ['>'],
			hint: 'right',
			blocker: (_, dialog) => edgeBlocker(dialog, 1),
			run: (app, dialog) => shift(app, dialog, 1),
		},
		{
			name: 'reset',
			title: 'Columns as the width allows',
			keys: ['r'],
			hint: 'usual',
			run: reset,
		},
		...digits.map(digit => ({
			name: `number-${digit}`,
			title: 'Sort by the column with that number; again reverses',
			keys: [digit],
			blocker: (_: App, dialog: ColumnsDialog) => {
				const number = numbered(dialog, digit);
				return number === undefined ? 'No column has that number.' : unsortable(dialog, Number(number) - 1);
			},
			run: (app: App, dialog: ColumnsDialog) => sortByNumber(app, dialog, digit),
		})),
		leaving(['escape', 'q', 'c']),
	]),
];
