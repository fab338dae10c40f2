import {type NoAnswer, statusText} from '../../http/no-answer.js';
import {secondsOf} from '../../http/verdict.js';
import {withoutToken} from '../../http/without-token.js';
import {type Fields} from '../fields.js';
import {type Answer} from './answer.js';
import {code, codeText} from './error-codes.js';
import {type Cause, type PauseVerdict, type Verdict} from './verdict.js';

const aboutThis: ReadonlySet<number> = new Set([
	code.badParameter,
	code.notFound,
	code.tooMany,
	code.forbidden,
]);

const causes: ReadonlyMap<number, readonly [cause: Cause, remedy: string]> = new Map([
	[
		code.denied,
		['access denied', 'The application’s rights, or its token, do not allow it; look at Integrations > API'],
	],
	[
		code.failed,
		['access denied', 'The feature is off, or the application may not use it; look at Integrations > API'],
	],
	[code.expired, ['access denied', 'It does not take a token that it has just given']],
	[code.locked, ['locked out', 'Unblock this address there: Security > Security Rules > Blocked IPs']],
	[code.addressForbidden, ['locked out', 'Allow this address there: Integrations > API']],
	[code.unavailable, ['api off', 'Switch it on there, or look at the plan: Integrations > API']],
	[code.absent, ['not there', 'Its firmware is too old for that']],
	[code.versionEnded, ['too old', 'Its firmware does not fit this program']],
	[code.versionUnsupported, ['too old', 'Its firmware does not fit this program']],
]);

/** In characters: an error is a line. */
const longestWords = 300;

const wordsOf = ({errmsg}: Fields): string =>
	typeof errmsg === 'string' ? withoutToken(errmsg).toWellFormed().trim().slice(0, longestWords) : '';

/** The meaning of an error code where neither the token nor the session can be to blame. */
export const pauseFor = (errcode: number, fields: Fields): PauseVerdict => {
	const [cause, remedy] = causes.get(errcode) ?? ['other', undefined];
	const told = `answered ${codeText(errcode)}`;
	const reason = remedy === undefined ? told : `${told}. ${remedy}`;
	return {kind: 'pause', cause, code: errcode, reason, isDoubtful: false, words: wordsOf(fields)};
};

/** The verdict where something other than a PBX seems to have answered. */
const strangerFor = (cause: Cause, reason: string, mayPass = false): PauseVerdict => ({
	kind: 'pause',
	cause,
	reason,
	isDoubtful: true,
	words: '',
	mayPass,
});

type AgainVerdict = Extract<Verdict, {readonly kind: 'again'}>;

const again = (reason: string, isDoubtful: boolean, seconds?: number): AgainVerdict => ({
	kind: 'again',
	cause: 'no sound answer',
	reason,
	isDoubtful,
	seconds,
});

const verdictOnCode = (errcode: number, fields: Fields): Verdict => {
	if (errcode === 0 || errcode === code.partial)
		return {kind: 'done', fields, isPartial: errcode === code.partial};
	if (errcode === code.expired || errcode === code.denied) return {kind: 'expired', code: errcode, fields};
	if (aboutThis.has(errcode))
		return {
			kind: 'refused',
			code: errcode,
			reason: `answered ${codeText(errcode)}`,
			words: wordsOf(fields),
			fields,
		};
	if (errcode === code.overloaded) return again(`answered ${codeText(errcode)}`, false);
	if (errcode === code.serverError || errcode === code.processing)
		return again(`answered ${codeText(errcode)}`, true);
	return pauseFor(errcode, fields);
};

const verdictOnStatus = (status: number, seconds: number | undefined): Verdict => {
	const told = `answered ${statusText(status)}`;
	// A server that says so has not looked at the request, or has not waited for it.
	if (status === 429 || status === 408) return again(told, false, seconds);
	if (status >= 500) return again(told, true, seconds);
	if (status >= 300 && status < 400)
		return strangerFor('not the api', `${told}, a redirect, which is not followed`);
	return strangerFor('not the api', told);
};

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Whether the status says enough, whatever comes with it. */
const isTelling = (status: number): boolean => status >= 500 || status === 429 || status === 408;

interface Received {
	readonly status: number;
	/** The header of that name. */
	readonly retryAfter: string | undefined;
	readonly answer: Answer;
}

/** @param now in Unix seconds */
export const verdictOnAnswer = ({status, retryAfter, answer}: Received, now: number): Verdict => {
	const isSaid = isSuccess(status) || (answer.kind === 'fields' && answer.code !== 0);
	if (answer.kind === 'fields' && isSaid && !isTelling(status))
		return verdictOnCode(answer.code, answer.fields);
	if (!isSuccess(status)) return verdictOnStatus(status, secondsOf(retryAfter, now));
	switch (answer.kind) {
		case 'cut': {
			return again('gave only the beginning of an answer', true);
		}

		case 'html': {
			return strangerFor(
				'web portal',
				'answered with a web page: this is probably the web portal, or a proxy. Check port and path of the address',
				true,
			);
		}

		default: {
			return strangerFor('not the api', 'answered what is not of its API. Check the address');
		}
	}
};

/** The verdict where there was no answer. */
export const verdictOnSilence = ({silence, message, isSent}: NoAnswer): PauseVerdict | AgainVerdict => {
	if (silence === 'certificate')
		return {
			...strangerFor('certificate', `showed a certificate that is not trusted: ${message}`),
			isDoubtful: false,
		};
	const isReached = silence !== 'unreachable';
	return {
		kind: 'again',
		cause: isReached ? 'no sound answer' : 'unreachable',
		reason: `${isReached ? 'gave no whole answer' : 'cannot be reached'}: ${message}`,
		isDoubtful: isSent,
		isSilent: silence === 'too slow',
	};
};
