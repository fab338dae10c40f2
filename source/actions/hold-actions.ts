import {holdDraft} from '../domain/keep/hold-drafts.js';
import {type NamedHold} from '../domain/keep/hold.js';
import {Refusal} from '../domain/refusal.js';
import {underCursor} from '../state/dialog.js';
import {type HoldNameDialog, type HoldsDialog} from '../state/hold-dialogs.js';
import {applyFilter} from '../state/filter-text.js';
import {closeDialog, mainPlaces, withDialog, withNotice} from '../state/state.js';
import {emptyField} from '../state/text-field.js';
import {counted} from '../text/count.js';
import {type Action, type App} from './app.js';
import {commitHold} from './commit-hold.js';
import {pastBlocker, writingBlocker} from './blockers.js';
import {dialogActions, leaving, listActions} from './dialog-actions.js';
import {targetSessions} from './targets.js';

const chosen = (app: App, dialog: HoldsDialog): NamedHold | undefined => underCursor(app.store.holds, dialog);

const noneBlocker = (app: App, dialog: HoldsDialog): string | undefined =>
	chosen(app, dialog) === undefined ? 'There is no hold.' : undefined;

/** Ranges of ids that a filter still tells apart; more would be no text to read. */
const fewRanges = 20;

const filterFor = ({sessions}: NamedHold): string =>
	sessions.length > fewRanges
		? 'is:held'
		: `id:${sessions.map(range => (typeof range === 'number' ? range : range.join('..'))).join(',')}`;

const keep = async (app: App, dialog: HoldNameDialog): Promise<void> => {
	const {field, back} = dialog;
	const name = field.text.trim();
	if (name === '') throw new Refusal(`Type a name, or leave with ${app.keymap.keyOf('hold-name.close')}.`);
	const {store} = app;
	try {
		const {n, held = []} = await commitHold(app, facts => {
			const sessions = back.targets.filter(id => facts.session(id) !== undefined);
			return holdDraft(store.holds, {name}, sessions);
		});
		app.update(withNotice('done', `Change ${n}: holds ${counted(held.length, 'session')} as “${name}”.`));
	} catch (error) {
		app.update(withDialog(dialog));
		throw error;
	}
};

export const holdActions: readonly Action[] = [
	{
		id: 'holds.open',
		title: 'Legal holds: what nobody can delete until it is released',
		keys: ['H'],
		places: mainPlaces,
		blocker: pastBlocker,
		run: app => app.update(withDialog({kind: 'holds', targets: targetSessions(app), cursor: 0})),
	},
	...listActions('holds', app => app.store.holds.length),
	...dialogActions('holds', [
		{
			name: 'add',
			title: 'Hold the marked sessions, or the one under the cursor',
			keys: ['a'],
			hint: 'hold these',
			blocker: (app, {targets}) =>
				targets.length === 0 ? 'There is no session to hold.' : writingBlocker(app),
			run: (app, back) => app.update(withDialog({kind: 'hold-name', field: emptyField, back})),
		},
		{
			name: 'show',
			title: 'Show the sessions of this hold in the list',
			keys: ['enter', 'l'],
			hint: 'show in the list',
			blocker: (app, dialog) =>
				noneBlocker(app, dialog) ??
				(chosen(app, dialog)!.count === 0 ? 'It holds no session yet.' : undefined),
			run(app, dialog) {
				const filter = filterFor(chosen(app, dialog)!);
				app.update(state => applyFilter(closeDialog(state), filter));
			},
		},
		{
			name: 'release',
			title: 'Release this hold, after a question',
			keys: ['x'],
			hint: 'release',
			asks: true,
			blocker: (app, dialog) => noneBlocker(app, dialog) ?? writingBlocker(app),
			run(app, back) {
				const {name} = chosen(app, back)!;
				const openedAt = app.milliseconds();
				app.update(withDialog({kind: 'question', about: {kind: 'release', name, back}, openedAt}));
			},
		},
		leaving(['escape', 'q', 'h', 'H']),
	]),
	...dialogActions('hold-name', [
		{name: 'keep', title: 'Hold them under this name', keys: ['enter'], hint: 'hold', run: keep},
		{
			name: 'close',
			title: 'Back to the holds',
			keys: ['escape'],
			hint: 'back',
			run: (app, {back}) => app.update(withDialog(back)),
		},
	]),
];
