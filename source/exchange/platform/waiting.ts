import {platformDues} from '../../domain/outbox/due.js';
import {surveyOutbox} from '../../domain/outbox/survey.js';
import {type Store} from '../../storage/store.js';

interface OutboxCounts {
	/** Sessions that the platform has still to be told something about. */
	readonly waiting: number;
	/** Sessions that it refused, and that do not wait. */
	readonly failed: number;
}

export const countOutbox = (store: Store): OutboxCounts => {
	const {waiting, failed} = surveyOutbox(platformDues(store));
	return {waiting: waiting.length, failed: failed.length};
};
