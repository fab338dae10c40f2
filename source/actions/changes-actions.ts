import {isAct} from '../domain/change.js';
import {foldSyncs, type ListedChange} from '../domain/fold-syncs.js';
import {withTakenBack} from '../domain/taken-back.js';
import {deletedBy} from '../domain/act/purge.js';
import {undoBlocker} from '../domain/act/undo.js';
import {openChange, sessionsOfChange} from '../state/change-layout.js';
import {type ChangeDialog, type ChangesDialog, underCursor} from '../state/dialog.js';
import {toggleMark} from '../state/marks.js';
import {clamp} from '../state/scroll.js';
import {mainPlaces, withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {loadingBlocker, writingBlocker} from './blockers.js';
import {askFor} from './confirm.js';
import {dialogActions, goingBack, leaving, listActions, stepActions} from './dialog-actions.js';
import {showInList} from './filter-actions.js';
import {purgeOf} from './purge.js';

/** How many changes are read at once: a journal may hold any number. */
const batch = 200;

type ReadChanges = Pick<ChangesDialog, 'entries' | 'hasMore'>;

const newestChanges = ({store}: App, count: number): ReadChanges => {
	const entries = [...foldSyncs(withTakenBack(store.changes())).take(count)];
	return {entries, hasMore: entries.length === count};
};

const open = (app: App): void =>
	app.update(withDialog({kind: 'changes', ...newestChanges(app, batch), cursor: 0}));

/** The dialog with the changes as they are now, as many as before and those that came since. */
export const changesNow = (app: App, dialog: ChangesDialog): ChangesDialog => {
	const batches = Math.max(1, Math.ceil(dialog.entries.length / batch));
	return {...dialog, ...newestChanges(app, batches * batch)};
};

/** Moves the cursor; reads more changes when it would pass the last one read. */
const move = (app: App, dialog: ChangesDialog, by: number): void => {
	const isBeyond = dialog.hasMore && dialog.cursor + by >= dialog.entries.length;
	const read = isBeyond ? newestChanges(app, dialog.entries.length + batch) : dialog;
	const cursor = clamp(dialog.cursor + by, 0, Math.max(0, read.entries.length - 1));
	app.update(withDialog({...dialog, ...read, cursor}));
};

const noChange = 'There is no change yet.';

const chosen = (dialog: ChangesDialog): ListedChange | undefined => underCursor(dialog.entries, dialog);

const undoEntryBlocker = (app: App, entry: ListedChange | undefined): string | undefined => {
	if (entry === undefined) return noChange;
	if (!isAct(entry.change)) return 'Only what a user did to sessions can be undone.';
	return entry.hasRest ? (undoBlocker(app.store) ?? writingBlocker(app)) : 'This change is already undone.';
};

const purgeBlocker = (app: App, dialog: ChangesDialog): string | undefined => {
	const change = chosen(dialog)?.change;
	const deletes = (change?.deleted ?? change?.messagesDeleted) !== undefined;
	return deletes
		? writingBlocker(app)
		: 'Only deleted sessions and messages can be purged: choose a deletion.';
};

const showPastBlocker = (app: App, dialog: ChangesDialog): string | undefined => {
	if (chosen(dialog) === undefined) return noChange;
	if (app.past) return 'This is the past already: leave it, then choose another change.';
	return app.showPast ? loadingBlocker(app) : 'Only a screen can show the past.';
};

/** Purges what this change deleted and nobody has restored since. */
const purge = (app: App, dialog: ChangesDialog): void => {
	const {n} = chosen(dialog)!.change;
	const deletions = deletedBy(app.store, change => change.n === n);
	askFor(app, purgeOf(app, deletions));
};

const show = (app: App, dialog: ChangesDialog): void => {
	if (chosen(dialog)) app.update(withDialog({kind: 'change', back: dialog, cursor: 0, marks: new Set()}));
};

const sessionsIn = (dialog: ChangeDialog): readonly number[] => sessionsOfChange(openChange(dialog).change);

/** The sessions to bring back: those marked, or else the one under the cursor. */
const meantIn = (dialog: ChangeDialog): readonly number[] => {
	if (dialog.marks.size > 0) return [...dialog.marks];
	const one = underCursor(sessionsIn(dialog), dialog);
	return one === undefined ? [] : [one];
};

const noSessionBlocker = (_app: App, dialog: ChangeDialog): string | undefined =>
	sessionsIn(dialog).length === 0 ? 'It touched no session.' : undefined;

/** Marks the session under the cursor, or not, and goes on to the next. */
const mark = (app: App, dialog: ChangeDialog): void => {
	const ids = sessionsIn(dialog);
	const id = underCursor(ids, dialog)!;
	const {ids: marks} = toggleMark({ids: dialog.marks}, id);
	app.update(withDialog({...dialog, marks, cursor: Math.min(dialog.cursor + 1, ids.length - 1)}));
};

const bringBack = (app: App, dialog: ChangeDialog): void =>
	askFor(app, {kind: 'undo', change: openChange(dialog).change.n, only: meantIn(dialog)});

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
			blocker: (_, dialog) => (chosen(dialog) ? undefined : noChange),
			run: show,
		},
		{
			name: 'undo',
			title: 'Undo this change',
			keys: ['u'],
			hint: 'undo it',
			asks: true,
			blocker: (app, dialog) => undoEntryBlocker(app, chosen(dialog)),
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
			name: 'past',
			title: 'As it was after this change',
			keys: ['a'],
			hint: 'as it was',
			blocker: showPastBlocker,
			run: (app, dialog) => app.showPast!(chosen(dialog)!.change.n),
		},
		{
			name: 'trash',
			title: 'Show the trash in the list',
			keys: ['t'],
			hint: 'trash',
			run: app => showInList(app, 'is:deleted'),
		},
		leaving(['escape', 'q', 'h']),
	]),
	...listActions('change', (_, dialog) => sessionsIn(dialog).length),
	...dialogActions('change', [
		{
			name: 'show',
			title: 'Show these sessions in the list',
			keys: ['enter', 'l'],
			hint: 'show in the list',
			run: (app, dialog) => showInList(app, `change:${openChange(dialog).change.n}`),
		},
		{
			name: 'mark',
			title: 'Mark this session, or not',
			keys: ['space'],
			hint: 'mark',
			blocker: noSessionBlocker,
			run: mark,
		},
		{
			name: 'restore',
			asks: true,
			title: 'Bring back only the marked sessions, or the one under the cursor',
			keys: ['R'],
			hint: 'bring back',
			blocker: (app, dialog) => noSessionBlocker(app, dialog) ?? undoEntryBlocker(app, openChange(dialog)),
			run: bringBack,
		},
		goingBack('Back to the changes', ['escape', 'q', 'h']),
	]),
];
