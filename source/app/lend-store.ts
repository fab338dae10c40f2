import {type Site} from '../domain/site.js';
import {openStore} from '../storage/open-store.js';
import {type SiteBook} from '../storage/site-book.js';
import {marksOf, SiteInUse} from '../storage/site-in-use.js';
import {type Store} from '../storage/store.js';
import {type Machine} from '../storage/machine.js';
import {refuseMissing} from '../storage/refuse-missing.js';

/**
Opens the store of a site for some work, and closes it again. All of it is in memory then, unless the signal came.
@throws StoreRefusal if it cannot be opened, or is not the site's any more; or what the work throws
*/
export const lendStore = async <Result>(
	site: Site,
	{
		machine,
		book,
		signal,
	}: {
		readonly machine: Machine;
		readonly book: SiteBook;
		readonly signal?: AbortSignal | undefined;
	},
	work: (store: Store) => Promise<Result>,
): Promise<Result> => {
	const inUse = new SiteInUse(site, false, book);
	inUse.refuseMoved();
	refuseMissing(site, machine);
	const store = await openStore(site.folder, machine, () => signal?.aborted === true);
	try {
		inUse.refuseOther(marksOf(store));
		await store.loaded;
		return await work(store);
	} finally {
		await store.close();
	}
};
