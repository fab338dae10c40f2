import {Refusal} from '../domain/refusal.js';
import {formatCount} from '../text/count.js';
import {confirmationLayout} from '../state/confirmation-layout.js';
import {type Act} from '../domain/act/act.js';
import {type Confirmation} from '../state/dialog.js';
import {bodyOf} from '../state/size.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';
import {carryOutAct, chooseScope} from './confirm.js';
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

/** Enter cancels, unless the count is asked for and has been typed. */
const enter = async (app: App, dialog: Confirmation): Promise<void> => {
	if (!dialog.needsCount || dialog.typed === '') cancel(app, dialog);
	else if (dialog.typed === String(dialog.plan.hits.length)) await confirm(app, dialog);
	else throw new Refusal(`That is not the count: ${formatCount(dialog.plan.hits.length)} would be hit.`);
};

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
			blocker: countBlocker,
			run: confirm,
		},
		{
			name: 'enter',
			title: 'Cancel; with the count typed: do it',
			keys: ['enter'],
			answers: 'alone',
			run: enter,
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
];
