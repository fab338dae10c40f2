import {type SortedBy} from '../domain/find/sort-value.js';
import {type SitesAsked} from '../domain/language/sites-asked.js';
import {type Session} from '../domain/session.js';
import {type SessionRef, refText} from '../domain/session-ref.js';
import {type Site, siteNamed} from '../domain/site.js';

/** How many sessions the list of several sites shows at most, so that it needs little memory however many match. */
export const jointLimit = 1000;

/** A session in the list of several sites, as it was when its site was looked through. */
export interface JointRow extends SessionRef {
	/** What it is sorted by. */
	readonly key: SortedBy;
	readonly session: Session;
	readonly isOrphaned: boolean;
	readonly isPending: boolean;
	readonly isHeld: boolean;
}

/** What was found in a site. */
export interface SiteFound {
	/** Also those beyond the limit. */
	readonly matches: number;
	/** Why it could not be looked through, if so. */
	readonly trouble?: string;
}

/** The sites that are asked, and for what; another one with the same content looks again. */
export interface JointRequest extends SitesAsked {
	readonly sites: readonly Site[];
}

/** One list of the sessions of several sites. */
export interface JointDialog {
	readonly kind: 'joint';
	readonly request: JointRequest;
	/** In the order that the filter asks for. */
	readonly rows: readonly JointRow[];
	/** What was found, by the names of the sites; missing for a site that has not been looked through yet. */
	readonly found: ReadonlyMap<string, SiteFound>;
	/** The marked rows, as `refText`. */
	readonly marks: ReadonlySet<string>;
	readonly cursor: number;
}

export const jointDialog = (request: JointRequest): JointDialog => ({
	kind: 'joint',
	request,
	rows: [],
	found: new Map(),
	marks: new Set(),
	cursor: 0,
});

export const isSearched = ({found, request}: JointDialog): boolean => found.size === request.sites.length;

/**
The sites that are meant by these names, of which `*` means all, each once and in the order of all.
@throws UsageRefusal if there is none of a name
*/
export const searchedSites = (all: readonly Site[], names: readonly string[]): readonly Site[] => {
	if (names.includes('*')) return all;
	const named = new Set(names.map(name => siteNamed(all, name)));
	return all.filter(site => named.has(site));
};

/** Looks again; until that is done the rows stay. */
export const searchedAgain = (dialog: JointDialog): JointDialog => ({
	...dialog,
	request: {...dialog.request},
	found: new Map(),
});

/** The rows that an act is about: those marked, else the one under the cursor. */
export const jointTargets = ({rows, marks, cursor}: JointDialog): readonly JointRow[] => {
	const marked = rows.filter(row => marks.has(refText(row)));
	return marked.length > 0 ? marked : rows.slice(cursor, cursor + 1);
};

/** The same rows by their sites, in the order of the sites. */
export const bySite = (
	{request}: JointDialog,
	rows: readonly JointRow[],
): readonly {readonly site: Site; readonly ids: readonly number[]}[] =>
	request.sites
		.map(site => ({site, ids: rows.filter(row => row.site.name === site.name).map(({id}) => id)}))
		.filter(({ids}) => ids.length > 0);
