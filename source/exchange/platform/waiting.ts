import {type Delivery, dueDelivery} from '../../domain/outbox/due.js';
import {surveyOutbox} from '../../domain/outbox/survey.js';
import {type Store} from '../../storage/store.js';

/** The next that the platform has to be told of a session; with `again` also what failed for good. */
export const dueIn = (store: Store, id: number, again = false): Delivery | undefined =>
	dueDelivery({id, session: store.session(id), changes: store.changesOf(id), again});

export interface OutboxCounts {
	/** Sessions of which the platform has still to be told something. */
	readonly waiting: number;
	/** Sessions of which it refused to be told, and that do not wait. */
	readonly failed: number;
}

export const countOutbox = (store: Store): OutboxCounts => {
	const {waiting, failed} = surveyOutbox(store);
	return {waiting: waiting.length, failed: failed.length};
};
