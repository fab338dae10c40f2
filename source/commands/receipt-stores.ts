import {type Receipt, type ReceiptEntry} from '../domain/proof/receipt.js';
import {Refusal} from '../domain/refusal.js';
import {isStore} from '../storage/open-store.js';
import {checkChain} from '../storage/proof/check-chain.js';
import {realFolder} from '../storage/real-folder.js';
import {SiteBook} from '../storage/site-book.js';
import {SiteInUse} from '../storage/site-in-use.js';
import {type Context} from './command.js';
import {type Place, SeveralStores, usualFolder, whichStore} from './which-store.js';

/** Stores that a receipt may be about. */
interface Meant {
	readonly places: readonly Place[];
	/** Set if several could be meant, and nobody named one. */
	readonly trouble?: SeveralStores;
}

/** The store that is named, or the only one; else every site, and a store that is none. */
const placesMeant = (context: Context): Meant => {
	const {flags, environment, dataFolder, sender, machine} = context;
	const {configFolder} = sender;
	try {
		return {places: [whichStore({flags, environment, dataFolder, configFolder, machine})]};
	} catch (error) {
		if (!(error instanceof SeveralStores)) throw error;
		const book = new SiteBook(machine, configFolder);
		const sites = book.read().map(site => ({folder: site.folder, site: new SiteInUse(site, false, book)}));
		return {places: [...sites, {folder: realFolder(usualFolder(dataFolder))}], trouble: error};
	}
};

/** `undefined` if it has none, or cannot be read. */
const storeIdIn = ({machine: {files}}: Context, {folder, site}: Place): string | undefined => {
	if (site?.site.store !== undefined) return site.site.store;
	try {
		return isStore(files, folder) ? checkChain(files, folder, [], undefined).facts.store.id : undefined;
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return undefined;
	}
};

/**
Finds the store of each entry by its id. The only one that can be meant is that of a receipt about one store; the checks
tell if it is another.
@throws SeveralStores if a receipt about one store is about none of several
*/
export const storesOf = (
	context: Context,
	receipt: Receipt,
	entries: readonly ReceiptEntry[],
): ReadonlyMap<ReceiptEntry, Place> => {
	const {places, trouble} = placesMeant(context);
	const [first] = places;
	if (receipt.version === 1 && !trouble) return new Map(entries.map(entry => [entry, first!]));
	const byId = new Map(places.map(place => [storeIdIn(context, place), place]));
	const found = entries.flatMap(entry => {
		const place = entry.store === undefined ? undefined : byId.get(entry.store);
		return place ? [[entry, place] as const] : [];
	});
	if (receipt.version === 1 && trouble && found.length === 0) throw trouble;
	return new Map(found);
};
