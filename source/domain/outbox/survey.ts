import {type Change} from '../change.js';
import {type Facts} from '../facts.js';
import {type Delivery, dueDelivery} from './due.js';
import {type Outbox} from './outbox.js';

/** What a survey is made from; the store offers it. */
export interface OutboxFacts extends Pick<Facts, 'session'> {
	readonly outbox: Outbox;
	/** Those that touched a session, oldest first. */
	changesOf(id: number): readonly Change[];
}

export interface OutboxSurvey {
	/** Sessions of which the platform has still to be told something, each with what is next. */
	readonly waiting: readonly Delivery[];
	/** Sessions of which it refused to be told, each with the reason, and that do not wait. */
	readonly failed: readonly Delivery[];
}

/** What became of the sessions in the outbox. */
export const surveyOutbox = (facts: OutboxFacts): OutboxSurvey => {
	const waiting: Delivery[] = [];
	const failed: Delivery[] = [];
	for (const id of facts.outbox.keys()) {
		const request = {id, session: facts.session(id), changes: facts.changesOf(id)};
		const next = dueDelivery(request);
		const again = next ?? dueDelivery({...request, again: true});
		if (again) (next ? waiting : failed).push(again);
	}

	return {waiting, failed};
};
