import {sortBy} from '../domain/language/edit.js';
import {usualColumns} from '../domain/session-columns.js';
import {sortKeys} from '../domain/session-fields.js';
import {type ColumnsDialog} from '../state/dialog.js';
import {applyFilter} from '../state/filter-text.js';
import {withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';

const open = (app: App): void =>
	app.update(state => {
		const {columns = usualColumns} = state.preferences;
		const shown = new Set(columns);
		const order = [...columns, ...sortKeys.filter(key => !shown.has(key))];
		const cursor = order.indexOf(app.list.query.sort.key);
		return withDialog({kind: 'columns', order, shown, cursor, typed: ''})(state);
	});

/** Shows the dialog's columns at once, and keeps them for the next start. */
const apply = (app: App, dialog: ColumnsDialog): void => {
	const columns = dialog.order.filter(key => dialog.shown.has(key));
	app.update(state => ({...state, dialog, preferences: {...state.preferences, columns}}));
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

const sort = (app: App, {order, cursor}: ColumnsDialog): void =>
	app.update(state => applyFilter(state, sortBy(state.filter, order[cursor]!)));

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
			blocker: (_: App, dialog: ColumnsDialog) =>
				numbered(dialog, digit) === undefined ? 'No column has that number.' : undefined,
			run: (app: App, dialog: ColumnsDialog) => sortByNumber(app, dialog, digit),
		})),
		leaving(['escape', 'q', 'c']),
	]),
];
