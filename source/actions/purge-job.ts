import {counted} from '../text/count.js';
import {type NewJob} from '../state/jobs.js';

const title = 'Purge';

/** A purge under way, which may take long. */
export const purgeJob = (count: number): NewJob => ({
	title,
	state: 'running',
	texts: [`${counted(count, 'session')} for good`],
	cancel: {blocker: 'It is written down, and goes on until nothing is left.'},
	onLeaving: 'the program ends when nothing is left',
});

export const endedPurge = (state: 'done' | 'failed', text: string): NewJob => ({
	title,
	state,
	texts: [text],
	...(state === 'failed' && {
		again: {blocker: 'What was begun goes on with the next change, or when the store is opened again.'},
	}),
});
