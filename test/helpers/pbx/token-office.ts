import {type Quirks} from './quirks.js';

interface Given {
	readonly access: string;
	readonly refresh: string;
	until: number;
	readonly refreshUntil: number;
}

/** Refused logins that lock an address out. */
const mostFailures = 5;

/** Tokens that count at the same time. */
const mostTokens = 8;

/** Who may ask: a client id with its secret, and the tokens that were given for it. */
export class TokenOffice {
	readonly clientId = 'client-1';
	secret = 'secret-1';
	/** Seconds that a token and a refresh token count. */
	life = 1800;
	refreshLife = 86_400;
	isLocked = false;
	#failures = 0;
	#given: Given[] = [];
	#count = 0;
	readonly #now: () => number;
	readonly #quirks: Quirks;

	constructor(now: () => number, quirks: Quirks) {
		this.#now = now;
		this.#quirks = quirks;
	}

	/** Tokens that count now. */
	get alive(): number {
		return this.#given.filter(({until}) => until > this.#now()).length;
	}

	logIn(username: unknown, password: unknown): object {
		if (this.isLocked) return {errcode: 70_004, errmsg: 'ACCOUNT IP BLOCKED'};
		if (username !== this.clientId || password !== this.secret) {
			this.isLocked = ++this.#failures >= mostFailures;
			return {
				errcode: -1,
				errmsg: 'FAILURE',
				invalid_param_list: [{field: 'username or password', value: 'error'}],
			};
		}

		this.#failures = 0;
		if (this.alive >= mostTokens)
			return {errcode: this.#quirks.ninthToken, errmsg: 'MAX LIMITATION EXCEEDED'};
		return this.#give();
	}

	refresh(token: unknown): object {
		const old = this.#given.find(
			({refresh, refreshUntil}) => refresh === token && refreshUntil > this.#now(),
		);
		if (old === undefined) return {errcode: this.#quirks.unknownToken, errmsg: 'TOKEN EXPIRED'};
		// Refresh tokens rotate.
		this.#given = this.#given.filter(each => each !== old);
		if (!this.#quirks.doesRefreshEndOld) this.#given.push({...old, refresh: ''});
		return this.#give();
	}

	revoke(token: string): void {
		this.#given = this.#given.filter(({access}) => access !== token);
	}

	/** As a PBX that was started anew. */
	revokeAll(): void {
		this.#given = [];
	}

	/** What stands against a call with this token, as an error code. */
	trouble(token: string | null): number | undefined {
		if (this.isLocked && this.#quirks.locksTokens) return 70_004;
		const given = this.#given.find(({access}) => access === token);
		if (given === undefined) return this.#quirks.unknownToken;
		return given.until > this.#now() ? undefined : 10_004;
	}

	#give(): object {
		const access = `access-${++this.#count}`.padEnd(32, '0');
		const refresh = `refresh-${this.#count}`.padEnd(32, '0');
		const now = this.#now();
		this.#given.push({access, refresh, until: now + this.life, refreshUntil: now + this.refreshLife});
		return {
			errcode: 0,
			errmsg: 'SUCCESS',
			access_token_expire_time: this.life,
			access_token: access,
			refresh_token_expire_time: this.refreshLife,
			refresh_token: refresh,
		};
	}
}
