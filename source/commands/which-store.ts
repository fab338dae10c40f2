import path from 'node:path';
import {StoreRefusal, UsageRefusal} from '../domain/refusal.js';
import {type Site, siteNamed} from '../domain/site.js';
import {isStore} from '../storage/open-store.js';
import {realFolder} from '../storage/real-folder.js';
import {SiteBook} from '../storage/site-book.js';
import {SiteInUse} from '../storage/site-in-use.js';
import {type Machine} from '../storage/machine.js';

/** A store as a command works with it. */
export interface StoreMeant {
	/** It need not exist. */
	readonly folder: string;
	/** Missing where the store is no site. */
	readonly site?: SiteInUse;
	/** Set where nobody named it and others could have been meant. */
	readonly isRemembered?: true;
}

/** What a store may be named by. */
export interface Naming {
	readonly flags: {readonly store?: string | undefined; readonly site?: string | undefined};
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** The operating system's folder for the program's data. */
	readonly dataFolder: string;
	readonly configFolder: string;
	readonly machine: Machine;
	/** The folder of the store to take where several could be meant; without it, that is refused. */
	readonly remembered?: string | undefined;
}

/** The folder of a store that nobody named, where there are no sites. */
export const usualFolder = (dataFolder: string): string => path.join(dataFolder, 'store');

const oneOfBoth = <Name>(store: Name | undefined, site: Name | undefined, what: string): void => {
	if (store !== undefined && site !== undefined)
		throw new UsageRefusal(`${what} both say which store is meant: leave one of them out.`);
};

/** How the store is named, the arguments before the environment; the fields are empty if it is not. */
const named = ({flags, environment}: Naming): {store?: string | undefined; site?: string | undefined} => {
	oneOfBoth(flags.store, flags.site, '--store and --site');
	if (flags.store !== undefined || flags.site !== undefined) return flags;
	const {CHATLOGS_STORE: store, CHATLOGS_SITE: site} = Object.fromEntries(
		Object.entries(environment).filter(([, value]) => value !== ''),
	);
	oneOfBoth(store, site, 'CHATLOGS_STORE and CHATLOGS_SITE');
	return {store, site};
};

/** Several stores could be meant, and nobody said which. */
export class SeveralStores extends UsageRefusal {}

/** @throws SeveralStores, which names the sites */
const refuseToGuess = (sites: readonly Site[], usual: string | undefined): never => {
	const few = sites.slice(0, 5).map(({name}) => name);
	const names = [...few, ...(sites.length > few.length ? [`${sites.length - few.length} more`] : [])];
	const also = usual === undefined ? '' : `, and a store in ${usual} that is no site`;
	throw new SeveralStores(
		`Which store? There are the sites ${names.join(', ')}${also}. Name one: --site NAME (or --store DIR), or CHATLOGS_SITE`,
	);
};

/** A store that is named by its folder can be used although nobody can tell what the sites are. */
const sitesIfReadable = (book: SiteBook): readonly Site[] => {
	try {
		return book.read();
	} catch (error) {
		if (!(error instanceof StoreRefusal)) throw error;
		return [];
	}
};

/**
The store that is meant: the one that is named, else the only one there is.
@throws SeveralStores if several could be meant
@throws UsageRefusal if no site has the name
@throws StoreRefusal if the sites cannot be read, or another folder was put in the place of the site's
*/
export const whichStore = (naming: Naming): StoreMeant => {
	const {machine, configFolder, dataFolder, remembered} = naming;
	const {store, site: wanted} = named(naming);
	const book = new SiteBook(machine, configFolder);
	const storeOf = (sites: readonly Site[], site: Site): StoreMeant => {
		const inUse = new SiteInUse(site, sites.length === 1, book);
		inUse.refuseMoved();
		return {folder: site.folder, site: inUse};
	};

	if (store !== undefined) {
		const folder = realFolder(store);
		const sites = sitesIfReadable(book);
		const site = sites.find(each => each.folder === folder);
		return site === undefined ? {folder} : storeOf(sites, site);
	}

	const sites = book.read();
	if (wanted !== undefined) return storeOf(sites, siteNamed(sites, wanted));
	const usual = realFolder(usualFolder(dataFolder));
	const [first, ...others] = sites;
	if (first === undefined) return {folder: usual};
	const isOther = isStore(machine.files, usual) && sites.every(({folder}) => folder !== usual);
	if (others.length === 0 && !isOther) return storeOf(sites, first);
	const shown = sites.find(({folder}) => folder === remembered);
	if (shown !== undefined) return {...storeOf(sites, shown), isRemembered: true};
	if (isOther && usual === remembered) return {folder: usual, isRemembered: true};
	return refuseToGuess(sites, isOther ? usual : undefined);
};
