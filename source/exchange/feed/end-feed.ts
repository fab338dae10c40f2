import {type Actor} from '../../domain/change.js';
import {type Store} from '../../storage/store.js';
import {type SecretSources} from '../http/secret-file.js';
import {withDatabase} from './connect.js';
import {fedPoint, type FedPoint} from './feed-round.js';
import {checkedStoreId} from './partitions.js';
import {removeStore} from './remove-rows.js';
import {versionThere} from './schema.js';

/** How far the database of that URL has followed the store; `undefined` if it has nothing of it. */
export const fedPointThere = async (
	store: Store,
	href: string,
	sources: SecretSources,
): Promise<FedPoint | undefined> =>
	withDatabase(href, sources, async database =>
		(await versionThere(database)) === 0 ? undefined : fedPoint(database, checkedStoreId(store.identity.id)),
	);

/** Takes away what the database of that URL has of the store. */
export const clearFeed = async (store: Store, href: string, sources: SecretSources): Promise<void> =>
	withDatabase(href, sources, async database => removeStore(database, checkedStoreId(store.identity.id)));

/**
Notes in the store that it is not fed any more.
@returns the change's number, or `null` if it was not
*/
export const noteEnd = async (store: Store, actor: Actor): Promise<number | null> => {
	const change = await store.commit(actor, () =>
		store.feed === undefined ? undefined : {kind: 'feed', feed: null},
	);
	return change?.n ?? null;
};
