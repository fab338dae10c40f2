import {isAct, withTakenBack} from '../domain/change.js';
import {deletedBy} from '../domain/act/purge.js';
import {undoBlocker} from '../domain/act/undo.js';
import {type Dialog, type ListedChange} from '../state/dialog.js';
import {applyFilter} from '../state/filter-text.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, mainPlaces, type State} from '../state/state.js';
import {type Action, type App} from './app.js';
import {writingBlocker} from './blockers.js';
import {askFor} from './confirm.js';
import {stepActions} from './step-actions.js';

type ChangesDialog = Extract<Dialog, {kind: 'changes'}>;
type ChangeDialog = Extract<Dialog, {kind: 'change'}>;

/** How many changes are read at once: a journal may hold any number. */
const batch = 200;

const newestChanges = (app: App, count: number): readonly ListedChange[] => [
	...withTakenBack(app.store.changes()).take(count),
];

const open = (app: App): void => {
	const entries = newestChanges(app, batch);
	app.update(state => ({
		...state,
		dialog: {kind: 'changes', entries, hasMore: entries.length === batch, cursor: 0},
	}));
};

const dialogOf = (app: App): ChangesDialog => app.state.dialog as ChangesDialog;

const move = (app: App, by: number): void => {
	const dialog = dialogOf(app);
	const isBeyond = dialog.hasMore && dialog.cursor + by >= dialog.entries.length;
	const wanted = dialog.entries.length + batch;
	const entries = isBeyond ? newestChanges(app, wanted) : dialog.entries;
	const hasMore = isBeyond ? entries.length === wanted : dialog.hasMore;
	const cursor = clamp(dialog.cursor + by, 0, Math.max(0, entries.length - 1));
	app.update(state => ({...state, dialog: {...dialog, entries, hasMore, cursor}}));
};

const chosen = (app: App): ListedChange | undefined => dialogOf(app).entries[dialogOf(app).cursor];

const undoOneBlocker = (app: App): string | undefined => {
	const entry = chosen(app);
	if (entry === undefined) return 'There is no change yet.';
	if (!isAct(entry.change)) return 'Only transfers and deletions can be undone.';
	return entry.isTakenBack ? 'It is undone already.' : (undoBlocker(app.store) ?? writingBlocker(app));
};

const purgeBlocker = (app: App): string | undefined => {
	const change = chosen(app)?.change;
	const deletes = (change?.deleted ?? change?.messagesDeleted) !== undefined;
	return deletes ? writingBlocker(app) : 'Only what was deleted can be purged: choose a deletion.';
};

/** What this change deleted and is still deleted by it. */
const purge = (app: App): void => {
	const {n} = chosen(app)!.change;
	askFor(app, {kind: 'purge', ...deletedBy(app.store, change => change.n === n)});
};

const show = (app: App): void => {
	if (!chosen(app)) return;
	app.update(state => ({...state, dialog: {kind: 'change', back: dialogOf(app), top: 0}}));
};

const scroll = (app: App, by: number): void =>
	app.update(state => {
		const dialog = state.dialog as ChangeDialog;
		return {...state, dialog: {...dialog, top: Math.max(0, dialog.top + by)}};
	});

const backToChanges = (state: State): State => ({...state, dialog: (state.dialog as ChangeDialog).back});

export const changesActions: readonly Action[] = [
	{
		id: 'changes.open',
		title: 'Changes and trash',
		keys: ['T'],
		places: mainPlaces,
		run: open,
	},
	...stepActions('changes', move),
	{
		id: 'changes.show',
		title: 'Show this change with its sessions',
		keys: ['enter', 'l'],
		places: ['changes'],
		hint: 'show',
		run: show,
	},
	{
		id: 'changes.undo',
		title: 'Undo this change',
		keys: ['u'],
		places: ['changes'],
		hint: 'undo it',
		blocker: undoOneBlocker,
		run: app => askFor(app, {kind: 'undo', change: chosen(app)!.change.n}),
	},
	{
		id: 'changes.purge',
		title: 'Purge for good what this change deleted',
		keys: ['p'],
		places: ['changes'],
		hint: 'purge',
		blocker: purgeBlocker,
		run: purge,
	},
	{
		id: 'changes.trash',
		title: 'Show the trash in the list',
		keys: ['t'],
		places: ['changes'],
		hint: 'trash',
		run: app => app.update(state => applyFilter(closeDialog(state), 'is:deleted')),
	},
	{
		id: 'changes.close',
		title: 'Leave',
		keys: ['escape', 'q', 'h'],
		places: ['changes'],
		hint: 'leave',
		run: app => app.update(closeDialog),
	},
	...stepActions('change', scroll),
	{
		id: 'change.close',
		title: 'Back to the changes',
		keys: ['escape', 'q', 'h', 'enter'],
		places: ['change'],
		hint: 'back',
		run: app => app.update(backToChanges),
	},
];
