import {withDatabase} from './connect.js';
import {type Feeding, feedOnce} from './feed-store.js';
import {checkedStoreId} from './partitions.js';
import {type FedRows, removeRows} from './remove-rows.js';
import {versionThere} from './schema.js';

/**
Takes rows out of the database that a store is fed to, and lets it follow the store where words went from earlier changes.
@param hasWords whether notes or names in earlier changes went, too
@throws FeedTrouble if the database does not do it
@throws Refusal if the store was restored or made anew since it was last fed
*/
export const eraseFromFeed = async (feeding: Feeding, rows: FedRows, hasWords: boolean): Promise<void> => {
	const {store, href, sources} = feeding;
	const isFed = await withDatabase(href, sources, async database => {
		if ((await versionThere(database)) === 0) return false;
		await removeRows(database, checkedStoreId(store.identity.id), rows);
		return true;
	});
	if (isFed && hasWords) await feedOnce(feeding);
};
