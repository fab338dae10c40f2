import {type Question} from '../state/dialog.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';
import {dialogActions} from './dialog-actions.js';
import {startExport} from './export-actions.js';
import {switchTo} from './site-actions.js';

const agree = async (app: App, {about}: Question): Promise<void> => {
	if (about.kind === 'replace') startExport(app, about.order);
	else if (about.kind === 'quit') app.quit();
	else {
		app.update(closeDialog);
		await switchTo(app, about.site);
	}
};

const cancel = (app: App, {about}: Question): void =>
	app.update(state =>
		about.kind === 'replace'
			? withNotice('done', 'Not replaced.')(withDialog(about.back)(state))
			: withNotice('done', about.kind === 'quit' ? 'Not quit.' : 'Not switched.')(closeDialog(state)),
	);

export const questionActions: readonly Action[] = dialogActions('question', [
	{name: 'agree', title: 'Do it', keys: ['y'], hint: 'do it', answers: 'alone', agrees: true, run: agree},
	{name: 'cancel', title: 'Cancel', keys: ['escape', 'n', 'q', 'enter'], hint: 'cancel', run: cancel},
]);
