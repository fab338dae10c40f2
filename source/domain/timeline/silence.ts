import {durationText} from '../../text/duration.js';
import {hour} from '../../text/time.js';

/** Seconds of silence that are worth a line: a customer notices an hour. */
const notable = hour;

/** A line on the silence between two events, both in Unix seconds; `undefined` if it is too short, or goes back. */
export const describeSilence = (from: number, to: number): string | undefined =>
	to - from < notable ? undefined : `${durationText(to - from)} of silence`;
