import {Refusal} from '../../domain/refusal.js';
import {systemTrouble} from '../../domain/system-trouble.js';

/** The database cannot be used as it is: out of reach, a wrong password, no permission, no room. */
export class FeedTrouble extends Refusal {}

/** Codes of PostgreSQL (its manual, appendix A) for which we know what to do. */
const remedies: Readonly<Record<string, string>> = {
	'28000': 'Look whether that user may connect from here: pg_hba.conf on the server',
	'28P01': 'Put the right password into PGPASSWORD, or into the file of PGPASSFILE',
	'3D000': 'Create the database first: createdb NAME',
	'42501': 'Give the user that right, or feed as the owner of the schema chatlogs',
	'53100': 'Make room on the server; nothing was altered there',
	'53300': 'Wait until others have left, or raise max_connections',
};

/** Codes of connections that ended or were never there. */
const isGone = (code: string): boolean => /^(?:08|57P)/.test(code);

const isSqlState = (code: unknown): code is string => typeof code === 'string' && /^[\dA-Z]{5}$/.test(code);

/** An error of the driver or the database in our words; anything else is given back as it is. */
export const asFeedTrouble = (error: unknown, host: string): unknown => {
	if (!(error instanceof Error) || error instanceof Refusal) return error;
	// The driver tries several addresses of a host, and tells of all.
	const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
	const cause = first instanceof Error ? first : error;
	const {code} = cause as Error & {readonly code?: unknown};
	if (isSqlState(code)) {
		const what = isGone(code) ? 'ended the connection' : 'refused';
		const remedy = remedies[code];
		return new FeedTrouble(
			`PostgreSQL at ${host} ${what}: ${cause.message} (${code}).${remedy === undefined ? '' : ` ${remedy}.`}`,
			{cause: error},
		);
	}

	if (cause.message.includes('client password must be'))
		return new FeedTrouble(
			`PostgreSQL at ${host} wants a password. Put it into PGPASSWORD, or into a file of mode 0600 that PGPASSFILE names.`,
			{cause: error},
		);
	// Node's own codes are of bugs, but for those of TLS; the driver's errors have none.
	const isOfDriver =
		systemTrouble(cause) !== undefined ||
		(typeof code === 'string' && /^(?!ERR_(?!TLS|SSL))/.test(code)) ||
		/connection|password|SASL|SSL|timeout/i.test(cause.message);
	return isOfDriver
		? new FeedTrouble(`PostgreSQL at ${host} cannot be reached: ${cause.message}`, {cause: error})
		: error;
};
