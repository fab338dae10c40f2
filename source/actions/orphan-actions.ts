import {quoteValue} from '../domain/language/lexer.js';
import {type Handler} from '../domain/handler.js';
import {type OrphanGroup, orphanGroups, sessionsOfOwner} from '../domain/orphans.js';
import {transferBlocker} from '../domain/act/transfer.js';
import {type OrphansDialog, underCursor} from '../state/dialog.js';
import {withDialog} from '../state/state.js';
import {typeablePart} from '../text/safe-text.js';
import {type Action, type App} from './app.js';
import {loadingBlocker, writingBlocker} from './blockers.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';
import {showInList} from './filter-actions.js';
import {openDestinations} from './destination-actions.js';

const chosen = (dialog: OrphansDialog): OrphanGroup | undefined => underCursor(dialog.groups, dialog);

const noneBlocker = (_app: App, dialog: OrphansDialog): string | undefined =>
	chosen(dialog) === undefined ? 'No deleted owner left sessions behind.' : undefined;

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
		run: app => app.update(withDialog({kind: 'orphans', groups: orphanGroups(app.store), cursor: 0})),
	},
	...listActions('orphans', (_, {groups}) => groups.length),
	...dialogActions('orphans', [
		{
			name: 'show',
			title: 'Show these sessions in the list',
			keys: ['enter', 'l'],
			hint: 'show in the list',
			blocker: noneBlocker,
			run: (app, dialog) => showInList(app, filterFor(chosen(dialog)!.owner)),
		},
		{
			name: 'transfer',
			title: 'Transfer all sessions of this owner, to one or spread over several',
			keys: ['t'],
			hint: 'transfer all',
			asks: true,
			blocker: (app, dialog) => noneBlocker(app, dialog) ?? transferBlocker(app.store) ?? writingBlocker(app),
			run: (app, dialog) => openDestinations(app, sessionsOfOwner(app.store, chosen(dialog)!.owner)),
		},
		leaving(['escape', 'q', 'h', 'O']),
	]),
];
