import {Samples} from '../../domain/response/samples.js';
import {type SessionTimes} from '../../domain/response/session-times.js';

/** How quickly the customer of a session was answered. Durations are in seconds; `null` where there is none. */
export interface TimesRecord {
	readonly firstResponse: number | null;
	readonly medianResponse: number | null;
	readonly answers: number;
	/** Closed without an answer. */
	readonly missed: boolean;
	readonly duration: number | null;
	/** How long owners had it in all. */
	readonly handled: number;
}

export const timesRecord = ({answers, isMissed, duration, handled}: SessionTimes): TimesRecord => {
	const waits = new Samples();
	for (const {waited} of answers) waits.add(waited);
	return {
		firstResponse: answers[0]?.waited ?? null,
		medianResponse: waits.spread.median ?? null,
		answers: answers.length,
		missed: isMissed,
		duration: duration ?? null,
		handled: handled.reduce((sum, {seconds}) => sum + seconds, 0),
	};
};

/** Its columns. */
export const timesPaths: readonly string[] = [
	'firstResponse',
	'medianResponse',
	'answers',
	'missed',
	'duration',
	'handled',
].map(name => `times.${name}`);
