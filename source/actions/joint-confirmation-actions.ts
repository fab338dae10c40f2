import {noteOf} from '../domain/act/act.js';
import {notDone, verbs} from '../domain/act/sentences.js';
import {hitsOf, type JointConfirmation, jointConfirmationLayout} from '../state/joint-confirmation.js';
import {bodyOf} from '../state/size.js';
import {withDialog, withNotice} from '../state/state.js';
import {fieldOf} from '../state/text-field.js';
import {agreeingActions, countingActions} from './agreeing-actions.js';
import {type Action, type App} from './app.js';
import {noteBlocker} from './confirm.js';
import {dialogActions, scrollActions} from './dialog-actions.js';
import {carryOutJoint} from './joint-acts.js';

const cancel = (app: App, {parts, back}: JointConfirmation): void =>
	app.update(state => withNotice('nothing', notDone(parts[0]!.act))(withDialog(back)(state)));

export const jointConfirmationActions: readonly Action[] = [
	...agreeingActions('joint-confirmation', {
		countOf: hitsOf,
		verbOf: ({parts}) => verbs[parts[0]!.act.kind],
		confirm: carryOutJoint,
	}),
	...dialogActions('joint-confirmation', [
		{
			name: 'note',
			title: 'Write a note that is kept with each change',
			keys: ['tab'],
			hint: 'note',
			blocker: (_, {parts}) => noteBlocker(parts[0]!.act),
			run: (app, back) =>
				app.update(withDialog({kind: 'note', field: fieldOf(noteOf(back.parts[0]!.act)), back})),
		},
		{name: 'cancel', title: 'Cancel', keys: ['escape', 'n', 'q'], hint: 'cancel', run: cancel},
	]),
	...scrollActions('joint-confirmation', ({state}, dialog) =>
		jointConfirmationLayout(dialog, bodyOf(state.size)),
	),
	...countingActions('joint-confirmation'),
];
