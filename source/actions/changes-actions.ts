import {isAct} from '../domain/change.js';
import {foldSyncs} from '../domain/fold-syncs.js';
import {withTakenBack} from '../domain/taken-back.js';
import {deletedBy} from '../domain/act/purge.js';
import {undoBlocker} from '../domain/act/undo.js';
import {changeLayout} from '../state/change-layout.js';
import {type ChangesDialog, type ListedChange, underCursor} from '../state/dialog.js';
import {applyFilter} from '../state/filter-text.js';
import {clamp} from '../state/scroll.js';
import {bodyOf} from '../state/size.js';
import {closeDialog, mainPlaces, withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {writingBlocker} from './blockers.js';
import {askFor} from './confirm.js';
import {dialogActions, leaving, scrollActions, stepActions} from './dialog-actions.js';

/** How many changes are read at once: a journal may hold any number. */
const batch = 200;

const newestChanges = (app: App, count: number): readonly ListedChange[] => [
	...foldSyncs(withTakenBack(app.store.changes())).take(count),
];

const open = (app: App): void => {
	const entries = newestChanges(app, batch);
	app.update(withDialog({kind: 'changes', entries, hasMore: entries.length === batch, cursor: 0}));
};

/** Moves the cursor; reads more changes when it would pass the last one read. */
const move = (app: App, dialog: ChangesDialog, by: number): void => {
	const isBeyond = dialog.hasMore && dialog.cursor + by >= dialog.entries.length;
	const wanted = dialog.entries.length + batch;
	const entries = isBeyond ? newestChanges(app, wanted) : dialog.entries;
	const hasMore = isBeyond ? entries.length === wanted : dialog.hasMore;
	const cursor = clamp(dialog.cursor + by, 0, Math.max(0, entries.length - 1));
	app.update(withDialog({...dialog, entries, hasMore, cursor}));
};

const chosen = (dialog: ChangesDialog): ListedChange | undefined => underCursor(dialog.entries, dialog);

const undoOneBlocker = (app: App, dialog: ChangesDialog): string | undefined => {
	const entry = chosen(dialog);
	if (entry === undefined) return 'There is no change yet.';
	if (!isAct(entry.change)) return 'Only what a user did to sessions can be undone.';
	return entry.isTakenBack
		? 'This change is already undone.'
		: (undoBlocker(app.store) ?? writingBlocker(app));
};

const purgeBlocker = (app: App, dialog: ChangesDialog): string | undefined => {
	const change = chosen(dialog)?.change;
	const deletes = (change?.deleted ?? change?.messagesDeleted) !== undefined;
	return deletes
		? writingBlocker(app)
		: 'Only deleted sessions and messages can be purged: choose a deletion.';
};

/** Purges what this change deleted and nobody has restored since. */
const purge = (app: App, dialog: ChangesDialog): void => {
	const {n} = chosen(dialog)!.change;
	askFor(app, {kind: 'purge', ...deletedBy(app.store, change => change.n === n)});
};

const show = (app: App, dialog: ChangesDialog): void => {
	if (chosen(dialog)) app.update(withDialog({kind: 'change', back: dialog, top: 0}));
};

export const changesActions: readonly Action[] = [
	{
		id: 'changes.open',
		title: 'Changes and trash',
		keys: ['T'],
		places: mainPlaces,
		run: open,
	},
	...stepActions('changes', move),
	...dialogActions('changes', [
		{
			name: 'show',
			title: 'Show this change with its sessions',
			keys: ['enter', 'l'],
			hint: 'show',
			run: show,
		},
		{
			name: 'undo',
			title: 'Undo this change',
			keys: ['u'],
			hint: 'undo it',
			asks: true,
			blocker: undoOneBlocker,
			run: (app, dialog) => askFor(app, {kind: 'undo', change: chosen(dialog)!.change.n}),
		},
		{
			name: 'purge',
			title: 'Purge for good what this change deleted',
			keys: ['p'],
			hint: 'purge',
			asks: true,
			blocker: purgeBlocker,
			run: purge,
		},
		{
			name: 'trash',
			title: 'Show the trash in the list',
			keys: ['t'],
			hint: 'trash',
			run: app => app.update(state => applyFilter(closeDialog(state), 'is:deleted')),
		},
		leaving(['escape', 'q', 'h']),
	]),
	...scrollActions('change', ({state}, dialog) => changeLayout(dialog, bodyOf(state.size))),
	...dialogActions('change', [
		{
			name: 'close',
			title: 'Back to the changes',
			keys: ['escape', 'q', 'h', 'enter'],
			hint: 'back',
			run: (app, {back}) => app.update(withDialog(back)),
		},
	]),
];
