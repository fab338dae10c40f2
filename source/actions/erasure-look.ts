import {destroysMany} from '../domain/act/needs-count.js';
import {countOf, type Erasing} from '../domain/erase/erasing.js';
import {type Candidate} from '../domain/erase/found.js';
import {type ErasureDialog} from '../state/erasure-dialog.js';
import {isLookedFor, withLook} from '../state/erasure-look.js';
import {clamp} from '../state/scroll.js';
import {type App} from './app.js';

/** Milliseconds between two updates of how far it is. */
const interval = 100;

/** What may be the same person's. What is ticked counts as theirs, and stays here so that it can be left again. */
const candidatesIn = (
	{store}: App,
	{found, ticked}: ErasureDialog,
	{candidates}: Erasing,
): readonly Candidate[] => {
	const present = new Set(candidates.map(({session}) => session));
	const chosen = (found?.candidates ?? []).filter(
		({session}) => ticked.has(session) && !present.has(session) && store.session(session) !== undefined,
	);
	return [...candidates, ...chosen].toSorted((a, b) => a.session - b.session);
};

/** The index of the candidate under the cursor among those of now. */
const cursorAmong = ({found, cursor}: ErasureDialog, candidates: readonly Candidate[]): number => {
	const under = found?.candidates[cursor]?.session;
	const at = candidates.findIndex(({session}) => session === under);
	return at === -1 ? clamp(cursor, 0, Math.max(0, candidates.length - 1)) : at;
};

/** The dialog with what was found. */
const withFound = (app: App, dialog: ErasureDialog, erasing: Erasing): ErasureDialog => {
	const candidates = candidatesIn(app, dialog, erasing);
	return {
		...dialog,
		progress: undefined,
		cursor: cursorAmong(dialog, candidates),
		found: {
			erasing,
			candidates,
			messages: erasing.sessions.reduce((sum, id) => sum + (app.store.session(id)?.messages ?? 0), 0),
			places: app.background.eraser!.places(),
		},
		needsCount: destroysMany('purge', countOf(erasing)),
		typed: '',
		openedAt: app.milliseconds(),
	};
};

/** Looks for all of the person while the dialog is open, and shows it there. Every key goes on to work meanwhile. */
export const lookFor = async (
	app: App,
	{look, person, known, ticked, found}: ErasureDialog,
): Promise<void> => {
	let shownAt = app.milliseconds();
	const isWanted = (progress: number): boolean => {
		if (!isLookedFor(app.state, look)) return false;
		if (app.milliseconds() - shownAt < interval) return true;
		shownAt = app.milliseconds();
		app.update(state => withLook(state, look, dialog => ({...dialog, progress})));
		return true;
	};

	const wanted = {person, known, also: [...ticked], earlier: found?.erasing};
	const erasing = await app.background.eraser!.look(wanted, isWanted);
	if (erasing) app.update(state => withLook(state, look, dialog => withFound(app, dialog, erasing)));
};
