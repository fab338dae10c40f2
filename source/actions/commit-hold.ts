import {type Change, type Draft} from '../domain/change.js';
import {type Facts} from '../domain/facts.js';
import {closeDialog} from '../state/state.js';
import {type App} from './app.js';
import {whileBusy} from './while-busy.js';

/** Begins or releases a hold; no dialog is open meanwhile. */
export const commitHold = async (app: App, drafting: (facts: Facts) => Draft): Promise<Change> => {
	const change = await whileBusy(
		app,
		'Writing …',
		async () => app.store.commit(app.actor, drafting),
		closeDialog,
	);
	return change!;
};
