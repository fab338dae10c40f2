import {type Receipt, type ReceiptEntry} from '../domain/proof/receipt.js';
import {Refusal} from '../domain/refusal.js';
import {isStore} from '../storage/open-store.js';
import {checkChain} from '../storage/proof/check-chain.js';
import {realFolder} from '../storage/real-folder.js';
import {SiteBook} from '../storage/site-book.js';
import {SiteInUse} from '../storage/site-in-use.js';
import {type Context} from './command.js';
import {SeveralStores, type StoreMeant, usualFolder, whichStore} from './which-store.js';

/** Stores that a receipt may be about. */
interface StoresMeant {
	readonly stores: readonly StoreMeant[];
	/** Set if several could be meant, and nobody named one. */
	readonly trouble?: SeveralStores;
}

/** The store that is named, or the only one; else every site, and a store that is none. */
const storesMeant = (context: Context): StoresMeant => {
	const {flags, environment, dataFolder, sender, machine} = context;
	const {configFolder} = sender;
	try {
		return {stores: [whichStore({flags, environment, dataFolder, configFolder, machine})]};
	} catch (error) {
		if (!(error instanceof SeveralStores)) throw error;
		const book = new SiteBook(machine, configFolder);
		const sites = book.read().map(site => ({folder: site.folder, site: new SiteInUse(site, false, book)}));
		return {stores: [...sites, {folder: realFolder(usualFolder(dataFolder))}], trouble: error};
	}
};

/** `undefined` if it has none, or cannot be read. */
const storeIdIn = ({machine: {files}}: Context, {folder, site}: StoreMeant): string | undefined => {
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
): ReadonlyMap<ReceiptEntry, StoreMeant> => {
	const {stores, trouble} = storesMeant(context);
	const [first] = stores;
	if (receipt.version === 1 && !trouble) return new Map(entries.map(entry => [entry, first!]));
	const byId = new Map(stores.map(store => [storeIdIn(context, store), store]));
	const found = entries.flatMap(entry => {
		const store = entry.store === undefined ? undefined : byId.get(entry.store);
		return store ? [[entry, store] as const] : [];
	});
	if (receipt.version === 1 && trouble && found.length === 0) throw trouble;
	return new Map(found);
};
