import {UsageRefusal} from '../../domain/refusal.js';
import {type Site, siteNamed} from '../../domain/site.js';
import {SiteBook} from '../../storage/site-book.js';
import {type Machine} from '../../storage/machine.js';

interface Choice {
	readonly sites?: string | undefined;
	readonly tag?: string | undefined;
	readonly allSites?: boolean | undefined;
	readonly site?: string | undefined;
	readonly store?: string | undefined;
}

/** Whether several sites are asked for at once. */
export const asksForSites = ({sites, tag, allSites}: Choice): boolean =>
	sites !== undefined || tag !== undefined || allSites === true;

/** Whether a site is one of those that are asked for. */
export const isAskedFor = ({sites: named, tag}: Choice): ((site: Site) => boolean) => {
	const names = named?.toLowerCase().split(',');
	return ({name, tags}) => names?.includes(name) ?? (tag === undefined || tags?.includes(tag) === true);
};

/**
The sites that are asked for, in the order in which they were named, or of their names.
@throws UsageRefusal if there are none, or something else is asked for as well
@throws StoreRefusal if nobody can tell what the sites are
*/
export const chosenSites = (choice: Choice, machine: Machine, configFolder: string): readonly Site[] => {
	const {sites: named, tag, allSites, site, store} = choice;
	if ([named, tag, allSites, site, store].filter(Boolean).length > 1)
		throw new UsageRefusal('Choose one of --sites, --tag, --all-sites, --site and --store.');
	const known = new SiteBook(machine, configFolder).read();
	if (named !== undefined) {
		const names = named.split(',').filter(Boolean);
		if (names.length === 0) throw new UsageRefusal('--sites names no site.');
		// Two spellings may name the same one.
		return [...new Set(names.map(name => siteNamed(known, name)))];
	}

	const sites = known.filter(isAskedFor(choice));
	if (sites.length > 0) return sites;
	throw new UsageRefusal(
		tag === undefined
			? 'There are no sites. Add one: chatlogs site add NAME --store DIR'
			: `No site has the tag ${tag}: chatlogs site list shows them.`,
	);
};
