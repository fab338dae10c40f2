import {deletionBlocker, messageDeletionBlocker} from '../domain/act/deletion.js';
import {apiHandler, isSameHandler} from '../domain/handler.js';
import {Refusal, refuseIf} from '../domain/refusal.js';
import {transferBlocker} from '../domain/act/transfer.js';
import {newestRedoable, newestUndoable, undoBlocker} from '../domain/act/undo.js';
import {type Dialog} from '../state/dialog.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, mainPlaces, withNotice} from '../state/state.js';
import {emptyField} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {writingBlocker} from './blockers.js';
import {planAct} from '../domain/act/act.js';
import {askFor, carryOutAct} from './confirm.js';
import {type Destination, destinationKinds, destinationsFor, kindBlocker} from './destinations.js';
import {deletionTargets, targetSessions} from './targets.js';
import {stepActions} from './step-actions.js';

/** Why the sessions that `t` or `d` would hit cannot be touched, if so. */
const sessionsBlocker = (app: App, sessions: readonly number[]): string | undefined => {
	if (sessions.length === 0) return 'There is no session here.';
	const isTrash = sessions.every(id => app.store.session(id)?.deleted);
	return isTrash ? 'In the trash; T restores or purges.' : undefined;
};

const whyNoTransfer = (app: App): string | undefined =>
	transferBlocker(app.store) ?? writingBlocker(app) ?? sessionsBlocker(app, targetSessions(app));

const whyNoDeletion = (app: App): string | undefined => {
	const blocker = deletionBlocker(app.store) ?? writingBlocker(app);
	if (blocker !== undefined) return blocker;
	const {pane, focus} = app.state;
	if (focus === 'pane' && pane?.kind === 'operations')
		return 'Operation records cannot be deleted: they are the audit.';
	const targets = deletionTargets(app);
	if (targets.kind === 'sessions') return sessionsBlocker(app, targets.sessions);
	if (app.store.session(targets.session)?.deleted) return 'In the trash; T restores or purges.';
	const item = app.pane?.items[pane!.cursor];
	if (targets.messages.length === 0)
		return item ? 'Operation records cannot be deleted: they are the audit.' : 'There is no message here.';
	return pane!.marks.size === 0 && item?.kind === 'message'
		? messageDeletionBlocker(item.message, app.pane!.session!)
		: undefined;
};

/** Asks where the sessions shall go. */
export const openDestinationKinds = (app: App, targets: readonly number[]): void =>
	app.update(state => ({
		...state,
		dialog: {kind: 'destination-kind', targets, cursor: 0},
		notice: undefined,
	}));

const startDeletion = (app: App): void => {
	const targets = deletionTargets(app);
	askFor(
		app,
		targets.kind === 'sessions'
			? {kind: 'delete', sessions: targets.sessions}
			: {kind: 'delete-messages', session: targets.session, messages: targets.messages},
	);
};

/** What was done before this start of the program is asked about first. */
const takeBack = async (app: App, kind: 'undo' | 'redo'): Promise<void> => {
	const newest = (kind === 'undo' ? newestUndoable : newestRedoable)(app.store, app.actor);
	if (newest && newest.n <= app.firstChange) {
		askFor(app, {kind});
		return;
	}

	const plan = planAct(app.store, app.actor, {kind});
	if (plan.hits.length === 0) {
		const [first] = plan.skipped;
		throw new Refusal(
			`Change ${plan.draft.of!} cannot be taken back any more${first ? `: ${first.id} is ${first.reason}` : ''}.`,
		);
	}

	await carryOutAct(app, {kind}, plan);
};

type KindDialog = Extract<Dialog, {kind: 'destination-kind'}>;
type DestinationDialog = Extract<Dialog, {kind: 'destination'}>;

const chooseKind = (app: App): void => {
	const {targets, cursor} = app.state.dialog as KindDialog;
	const kind = destinationKinds[cursor]!;
	refuseIf(kindBlocker(app, kind, targets));
	if (kind === 'api') askFor(app, {kind: 'transfer', sessions: targets, to: [apiHandler]});
	else
		app.update(state => ({
			...state,
			dialog: {kind: 'destination', targets, ownerKind: kind, narrow: emptyField, chosen: [], cursor: 0},
		}));
};

const offered = (app: App, {ownerKind, targets, narrow}: DestinationDialog) =>
	destinationsFor(app, ownerKind, targets, narrow.text);

const chooseDestination = (app: App): void => {
	const dialog = app.state.dialog as DestinationDialog;
	const to = dialog.chosen.length > 0 ? dialog.chosen : [destinationUnderCursor(app).handler];
	askFor(app, {kind: 'transfer', sessions: dialog.targets, to});
};

/** @throws Refusal if there is none, or it cannot be chosen */
const destinationUnderCursor = (app: App): Destination => {
	const dialog = app.state.dialog as DestinationDialog;
	const destination = offered(app, dialog)[dialog.cursor];
	if (destination === undefined) throw new Refusal('No destination has that number or name.');
	refuseIf(destination.blocker);
	return destination;
};

/** Takes one more destination, over which the sessions are spread; once more leaves it out. */
const toggleDestination = (app: App): void => {
	const {handler} = destinationUnderCursor(app);
	app.update(state => {
		const dialog = state.dialog as DestinationDialog;
		const others = dialog.chosen.filter(each => !isSameHandler(each, handler));
		const chosen = others.length < dialog.chosen.length ? others : [...others, handler];
		return {...state, dialog: {...dialog, chosen}};
	});
};

const move = (app: App, by: number): void =>
	app.update(state => {
		const dialog = state.dialog as KindDialog | DestinationDialog;
		const count = dialog.kind === 'destination' ? offered(app, dialog).length : destinationKinds.length;
		return {...state, dialog: {...dialog, cursor: clamp(dialog.cursor + by, 0, Math.max(0, count - 1))}};
	});

const backToKinds = (app: App): void =>
	app.update(state => {
		const {targets, ownerKind} = state.dialog as DestinationDialog;
		return {
			...state,
			dialog: {kind: 'destination-kind', targets, cursor: destinationKinds.indexOf(ownerKind)},
		};
	});

export const sessionActions: readonly Action[] = [
	{
		id: 'session.transfer',
		title: 'Transfer',
		keys: ['t'],
		places: mainPlaces,
		hint: 'transfer',
		blocker: whyNoTransfer,
		run: app => openDestinationKinds(app, targetSessions(app)),
	},
	{
		id: 'session.delete',
		title: 'Delete: sessions, or messages in their pane',
		keys: ['d', 'delete'],
		places: mainPlaces,
		hint: 'delete',
		blocker: whyNoDeletion,
		run: startDeletion,
	},
	{
		id: 'change.undo',
		title: 'Undo your newest transfer or deletion',
		keys: ['u'],
		places: mainPlaces,
		hint: 'undo',
		blocker: app => undoBlocker(app.store) ?? writingBlocker(app),
		run: async app => takeBack(app, 'undo'),
	},
	{
		id: 'change.redo',
		title: 'Redo what you undid last',
		keys: ['U'],
		places: mainPlaces,
		blocker: app => undoBlocker(app.store) ?? writingBlocker(app),
		run: async app => takeBack(app, 'redo'),
	},
	...stepActions('destination-kind', move),
	{
		id: 'destination-kind.choose',
		title: 'Choose',
		keys: ['enter', 'l'],
		places: ['destination-kind'],
		hint: 'choose',
		run: chooseKind,
	},
	{
		id: 'destination-kind.close',
		title: 'Leave',
		keys: ['escape', 'q', 'h'],
		places: ['destination-kind'],
		hint: 'leave',
		run: app => app.update(state => withNotice('done', 'Not transferred.')(closeDialog(state))),
	},
	...stepActions('destination', move, {isTypedIn: true}),
	{
		id: 'destination.choose',
		title: 'Choose',
		keys: ['enter'],
		places: ['destination'],
		hint: 'choose',
		run: chooseDestination,
	},
	{
		id: 'destination.toggle',
		title: 'Take one more, to spread the sessions by load; once more leaves it out',
		keys: ['tab'],
		places: ['destination'],
		hint: 'several',
		run: toggleDestination,
	},
	{
		id: 'destination.back',
		title: 'Back to the kinds',
		keys: ['escape'],
		places: ['destination'],
		hint: 'back',
		run: backToKinds,
	},
];
