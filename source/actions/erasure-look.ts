import {destroysMany} from '../domain/act/needs-count.js';
import {countOf, type Erasing} from '../domain/erase/erasing.js';
import {type ErasureDialog} from '../state/erasure-dialog.js';
import {isLookedFor, withLook} from '../state/erasure-look.js';
import {type App} from './app.js';

/** Milliseconds between two updates of how far it is. */
const interval = 100;

/** The dialog with what was found. */
const withFound = (app: App, dialog: ErasureDialog, erasing: Erasing): ErasureDialog => ({
	...dialog,
	progress: undefined,
	found: {
		erasing,
		messages: erasing.sessions.reduce((sum, id) => sum + (app.store.session(id)?.messages ?? 0), 0),
		places: app.background.eraser!.places(),
	},
	needsCount: destroysMany('purge', countOf(erasing)),
	typed: '',
	openedAt: app.milliseconds(),
});

/** Looks for all of the person while the dialog is open, and shows it there. Every key goes on to work meanwhile. */
export const lookFor = async (app: App, {look, person, ticked, found}: ErasureDialog): Promise<void> => {
	let shownAt = app.milliseconds();
	const isWanted = (progress: number): boolean => {
		if (!isLookedFor(app.state, look)) return false;
		if (app.milliseconds() - shownAt < interval) return true;
		shownAt = app.milliseconds();
		app.update(state => withLook(state, look, dialog => ({...dialog, progress})));
		return true;
	};

	const wanted = {person, also: [...ticked], earlier: found?.erasing};
	const erasing = await app.background.eraser!.look(wanted, isWanted);
	if (erasing) app.update(state => withLook(state, look, dialog => withFound(app, dialog, erasing)));
};
