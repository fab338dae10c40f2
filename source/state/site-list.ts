import {type Site, siteLabel} from '../domain/site.js';
import {soughtFor, standsIn} from '../text/sought.js';
import {underCursor} from './dialog.js';
import {type SiteLook, type SitesDialog} from './sites-dialog.js';
import {type State} from './state.js';
import {emptyField} from './text-field.js';

/** A line in the list of sites. */
export interface ListedSite {
	readonly site: Site;
	/** `undefined` as long as its store has not been read. */
	readonly look: SiteLook | undefined;
}

/** The sites that what was typed leaves, those in trouble first. */
export const listedSites = ({sites, looks, field}: Omit<SitesDialog, 'cursor'>): readonly ListedSite[] => {
	const wanted = soughtFor(field.text.trim());
	const found = sites.filter(site =>
		[site.name, siteLabel(site), ...(site.tags ?? [])].some(word => standsIn(wanted, word)),
	);
	const listed = found.map(site => ({site, look: looks.get(site.name)}));
	const isWell = ({look}: ListedSite): number => Number(look?.trouble === undefined);
	return listed.toSorted((a, b) => isWell(a) - isWell(b));
};

/** The list with the cursor on the site that is shown, whatever its name became. */
export const sitesDialog = (
	{sites, looks}: Pick<SitesDialog, 'sites' | 'looks'>,
	shown: Site | undefined,
): SitesDialog => {
	const dialog = {kind: 'sites', sites, looks, field: emptyField} as const;
	const index = listedSites(dialog).findIndex(({site}) => site.folder === shown?.folder);
	return {...dialog, cursor: Math.max(0, index)};
};

/**
Takes in which sites there are, and what was found in them. Lines may move then, but the cursor stays on its site; where
that is none any more, on the line.
*/
export const withSeen = (state: State, seen: Partial<Pick<SitesDialog, 'sites' | 'looks'>>): State => {
	const {dialog} = state;
	if (dialog?.kind !== 'sites') return state;
	const folder = underCursor(listedSites(dialog), dialog)?.site.folder;
	const next = {...dialog, ...seen};
	const index = listedSites(next).findIndex(({site}) => site.folder === folder);
	return {...state, dialog: {...next, cursor: index === -1 ? dialog.cursor : index}};
};
