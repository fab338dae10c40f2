import {type StoreFacts} from '../../domain/store-facts.js';
import {type StoredChange} from '../change-form.js';

/**
The facts of which the line may be lost, and that would be missed by nobody before it is too late: the store's identity,
a hold that would hold nothing any more, or a database that no erasure would know of.
*/
export const restated = ({
	store,
	holds,
	policies,
	erasures,
	readOnly,
	feed,
}: StoreFacts): Partial<StoredChange> => ({
	...(store.id !== undefined && {store}),
	...(holds && {holds}),
	...(policies && {policies}),
	...(erasures && {erasures}),
	...(readOnly && {readOnly}),
	...(feed !== undefined && {feed}),
});
