import {Refusal} from '../domain/refusal.js';
import {formatCount} from '../text/count.js';
import {confirmationLayout} from '../state/confirmation-layout.js';
import {type Act} from '../domain/act/act.js';
import {type Confirmation} from '../state/dialog.js';
import {bodyOf} from '../state/size.js';
import {closeDialog, type State, withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';
import {carryOutAct, chooseScope} from './confirm.js';
import {stepActions} from './step-actions.js';

const dialogOf = (app: App): Confirmation => app.state.dialog as Confirmation;

const alter = (app: App, change: (dialog: Confirmation) => Partial<Confirmation>): void =>
	app.update((state: State) => {
		const dialog = state.dialog as Confirmation;
		return {...state, dialog: {...dialog, ...change(dialog)}};
	});

const confirm = async (app: App): Promise<void> => {
	const {act, plan, scope} = dialogOf(app);
	await carryOutAct(app, act, plan, scope);
};

const countBlocker = (app: App): string | undefined => {
	const {needsCount, plan} = dialogOf(app);
	return needsCount ? `Type ${plan.hits.length} and Enter to go on.` : undefined;
};

const cancelled: Readonly<Record<Act['kind'], string>> = {
	transfer: 'Not transferred.',
	delete: 'Not deleted.',
	'delete-messages': 'Not deleted.',
	undo: 'Not undone.',
	redo: 'Not done again.',
	purge: 'Not purged.',
};

const cancel = (app: App): void => {
	const {act} = dialogOf(app);
	app.update(state => withNotice('done', cancelled[act.kind])(closeDialog(state)));
};

/** Enter is on Cancel, unless the count is asked for and stands there. */
const enter = async (app: App): Promise<void> => {
	const dialog = dialogOf(app);
	if (!dialog.needsCount || dialog.typed === '') cancel(app);
	else if (dialog.typed === String(dialog.plan.hits.length)) await confirm(app);
	else throw new Refusal(`That is not the count: ${formatCount(dialog.plan.hits.length)} would be hit.`);
};

const typeDigit = (app: App, digit: string): void =>
	alter(app, ({needsCount, typed}) => (needsCount ? {typed: (typed + digit).slice(0, 9)} : {}));

const scroll = (app: App, by: number): void =>
	alter(app, dialog => {
		const {top} = confirmationLayout(dialog, bodyOf(app.state.size));
		return {top: confirmationLayout({...dialog, top: top + by}, bodyOf(app.state.size)).top};
	});

const scopeBlocker = (app: App): string | undefined =>
	dialogOf(app).scope ? undefined : 'The filter hides none of them.';

export const confirmationActions: readonly Action[] = [
	{
		id: 'confirmation.agree',
		title: 'Do it',
		keys: ['y'],
		places: ['confirmation'],
		hint: 'do it',
		answers: 'alone',
		blocker: countBlocker,
		run: confirm,
	},
	{
		id: 'confirmation.enter',
		title: 'Cancel; with the count typed: do it',
		keys: ['enter'],
		places: ['confirmation'],
		answers: 'alone',
		run: enter,
	},
	{
		id: 'confirmation.cancel',
		title: 'Cancel',
		keys: ['escape', 'n', 'q'],
		places: ['confirmation'],
		hint: 'cancel',
		run: cancel,
	},
	{
		id: 'confirmation.all',
		title: 'All that are marked',
		keys: ['a'],
		places: ['confirmation'],
		blocker: scopeBlocker,
		run: app => chooseScope(app, dialogOf(app), 'all'),
	},
	{
		id: 'confirmation.shown',
		title: 'Only those that the filter shows',
		keys: ['s'],
		places: ['confirmation'],
		blocker: scopeBlocker,
		run: app => chooseScope(app, dialogOf(app), 'shown'),
	},
	...stepActions('confirmation', scroll),
	{
		id: 'confirmation.erase',
		title: 'Take the last digit back',
		keys: ['backspace'],
		places: ['confirmation'],
		answers: 'together',
		run: app => alter(app, ({typed}) => ({typed: typed.slice(0, -1)})),
	},
	...Array.from({length: 10}, (_, digit) => String(digit)).map((digit): Action => ({
		id: `confirmation.digit-${digit}`,
		title: 'Type the count',
		keys: [digit],
		places: ['confirmation'],
		answers: 'together',
		run: app => typeDigit(app, digit),
	})),
];
