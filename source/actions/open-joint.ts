import {type SitesAsked} from '../domain/language/sites-asked.js';
import {Refusal} from '../domain/refusal.js';
import {jointDialog, searchedSites} from '../state/joint-list.js';
import {withDialog} from '../state/state.js';
import {type App} from './app.js';
import {pastBlocker} from './blockers.js';

/** Why there is nothing to show of sites. */
export const noSites = 'There are no sites. Name the stores of your PBXs: chatlogs site add NAME --store DIR';

/**
Shows the sessions of several sites as one list.
@throws Refusal if there is no such site, or the past is shown
*/
export const openJoint = (app: App, asked: SitesAsked): void => {
	const past = pastBlocker(app);
	if (past !== undefined) throw new Refusal(past);
	const all = app.sites?.all() ?? [];
	if (all.length === 0) throw new Refusal(noSites);
	const dialog = jointDialog({...asked, sites: searchedSites(all, asked.names)});
	app.update(state => ({...withDialog(dialog)(state), notice: undefined}));
};
