import {quoteValue} from '../domain/language/lexer.js';
import {type Handler} from '../domain/handler.js';
import {type OrphanGroup, orphanGroups, sessionsOfOwner} from '../domain/orphans.js';
import {transferBlocker} from '../domain/act/transfer.js';
import {type Dialog} from '../state/dialog.js';
import {applyFilter} from '../state/filter-text.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, type State} from '../state/state.js';
import {typeablePart} from '../text/safe-text.js';
import {type Action, type App} from './app.js';
import {loadingBlocker, writingBlocker} from './blockers.js';
import {openDestinationKinds} from './session-actions.js';
import {stepActions} from './step-actions.js';

type OrphansDialog = Extract<Dialog, {kind: 'orphans'}>;

const dialogOf = (state: State): OrphansDialog => state.dialog as OrphansDialog;

const open = (app: App): void =>
	app.update(state => ({...state, dialog: {kind: 'orphans', groups: orphanGroups(app.store), cursor: 0}}));

const move = (app: App, by: number): void =>
	app.update(state => {
		const dialog = dialogOf(state);
		return {...state, dialog: {...dialog, cursor: clamp(dialog.cursor + by, 0, dialog.groups.length - 1)}};
	});

const chosen = ({state}: App): OrphanGroup | undefined => dialogOf(state).groups[dialogOf(state).cursor];

const noneBlocker = (app: App): string | undefined =>
	chosen(app) === undefined ? 'Nobody left sessions behind.' : undefined;

/** The filter that shows a group. */
const filterFor = ({kind, number, name}: Handler): string =>
	`is:orphaned handler:${quoteValue(`${kind}:${typeablePart(number || name)}`)}`;

export const orphanActions: readonly Action[] = [
	{
		id: 'orphans.open',
		title: 'Orphans by deleted owner',
		keys: ['O'],
		places: ['list'],
		blocker: loadingBlocker,
		run: open,
	},
	...stepActions('orphans', move),
	{
		id: 'orphans.show',
		title: 'Show these sessions in the list',
		keys: ['enter', 'l'],
		places: ['orphans'],
		hint: 'show in the list',
		blocker: noneBlocker,
		run(app) {
			const filter = filterFor(chosen(app)!.owner);
			app.update(state => applyFilter(closeDialog(state), filter));
		},
	},
	{
		id: 'orphans.transfer',
		title: 'Transfer all of this owner, to one or spread over several',
		keys: ['t'],
		places: ['orphans'],
		hint: 'transfer all',
		blocker: app => noneBlocker(app) ?? transferBlocker(app.store) ?? writingBlocker(app),
		run: app => openDestinationKinds(app, sessionsOfOwner(app.store, chosen(app)!.owner)),
	},
	{
		id: 'orphans.close',
		title: 'Leave',
		keys: ['escape', 'q', 'h', 'O'],
		places: ['orphans'],
		hint: 'leave',
		run: app => app.update(closeDialog),
	},
];
