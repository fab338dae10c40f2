import {Refusal, UsageRefusal} from './refusal.js';

/** The colours that a site's label may stand beside; each is only a help to what the label says. */
export const siteColors = ['cyan', 'green', 'yellow', 'red'] as const;

export type SiteColor = (typeof siteColors)[number];

/** A store by the name that its user gives it, with what tells whether it is still that store. */
export interface Site {
	readonly name: string;
	/** The real path of the store's folder. */
	readonly folder: string;
	/** The store's id; missing as long as the store has none. */
	readonly store?: string;
	/** The serial number of the PBX that the store was last known to be connected to. */
	readonly sn?: string;
	/** The word that is shown in the place of the name. */
	readonly label?: string;
	readonly color?: SiteColor;
	readonly tags?: readonly string[];
	/** Names that it had: the secret of its PBX may still lie in the variable of each. */
	readonly formerNames?: readonly string[];
}

/** What tells one store from another. */
export type StoreMarks = Pick<Site, 'folder' | 'store' | 'sn'>;

export const siteLabel = ({label, name}: Site): string => label ?? name;

const nameForm = /^[a-z\d][a-z\d._-]{0,63}$/;

export const isSiteName = (text: string): boolean => nameForm.test(text);

/**
The name as sites are kept by: upper and lower case are the same.
@throws UsageRefusal if no site can have that name
*/
export const readSiteName = (text: string, noun = 'name of a site'): string => {
	const name = text.toLowerCase();
	if (isSiteName(name)) return name;
	throw new UsageRefusal(
		`“${text}” cannot be the ${noun}: expected up to 64 ASCII letters, digits, dots, hyphens and underscores, with a letter or digit first.`,
	);
};

/** @throws UsageRefusal if there is no such site */
export const siteNamed = (sites: readonly Site[], text: string): Site => {
	const name = readSiteName(text);
	const site = sites.find(each => each.name === name);
	if (site === undefined) throw new UsageRefusal(`There is no site ${name}: chatlogs site list shows them.`);
	return site;
};

/** The variable that the client secret of a site's PBX is looked for in. */
export const secretVariable = ({name}: Pick<Site, 'name'>): string =>
	`CHATLOGS_PBX_SECRET_${name.toUpperCase().replaceAll(/[^A-Z\d]/g, '_')}`;

/** Why the two cannot both be sites, as the end of a sentence that begins with the new one; `undefined` if they can. */
const clash = (site: Site, known: Site): string | undefined => {
	if (known.name === site.name) return 'is a site already: choose another name';
	if (known.folder === site.folder) return `would be a second name for the store of ${known.name}`;
	if (known.store !== undefined && known.store === site.store)
		return `would have the same store as ${known.name}, which lies in ${known.folder}: one of them is a copy`;
	const variable = secretVariable(site);
	if (secretVariable(known) === variable)
		return `would take the secret of its PBX from ${variable}, as ${known.name} does: choose another name`;
	return known.formerNames?.some(name => secretVariable({name}) === variable)
		? `would take the secret of its PBX from ${variable}, which may still hold that of ${known.name}, as that had the name before: choose another name`
		: undefined;
};

/**
The sites with one more, in the order of their names.
@throws Refusal if it is one of them already, or could be taken for one
*/
export const withSite = (sites: readonly Site[], site: Site): readonly Site[] => {
	for (const known of sites) {
		const reason = clash(site, known);
		if (reason !== undefined) throw new Refusal(`${site.name} ${reason}.`);
	}

	return [...sites, site].toSorted((a, b) => (a.name < b.name ? -1 : 1));
};

/**
The sites, with another name for one of them.
@throws Refusal if it could be taken for another one then
*/
export const withRenamed = (sites: readonly Site[], site: Site, name: string): readonly Site[] => {
	if (site.name === name) return sites;
	const names = new Set([...(site.formerNames ?? []), site.name]);
	const formerNames = [...names].filter(former => former !== name);
	return withSite(withoutSite(sites, site.name), {...site, name, formerNames});
};

export const withoutSite = (sites: readonly Site[], name: string): readonly Site[] =>
	sites.filter(site => site.name !== name);

/** Whether both are marks of one store, connected to one PBX, in one folder. */
export const isSameStore = (a: StoreMarks, b: StoreMarks): boolean =>
	a.folder === b.folder && a.store === b.store && a.sn === b.sn;

/** Why these are not the marks of the site's store, as the end of a sentence that begins with the folder. */
export const mismatch = (site: Site, found: StoreMarks): string | undefined => {
	if (site.folder !== found.folder) return `is now a link to ${found.folder}`;
	if (site.store !== undefined && found.store === undefined)
		return `holds a store without an id, which is damaged or new (chatlogs check --store ${found.folder} tells)`;
	if (site.store !== undefined && site.store !== found.store) return 'holds another store than it did';
	return site.sn !== undefined && found.sn !== undefined && site.sn !== found.sn
		? `is connected to another PBX (${found.sn}) than it was (${site.sn})`
		: undefined;
};
