import {type Question} from '../state/dialog.js';
import {type State} from '../state/state.js';
import {type Action} from './action.js';
import {type App} from './app.js';
import {isAwake} from './confirm.js';
import {startExport} from './export-actions.js';

const dialogOf = (state: State): Question => state.dialog as Question;

const agree = (app: App): void => {
	const dialog = dialogOf(app.state);
	if (!isAwake(app, dialog)) return;
	if (dialog.about.kind === 'replace') startExport(app, dialog.about.order);
	else app.quit();
};

const cancel = (state: State): State => {
	const {about} = dialogOf(state);
	return {...state, dialog: about.kind === 'replace' ? about.back : undefined};
};

export const questionActions: readonly Action[] = [
	{
		id: 'question.agree',
		title: 'Do it',
		keys: ['y'],
		places: ['question'],
		hint: 'do it',
		run: agree,
	},
	{
		id: 'question.cancel',
		title: 'Cancel',
		keys: ['escape', 'n', 'q', 'enter'],
		places: ['question'],
		hint: 'cancel',
		run: app => app.update(cancel),
	},
];
