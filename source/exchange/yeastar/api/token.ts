import {type Fields, integerOf} from '../fields.js';

/** Lifetimes of tokens by the guide ("Get Access Token"), in seconds. */
const usualLife = 1800;
const usualRefreshLife = 86_400;

/** Seconds before its end that a token is not used any more. */
const margin = 60;

/** An access token with its refresh token. Times are in Unix seconds of this machine. */
export interface Token {
	readonly access: string;
	/** From when on it is not used any more. */
	readonly accessUntil: number;
	readonly refresh: string;
	readonly refreshUntil: number;
}

/** A life that is told in words nobody knows is taken for the usual one; one that is short is used for half of it. */
const untilOf = (life: unknown, usual: number, askedAt: number): number => {
	const told = integerOf(life);
	const seconds = told !== undefined && told > 0 ? told : usual;
	return askedAt + seconds - Math.min(margin, Math.ceil(seconds / 2));
};

/** Never in a message, as what cannot be used is elsewhere. */
const wordOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** The tokens from a login or a refresh; `access` is empty if there was none. */
export const tokenOf = (fields: Fields, askedAt: number): Token => ({
	access: wordOf(fields.access_token),
	accessUntil: untilOf(fields.access_token_expire_time, usualLife, askedAt),
	refresh: wordOf(fields.refresh_token),
	refreshUntil: untilOf(fields.refresh_token_expire_time, usualRefreshLife, askedAt),
});

/** A token that was kept; `undefined` if that is none. */
export const keptToken = ({access, accessUntil, refresh, refreshUntil}: Fields): Token | undefined =>
	typeof access === 'string' &&
	access !== '' &&
	typeof refresh === 'string' &&
	typeof accessUntil === 'number' &&
	typeof refreshUntil === 'number'
		? {access, accessUntil, refresh, refreshUntil}
		: undefined;
