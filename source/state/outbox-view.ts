import {deliveredSince} from '../domain/outbox/remark.js';
import {type Delivery, type OutboxFacts, platformDues} from '../domain/outbox/due.js';
import {type OutboxSurvey, surveyOutbox} from '../domain/outbox/survey.js';
import {type Facts} from '../domain/facts.js';
import {remembered} from './remembered.js';

/** The delivery of the sessions given to the analytics platform: failed, waiting and delivered. */
export interface OutboxView extends OutboxSurvey<Delivery> {
	/** How many sessions the analytics platform has taken. */
	readonly delivered: number;
}

/** Derives the view again only when the store has a new change, or has loaded more sessions. */
export const createOutboxViewer = (
	store: OutboxFacts & Pick<Facts, 'changes'> & {readonly newestChange: number; readonly progress: number},
): (() => OutboxView) => {
	const view = remembered((newestChange: number, progress: number) => ({
		...surveyOutbox(platformDues(store)),
		delivered: deliveredSince(store.changes(), 0).size,
		newestChange,
		progress,
	}));
	return () => view(store.newestChange, store.progress);
};
