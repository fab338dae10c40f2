import {notDone, verbs} from '../domain/act/sentences.js';
import {confirmationLayout} from '../state/confirmation-layout.js';
import {noteOf} from '../domain/act/act.js';
import {type Confirmation} from '../state/dialog.js';
import {withJointNote} from '../state/joint-confirmation.js';
import {bodyOf} from '../state/size.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {fieldOf} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {agreeingActions, countingActions} from './agreeing-actions.js';
import {askWithNote, carryOutAct, chooseScope, noteBlocker} from './confirm.js';
import {dialogActions, goingBack, scrollActions} from './dialog-actions.js';

const confirm = async (app: App, {act, plan, scope}: Confirmation): Promise<void> =>
	carryOutAct(app, act, plan, scope);

const cancel = (app: App, {act}: Confirmation): void =>
	app.update(state => withNotice('nothing', notDone(act))(closeDialog(state)));

const openNote = (app: App, back: Confirmation): void =>
	app.update(withDialog({kind: 'note', field: fieldOf(noteOf(back.act)), back}));

const scopeBlocker = (_app: App, {scope}: Confirmation): string | undefined =>
	scope ? undefined : 'The filter hides none of them.';

export const confirmationActions: readonly Action[] = [
	...agreeingActions('confirmation', {
		countOf: ({plan}) => plan.hits.length,
		verbOf: ({act}) => verbs[act.kind],
		confirm,
	}),
	...dialogActions('confirmation', [
		{
			name: 'note',
			title: 'Write a note that is kept with the change',
			keys: ['tab'],
			hint: 'note',
			blocker: (_, {act}) => noteBlocker(act),
			run: openNote,
		},
		{name: 'cancel', title: 'Cancel', keys: ['escape', 'n', 'q'], hint: 'cancel', run: cancel},
		{
			name: 'all',
			title: 'All that are marked',
			keys: ['a'],
			blocker: scopeBlocker,
			run: (app, dialog) => chooseScope(app, dialog, 'all'),
		},
		{
			name: 'shown',
			title: 'Only those that the filter shows',
			keys: ['s'],
			blocker: scopeBlocker,
			run: (app, dialog) => chooseScope(app, dialog, 'shown'),
		},
	]),
	...scrollActions('confirmation', ({state, keymap}, dialog) =>
		confirmationLayout(dialog, bodyOf(state.size), keymap),
	),
	...countingActions('confirmation'),
	...dialogActions('note', [
		{
			name: 'keep',
			title: 'Keep the note, and go back to the question',
			keys: ['tab', 'enter'],
			hint: 'keep',
			run: (app, {field, back}) =>
				back.kind === 'confirmation'
					? askWithNote(app, back, field.text)
					: app.update(withDialog(withJointNote(back, field.text))),
		},
		goingBack('Back to the question with the note as it was', ['escape'], 'restore'),
	]),
];
