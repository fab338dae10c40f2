import {releaseDraft} from '../domain/keep/hold-drafts.js';
import {type Question} from '../state/dialog.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {counted} from '../text/count.js';
import {type Action, type App} from './app.js';
import {commitHold} from './commit-hold.js';
import {dialogActions} from './dialog-actions.js';
import {wayToPutOff} from './hold-actions.js';
import {startExport} from './export-actions.js';
import {switchTo} from './site-actions.js';

const release = async (app: App, name: string): Promise<void> => {
	const {n, released = []} = await commitHold(app, () => releaseDraft(app.store.holds, name));
	const done = `Change ${n}: released “${name}”, ${counted(released.length, 'session')}.`;
	app.update(withNotice('done', [done, wayToPutOff(app) ?? []].flat().join(' ')));
};

const agree = async (app: App, {about}: Question): Promise<void> => {
	switch (about.kind) {
		case 'replace': {
			startExport(app, about.order);
			break;
		}

		case 'release': {
			await release(app, about.name);
			break;
		}

		case 'let-go': {
			const {deletions, back} = about;
			app.background.acting?.letGo(deletions);
			app.update(withDialog(back));
			app.update(withNotice('done', `Deleting ${counted(deletions.length, 'session')} on the PBX now.`));
			break;
		}

		case 'quit': {
			app.quit();
			break;
		}

		case 'switch': {
			app.update(closeDialog);
			await switchTo(app, about.site);
		}
	}
};

const notDone: Readonly<Record<Question['about']['kind'], string>> = {
	replace: 'Not replaced.',
	release: 'Not released.',
	'let-go': 'Not deleted on the PBX.',
	quit: 'Not quit.',
	switch: 'Not switched.',
};

const cancel = (app: App, {about}: Question): void =>
	app.update(state =>
		withNotice(
			'nothing',
			notDone[about.kind],
		)('back' in about ? withDialog(about.back)(state) : closeDialog(state)),
	);

/** A release is agreed to by somebody who knows what goes next. */
const agreeBlocker = (_app: App, {about}: Question): string | undefined =>
	about.kind === 'release' && about.next === undefined
		? 'Wait until it is known what the policies would take next.'
		: undefined;

export const questionActions: readonly Action[] = dialogActions('question', [
	{
		name: 'agree',
		title: 'Do it',
		keys: ['y'],
		hint: 'do it',
		answers: 'alone',
		agrees: true,
		blocker: agreeBlocker,
		run: agree,
	},
	{name: 'cancel', title: 'Cancel', keys: ['escape', 'n', 'q', 'enter'], hint: 'cancel', run: cancel},
]);
