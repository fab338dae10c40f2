import {type Actor, type Change} from '../domain/change.js';
import {deletionBlocker, messageDeletionBlocker} from '../domain/act/deletion.js';
import {looksIntoTrash} from '../domain/language/query.js';
import {Refusal} from '../domain/refusal.js';
import {allSkippedText} from '../domain/act/skipped.js';
import {stateBlocker, type StateActKind} from '../domain/act/state-act.js';
import {lastDestinations, transferBlocker} from '../domain/act/transfer.js';
import {newestRedoable, newestUndoable, undoBlocker} from '../domain/act/undo.js';
import {mainPlaces} from '../state/state.js';
import {remembered} from '../state/remembered.js';
import {type Action, type App, type AppStore} from './app.js';
import {writingBlocker} from './blockers.js';
import {planAct} from '../domain/act/act.js';
import {askFor, carryOutAct} from './confirm.js';
import {openDestinations} from './destination-actions.js';
import {deletionTargets, targetSessions} from './targets.js';

const inTrash = ({keymap}: App): string =>
	`In the trash; ${keymap.keyOf('session.restore')} restores, ${keymap.keyOf('changes.open')} leads to purging.`;

/** Why an act cannot touch these sessions, or `undefined` if it can. */
const sessionsBlocker = (app: App, sessions: readonly number[]): string | undefined => {
	if (sessions.length === 0) return 'There is no session here.';
	return sessions.every(id => app.store.session(id)?.deleted) ? inTrash(app) : undefined;
};

/**
The same of the targets.
@param ofStore why the store takes no such act, if so
*/
const targetsBlocker = (app: App, ofStore: string | undefined): string | undefined =>
	ofStore ?? writingBlocker(app) ?? sessionsBlocker(app, targetSessions(app));

const transferHereBlocker = (app: App): string | undefined => targetsBlocker(app, transferBlocker(app.store));

const stateActBlocker = (app: App): string | undefined => targetsBlocker(app, stateBlocker(app.store));

const restorationBlocker = (app: App): string | undefined => {
	const blocker = undoBlocker(app.store) ?? writingBlocker(app);
	if (blocker !== undefined) return blocker;
	const {keyOf} = app.keymap;
	return targetSessions(app).some(id => app.store.session(id)?.deleted)
		? undefined
		: `Nothing here is in the trash: ${keyOf('changes.open')}, then ${keyOf('changes.trash')} shows what is.`;
};

/** Unarchives only if all sessions are archived already. */
const archivingOf = ({store}: App, sessions: readonly number[]): StateActKind =>
	sessions.every(id => store.session(id)?.archived) ? 'unarchive' : 'archive';

const deletionHereBlocker = (app: App): string | undefined => {
	const blocker = deletionBlocker(app.store) ?? writingBlocker(app);
	if (blocker !== undefined) return blocker;
	const {pane, focus} = app.state;
	if (focus === 'pane' && pane?.kind === 'operations')
		return 'Operation records cannot be deleted: they are the audit trail.';
	const targets = deletionTargets(app);
	if (targets.kind === 'sessions') return sessionsBlocker(app, targets.sessions);
	if (app.store.session(targets.session)?.deleted) return inTrash(app);
	const item = app.pane?.items[pane!.cursor];
	if (targets.messages.length === 0)
		return item
			? 'Operation records cannot be deleted: they are the audit trail.'
			: 'There is no message here.';
	return pane!.marks.size === 0 && item?.kind === 'message'
		? messageDeletionBlocker(item.message, app.pane!.session!)
		: undefined;
};

const startDeletion = (app: App): void => {
	const targets = deletionTargets(app);
	askFor(
		app,
		targets.kind === 'sessions'
			? {kind: 'delete', sessions: targets.sessions}
			: {kind: 'delete-messages', session: targets.session, messages: targets.messages},
	);
};

/** Asks whether the present targets are to go where the last ones went. */
const repeatTransfer = (app: App): void => {
	const to = lastDestinations(app.store, app.actor);
	if (to === undefined)
		throw new Refusal('You have transferred nothing in this store yet, so nothing can be repeated.');
	askFor(app, {kind: 'transfer', sessions: targetSessions(app), to});
};

const takeBackBlocker = (app: App): string | undefined => undoBlocker(app.store) ?? writingBlocker(app);

/** How many of the newest changes are searched before a frame; a journal may hold any number. */
const offeredChanges = 50;

const hasUndoable = remembered((store: AppStore, actor: Actor, newest: number): boolean => {
	const changes = function* (): Generator<Change> {
		for (const change of store.changes('without words')) {
			if (change.n <= newest - offeredChanges) return;
			yield change;
		}
	};

	return newestUndoable({changes}, actor) !== undefined;
});

/** Whether the user did something lately that can be undone. */
const hasRecentAct = ({store, actor}: App): boolean => hasUndoable(store, actor, store.newestChange);

/** Undoes or redoes; asks first if the change is older than this start of the program. */
const takeBack = async (app: App, kind: 'undo' | 'redo'): Promise<void> => {
	const newest = (kind === 'undo' ? newestUndoable : newestRedoable)(app.store, app.actor);
	if (newest && newest.n <= app.firstChange) {
		askFor(app, {kind});
		return;
	}

	const plan = planAct(app.store, app.actor, {kind});
	if (plan.hits.length === 0) {
		const why = plan.skipped.length === 0 ? '' : `: ${allSkippedText(plan.skipped)}`;
		throw new Refusal(`Change ${plan.draft.of!} cannot be taken back any more${why}.`);
	}

	await carryOutAct(app, {kind}, plan);
};

export const sessionActions: readonly Action[] = [
	{
		id: 'session.transfer',
		asks: true,
		title: 'Transfer',
		keys: ['t'],
		places: mainPlaces,
		hint: 'transfer',
		blocker: transferHereBlocker,
		run: app => openDestinations(app, targetSessions(app)),
	},
	{
		id: 'session.transfer-again',
		asks: true,
		title: 'Transfer to where you transferred last',
		keys: ['.'],
		places: mainPlaces,
		blocker: transferHereBlocker,
		run: repeatTransfer,
	},
	{
		id: 'session.close',
		asks: true,
		title: 'Close',
		keys: ['C'],
		places: mainPlaces,
		blocker: stateActBlocker,
		run: app => askFor(app, {kind: 'close', sessions: targetSessions(app)}),
	},
	{
		id: 'session.archive',
		asks: true,
		title: 'Archive, or unarchive if all are archived',
		keys: ['A'],
		places: mainPlaces,
		blocker: stateActBlocker,
		run(app) {
			const sessions = targetSessions(app);
			askFor(app, {kind: archivingOf(app, sessions), sessions});
		},
	},
	{
		id: 'session.delete',
		asks: true,
		title: 'Delete: sessions, or messages in their pane',
		keys: ['d', 'delete'],
		places: mainPlaces,
		hint: 'delete',
		blocker: deletionHereBlocker,
		run: startDeletion,
	},
	{
		id: 'session.restore',
		asks: true,
		title: 'Restore from the trash',
		keys: ['R'],
		places: mainPlaces,
		hint: 'restore',
		blocker: restorationBlocker,
		// To look for one that is deleted among many marked sessions would take long.
		isOffered: ({list}) => looksIntoTrash(list.query),
		run: app => askFor(app, {kind: 'restore', sessions: targetSessions(app)}),
	},
	{
		id: 'change.undo',
		asks: true,
		title: 'Undo what you did last',
		keys: ['u'],
		places: mainPlaces,
		hint: 'undo',
		blocker: takeBackBlocker,
		isOffered: hasRecentAct,
		run: async app => takeBack(app, 'undo'),
	},
	{
		id: 'change.redo',
		asks: true,
		title: 'Redo what you undid last',
		keys: ['U'],
		places: mainPlaces,
		blocker: takeBackBlocker,
		run: async app => takeBack(app, 'redo'),
	},
];
