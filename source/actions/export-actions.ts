import {exportExtension, type ExportFormat, exportFormatNames} from '../domain/export-format.js';
import {counted, formatCount} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {isUnseen} from '../text/unseen.js';
import {type ExportDialog} from '../state/dialog.js';
import {type ExportOrder} from '../state/export-order.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {fieldOf} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {loadingBlocker} from './blockers.js';
import {dialogActions, leaving, stepActions} from './dialog-actions.js';
import {markedSessions} from './targets.js';

/** The marked sessions, or all that match if none is marked; in list order, with those that the filter hides last. */
const sessionsToExport = (app: App): Pick<ExportDialog, 'sessions' | 'title'> => {
	const {list, store} = app;
	const {table} = store;
	const shown = Array.from(list.rows, row => table.idOf(row));
	const marked = new Set(markedSessions(app));
	if (marked.size === 0)
		return {sessions: shown, title: `Export ${counted(shown.length, 'session')}: all that match`};
	const first = shown.filter(id => marked.has(id));
	for (const id of first) marked.delete(id);
	const hidden = [...marked].filter(id => store.session(id) !== undefined);
	const sessions = [...first, ...hidden];
	const remark = hidden.length === 0 ? '' : `, ${formatCount(hidden.length)} of them hidden`;
	return {sessions, title: `Export ${counted(sessions.length, 'session')}: all that are marked${remark}`};
};

const open = (app: App): void => {
	const chosen = sessionsToExport(app);
	const name = `chatlogs-${formatTime(app.state.now).slice(0, 10)}.csv`;
	app.update(withDialog({kind: 'export', ...chosen, format: 'csv', field: fieldOf(name)}));
};

const blocker = (app: App): string | undefined =>
	loadingBlocker(app) ??
	(app.list.rows.length === 0 && markedSessions(app).length === 0
		? 'There is no session to export.'
		: undefined);

/** The name with the new format's extension, if it has that of the previous format. */
const renamed = (name: string, before: ExportFormat, format: ExportFormat): string => {
	const extension = `.${exportExtension(before)}`;
	return name.endsWith(extension) ? `${name.slice(0, -extension.length)}.${exportExtension(format)}` : name;
};

const chooseFormat = (app: App, dialog: ExportDialog, by: number): void => {
	const {format: before, field} = dialog;
	const last = exportFormatNames.length - 1;
	const format = exportFormatNames[clamp(exportFormatNames.indexOf(before) + by, 0, last)]!;
	app.update(withDialog({...dialog, format, field: fieldOf(renamed(field.text, before, format))}));
};

/** Starts an export, and says where to follow it. */
export const startExport = (app: App, order: ExportOrder): void => {
	app.update(state =>
		withNotice(
			'done',
			`Exporting ${counted(order.sessions.length, 'session')} … ${app.keymap.keyOf('jobs.open')} shows how far it is.`,
		)(closeDialog(state)),
	);
	app.background.exporter.start(order);
};

/** Starts the export, or asks first if it would replace a file. */
const choose = (app: App, back: ExportDialog): void => {
	const {sessions, format} = back;
	const name = back.field.text.trim();
	const {file, isThere} = app.background.exporter.fileFor(name);
	const order: ExportOrder = {sessions, format, file, mayReplace: isThere};
	if (isThere) {
		const openedAt = app.milliseconds();
		app.update(withDialog({kind: 'question', about: {kind: 'replace', order, back}, openedAt}));
	} else startExport(app, order);
};

export const exportActions: readonly Action[] = [
	{
		id: 'export.open',
		title: 'Export the marked sessions, or all that match',
		keys: ['e'],
		places: ['list'],
		blocker,
		run: open,
	},
	...stepActions('export', chooseFormat, {isTypedIn: true}),
	...dialogActions('export', [
		{
			name: 'start',
			asks: true,
			title: 'Export into this file',
			keys: ['enter'],
			hint: 'export',
			blocker: (_, {field}) => (isUnseen(field.text) ? 'Type a name for the file.' : undefined),
			run: choose,
		},
		{
			...leaving(['escape']),
			run: app => app.update(state => withNotice('nothing', 'Not exported.')(closeDialog(state))),
		},
	]),
];
