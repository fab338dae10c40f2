import {durationText} from '../../text/duration.js';
import {hour} from '../../text/time.js';

/** Seconds in which nothing happened from which on that is worth a line: a customer notices an hour. */
const notable = hour;

/** What is said of the time between two things, both in Unix seconds; `undefined` if it is too short, or goes back. */
export const describeSilence = (from: number, to: number): string | undefined =>
	to - from < notable ? undefined : `${durationText(to - from)} of silence`;
