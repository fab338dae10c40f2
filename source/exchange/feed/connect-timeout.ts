import {Refusal} from '../../domain/refusal.js';
import {said} from '../http/secret-file.js';

/** In seconds: as long as a server may take to let us in unless somebody says otherwise, and the longest timer. */
const usual = 15;
const longest = 2_147_483;

/**
Milliseconds that connecting may take, 0 for ever: as many seconds as `PGCONNECT_TIMEOUT` says, read as libpq does.
@throws Refusal if it is no whole number
*/
export const connectTimeoutIn = ({
	PGCONNECT_TIMEOUT: variable,
}: Readonly<Record<string, string | undefined>>): number => {
	const text = said(variable) ?? String(usual);
	if (!/^\s*[+-]?\d+\s*$/.test(text))
		throw new Refusal(
			`PGCONNECT_TIMEOUT is “${text}”; expected a whole number of seconds, or 0 to wait for ever.`,
		);
	return Math.min(Math.max(Number(text), 0), longest) * 1000;
};
