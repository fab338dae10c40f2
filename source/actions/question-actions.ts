import {type Question} from '../state/dialog.js';
import {closeDialog, type State, withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';
import {startExport} from './export-actions.js';

const dialogOf = (state: State): Question => state.dialog as Question;

const agree = (app: App): void => {
	const {about} = dialogOf(app.state);
	if (about.kind === 'replace') startExport(app, about.order);
	else app.quit();
};

const cancel = (state: State): State => {
	const {about} = dialogOf(state);
	return about.kind === 'replace'
		? withNotice('done', 'Not replaced.')({...state, dialog: about.back})
		: withNotice('done', 'Not quit.')(closeDialog(state));
};

export const questionActions: readonly Action[] = [
	{
		id: 'question.agree',
		title: 'Do it',
		keys: ['y'],
		places: ['question'],
		hint: 'do it',
		answers: 'alone',
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
