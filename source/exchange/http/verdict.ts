import {statusText} from './no-answer.js';
import {type WebAnswer} from './network.js';

/** The meaning of an answer for a request. Reasons are in our own words: a receiver's own might be a customer's. */
export type Verdict =
	| {readonly kind: 'accepted'}
	| {readonly kind: 'refused'; readonly reason: string}
	/** To be tried again, not before so many seconds if the receiver named them. */
	| {readonly kind: 'later'; readonly reason: string; readonly seconds?: number | undefined};

/** Seconds that a receiver may ask for at most. */
const longestWait = 24 * 60 * 60;

/**
The header Retry-After (RFC 9110, section 10.2.3): seconds, or a date.
@param now in Unix seconds
*/
export const secondsOf = (retryAfter: string | undefined, now: number): number | undefined => {
	if (retryAfter === undefined) return undefined;
	const seconds = /^\s*\d+\s*$/.test(retryAfter)
		? Number(retryAfter)
		: Math.ceil(Date.parse(retryAfter) / 1000 - now);
	return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), longestWait);
};

/** Statuses that are a failure of the moment, not of the request: request timeout, too many requests. */
const momentary: ReadonlySet<number> = new Set([408, 429]);

/**
@param who the receiver, as the beginning of a sentence in small letters
@param now in Unix seconds
*/
export const verdictOn = (who: string, {status, retryAfter}: WebAnswer, now: number): Verdict => {
	if (status >= 200 && status < 300) return {kind: 'accepted'};
	const told = `${who} answered ${statusText(status)}`;
	if (status >= 500 || momentary.has(status))
		return {kind: 'later', reason: told, seconds: secondsOf(retryAfter, now)};
	return {
		kind: 'refused',
		reason: status >= 300 && status < 400 ? `${told}, a redirect, which is not followed` : told,
	};
};

const codeOf = (error: unknown): string | undefined => {
	if (!(error instanceof Error)) return undefined;
	if (error.name === 'TimeoutError') return 'no answer in time';
	const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
	return code ?? codeOf(error.cause);
};

/** The verdict without an answer: no connection, a certificate that does not hold, a timeout. */
export const verdictOnError = (who: string, error: unknown): Verdict => ({
	kind: 'later',
	reason: `${who} cannot be reached (${codeOf(error) ?? 'no connection'})`,
});
