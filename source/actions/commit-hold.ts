import {type Change, type Draft} from '../domain/change.js';
import {type Facts} from '../domain/facts.js';
import {closeDialog} from '../state/state.js';
import {type App} from './app.js';

/** Begins or releases a hold; no dialog is open meanwhile. */
export const commitHold = async (app: App, drafting: (facts: Facts) => Draft): Promise<Change> => {
	app.update(state => ({...closeDialog(state), busy: 'Writing …'}));
	try {
		return (await app.store.commit(app.actor, drafting))!;
	} finally {
		app.update(state => ({...state, busy: undefined}));
	}
};
