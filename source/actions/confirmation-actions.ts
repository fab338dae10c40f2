import {verbs} from '../domain/act/sentences.js';
import {Refusal} from '../domain/refusal.js';
import {formatCount} from '../text/count.js';
import {confirmationLayout} from '../state/confirmation-layout.js';
import {type Act, noteOf} from '../domain/act/act.js';
import {type Confirmation} from '../state/dialog.js';
import {bodyOf} from '../state/size.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {fieldOf} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {askWithNote, carryOutAct, chooseScope, noteBlocker} from './confirm.js';
import {dialogActions, scrollActions} from './dialog-actions.js';

const confirm = async (app: App, {act, plan, scope}: Confirmation): Promise<void> =>
	carryOutAct(app, act, plan, scope);

const countBlocker = ({keymap}: App, {needsCount, plan}: Confirmation): string | undefined =>
	needsCount ? `Type ${plan.hits.length} and ${keymap.keyOf('confirmation.enter')} to go on.` : undefined;

const cancelled: Readonly<Record<Act['kind'], string>> = {
	transfer: 'Not transferred.',
	close: 'Not closed.',
	archive: 'Not archived.',
	unarchive: 'Not unarchived.',
	delete: 'Not deleted.',
	restore: 'Not restored.',
	'delete-messages': 'Not deleted.',
	undo: 'Not undone.',
	redo: 'Not done again.',
	purge: 'Not purged.',
};

const cancel = (app: App, {act}: Confirmation): void =>
	app.update(state => withNotice('done', cancelled[act.kind])(closeDialog(state)));

const enterBlocker = ({keymap: {keyOf}}: App, {needsCount, act}: Confirmation): string | undefined =>
	needsCount
		? undefined
		: `${keyOf('confirmation.agree')} is the key to ${verbs[act.kind]}; ${keyOf('confirmation.cancel')} cancels.`;

/** Does it if the count has been typed. */
const enter = async (app: App, dialog: Confirmation): Promise<void> => {
	const count = dialog.plan.hits.length;
	if (dialog.typed === '') throw new Refusal(`Type ${count} first.`);
	if (dialog.typed !== String(count))
		throw new Refusal(`That is not the count: ${formatCount(count)} would be hit.`);
	await confirm(app, dialog);
};

const openNote = (app: App, back: Confirmation): void =>
	app.update(withDialog({kind: 'note', field: fieldOf(noteOf(back.act)), back}));

const typeDigit = (app: App, dialog: Confirmation, digit: string): void => {
	if (dialog.needsCount) app.update(withDialog({...dialog, typed: (dialog.typed + digit).slice(0, 9)}));
};

const digits = Array.from({length: 10}, (_, digit) => String(digit));

const scopeBlocker = (_app: App, {scope}: Confirmation): string | undefined =>
	scope ? undefined : 'The filter hides none of them.';

export const confirmationActions: readonly Action[] = [
	...dialogActions('confirmation', [
		{
			name: 'agree',
			title: 'Do it',
			keys: ['y'],
			hint: 'do it',
			answers: 'alone',
			agrees: true,
			blocker: countBlocker,
			run: confirm,
		},
		{
			name: 'enter',
			title: 'Do it, where the count is asked for and typed',
			keys: ['enter'],
			hint: 'do it, behind the count',
			answers: 'alone',
			blocker: enterBlocker,
			run: enter,
		},
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
	...dialogActions('confirmation', [
		{
			name: 'erase',
			title: 'Erase the last digit',
			keys: ['backspace'],
			answers: 'together',
			run: (app, dialog) => app.update(withDialog({...dialog, typed: dialog.typed.slice(0, -1)})),
		},
		...digits.map(digit => ({
			name: `digit-${digit}`,
			title: 'Type the count',
			keys: [digit],
			answers: 'together' as const,
			run: (app: App, dialog: Confirmation) => typeDigit(app, dialog, digit),
		})),
	]),
	...dialogActions('note', [
		{
			name: 'keep',
			title: 'Keep the note, and go back to the question',
			keys: ['tab', 'enter'],
			hint: 'keep',
			run: (app, {field, back}) => askWithNote(app, back, field.text),
		},
		{
			name: 'restore',
			title: 'Back to the question with the note as it was',
			keys: ['escape'],
			hint: 'back',
			run: (app, {back}) => app.update(withDialog(back)),
		},
	]),
];
