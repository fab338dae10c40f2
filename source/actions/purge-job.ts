import {counted} from '../text/count.js';
import {type NewJob} from '../state/jobs.js';

const title = 'Purge';

/** The job of a running purge, which may take long. */
export const purgeJob = (count: number): NewJob => ({
	title,
	state: 'running',
	texts: [`${counted(count, 'session')} for good`],
	cancel: {blocker: 'It is in the journal already, and runs to its end.'},
	onLeaving: 'it goes on, and the program ends only once nothing is left',
});

export const endedPurge = (state: 'done' | 'failed', text: string): NewJob => ({
	title,
	state,
	texts: [text],
	...(state === 'failed' && {
		again: {blocker: 'The rest is purged with the next change, or when the store is opened again.'},
	}),
});
