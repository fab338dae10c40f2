import {siteLabel, type Site} from '../domain/site.js';
import {underCursor} from '../state/dialog.js';
import {heldUp} from '../state/jobs.js';
import {type ListedSite, listedSites, sitesDialog} from '../state/site-list.js';
import {type SitesDialog} from '../state/sites-dialog.js';
import {closeDialog, mainPlaces, withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {pastBlocker} from './blockers.js';
import {dialogActions, listActions} from './dialog-actions.js';
import {noSites, openJoint} from './open-joint.js';
import {whileBusy} from './while-busy.js';

/** Shows another site in place of this one; resolves to its app. */
export const switchTo = async (app: App, site: Site): Promise<App> =>
	whileBusy(app, `Opening ${siteLabel(site)} …`, async () => app.sites!.show(site));

const chosen = (dialog: SitesDialog): ListedSite | undefined => underCursor(listedSites(dialog), dialog);

const choose = async (app: App, dialog: SitesDialog): Promise<void> => {
	const {site} = chosen(dialog)!;
	// Another process may have renamed it, or given its name to another store.
	if (site.name === app.site?.name && site.folder === app.site.folder) app.update(closeDialog);
	else if (heldUp(app.jobs).length === 0) await switchTo(app, site);
	else
		app.update(withDialog({kind: 'question', about: {kind: 'switch', site}, openedAt: app.milliseconds()}));
};

/** Looks through the sites that what was typed leaves. */
const lookTogether = (app: App, dialog: SitesDialog): void => {
	const listed = listedSites(dialog).map(({site}) => site.name);
	const names = listed.length === dialog.sites.length ? ['*'] : listed;
	openJoint(app, {names, filter: app.state.filter});
};

const choiceBlocker = ({state}: App, dialog: SitesDialog): string | undefined => {
	if (state.busy !== undefined) return 'Wait until what is under way is done.';
	return chosen(dialog) === undefined ? 'No site has that name, label or tag.' : undefined;
};

/** The list of sites, as far as they are known now; it follows what becomes of them. */
export const openSites = (app: App): void => {
	const {sites} = app;
	app.update(withDialog(sitesDialog({sites: sites!.all(), looks: new Map(sites!.looks)}, app.site)));
};

export const siteActions: readonly Action[] = [
	{
		id: 'sites.open',
		title: 'Sites: the stores of your PBXs, and switching to another',
		keys: ['S'],
		places: mainPlaces,
		blocker: app => pastBlocker(app) ?? ((app.sites?.all() ?? []).length === 0 ? noSites : undefined),
		run: openSites,
	},
	...listActions('sites', (_, dialog) => listedSites(dialog).length, {isTypedIn: true}),
	...dialogActions('sites', [
		{
			name: 'choose',
			title: 'Switch to this site',
			keys: ['enter'],
			hint: 'switch',
			asks: true,
			blocker: choiceBlocker,
			run: choose,
		},
		{
			name: 'together',
			title: 'One list of the sessions of all these sites',
			keys: ['tab'],
			hint: 'all in one list',
			blocker: choiceBlocker,
			run: lookTogether,
		},
		{
			name: 'close',
			title: 'Leave; quit where no site is shown yet',
			keys: ['escape'],
			hint: 'leave',
			run: app => (app.sites!.isChosen ? app.update(closeDialog) : app.quit()),
		},
	]),
];
