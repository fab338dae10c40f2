import {createHash} from 'node:crypto';
import {type Machine} from '../../../storage/machine.js';
import {LockedRefusal} from '../../../storage/lock.js';
import {code, codeText} from './error-codes.js';
import {PrivateDocument} from './private-document.js';
import {type Login, RefusedSecrets} from './refused-secrets.js';
import {keptToken, type Token, tokenOf} from './token.js';
import {PbxTrouble, troubleOf} from './trouble.js';
import {type Verdict} from './verdict.js';
import {type Call} from './wire.js';

/**
Answers to a login that may be about the secret. The guide has the first ("Response Result"); a client's notes have
another, and to try once too seldom is better than to be locked out.
*/
const secretRefusals: ReadonlySet<number> = new Set([
	code.failure,
	code.versionUnsupported,
	code.denied,
	code.badParameter,
	code.notFound,
]);

/** Whether it may be the old token alone that the PBX does not like. */
const mayLogIn = ({cause, code: told}: Extract<Verdict, {readonly kind: 'pause'}>): boolean =>
	told !== undefined && (cause === 'other' || cause === 'access denied');

const wrongSecret = ({clientId}: Login, told: string): PbxTrouble =>
	new PbxTrouble(
		'wrong secret',
		`The PBX ${told} for the client id ${clientId}; it is not tried again, since five failures lock this address out. Put the right secret in its place, or, if it was mended at the PBX, run: chatlogs pbx connect`,
	);

export interface TokensOptions {
	readonly machine: Pick<Machine, 'files' | 'lock' | 'now'>;
	/** That many random bytes as hexadecimal digits. */
	readonly random: (bytes: number) => string;
	/** The folder of this machine's own state; `pbx` in it is for the person alone. */
	readonly stateFolder: string;
	/** Which store on which machine it is, as its connection says. */
	readonly instance: string;
	readonly login: Login;
	/** Asked only when somebody has to log in. */
	readonly secret: () => string;
	/** Makes a call without a token, several times if there is no sound answer. */
	readonly call: (call: Call, signal: AbortSignal) => Promise<Verdict>;
}

/**
The access token, one for all processes of an instance: a PBX gives eight at most, and a process that was killed gives
none back (developer guide, "Get Access Token").
*/
export class Tokens {
	readonly #options: TokensOptions;
	readonly #document: PrivateDocument;
	readonly #refused: RefusedSecrets;
	#token: Token | undefined;
	/** While one is being had. */
	#coming: Promise<Token> | undefined;

	constructor(options: TokensOptions) {
		const {machine, stateFolder, instance, login, random} = options;
		const folder = `${stateFolder}/pbx`;
		this.#options = options;
		// A token is never sent to another PBX than the one that gave it, should the instance be connected anew.
		const whose = JSON.stringify([instance, login.origin, login.clientId]);
		const name = createHash('sha256').update(whose).digest('hex').slice(0, 32);
		this.#document = new PrivateDocument(machine, folder, `token-${name}`);
		this.#refused = new RefusedSecrets(machine, folder, random);
	}

	/**
	A token that counts, as far as is known here.
	@param worn one that the PBX does not take any more
	@throws PbxTrouble if the PBX gives none, or would not take the secret
	*/
	async take(signal: AbortSignal, worn?: string): Promise<string> {
		if (this.#token?.access === worn) this.#token = undefined;
		if (this.#token !== undefined && this.#isFresh(this.#token)) return this.#token.access;
		const shared = await this.#coming;
		if (shared !== undefined && shared.access !== worn) return shared.access;
		this.#coming ??= this.#have(worn, signal).finally(() => {
			this.#coming = undefined;
		});
		this.#token = await this.#coming;
		return this.#token.access;
	}

	/** Gives the token back to the PBX and forgets it, and which secret was refused. */
	async revoke(signal: AbortSignal): Promise<void> {
		await this.#document.locked(async () => {
			const kept = keptToken(this.#document.read());
			if (kept !== undefined)
				await this.#options.call({endpoint: 'del_token', query: {access_token: kept.access}}, signal);
			this.#token = undefined;
			await this.#document.write({});
		}, signal);
		await this.allowSecret();
	}

	/** A person says that the secret, which was refused, will be taken now. */
	async allowSecret(): Promise<void> {
		await this.#refused.forget(this.#options.login);
	}

	#isFresh({accessUntil}: Token): boolean {
		return this.#options.machine.now() < accessUntil;
	}

	async #have(worn: string | undefined, signal: AbortSignal): Promise<Token> {
		try {
			return await this.#document.locked(async () => {
				const kept = keptToken(this.#document.read());
				// Another process may have had one meanwhile.
				if (kept !== undefined && kept.access !== worn && this.#isFresh(kept)) return kept;
				const token = (kept && (await this.#refresh(kept, signal))) ?? (await this.#logIn(signal));
				await this.#document.write({...token});
				return token;
			}, signal);
		} catch (error) {
			if (!(error instanceof LockedRefusal)) throw error;
			throw new PbxTrouble('unreachable', 'Another process has been logging in to the PBX for a minute.');
		}
	}

	/** `undefined` if the PBX gives none for this one. */
	async #refresh({refresh, refreshUntil}: Token, signal: AbortSignal): Promise<Token | undefined> {
		const {machine, call} = this.#options;
		const askedAt = machine.now();
		if (refresh === '' || askedAt >= refreshUntil) return undefined;
		const verdict = await call({endpoint: 'refresh_token', body: {refresh_token: refresh}}, signal);
		// Whatever stands in the way of everything stands in the way of a login, too.
		if (verdict.kind === 'again' || (verdict.kind === 'pause' && !mayLogIn(verdict)))
			throw troubleOf('a new token', verdict);
		const token = verdict.kind === 'done' ? tokenOf(verdict.fields, askedAt) : undefined;
		return token?.access === '' ? undefined : token;
	}

	/** Never tries a secret that was just refused: five refused logins lock the address out. */
	async #logIn(signal: AbortSignal): Promise<Token> {
		const {machine, login, call, secret: ask} = this.#options;
		const secret = ask();
		const refusedAt = this.#refused.refusedAt(login, secret);
		if (refusedAt !== undefined) throw wrongSecret(login, 'has refused this secret before');
		const askedAt = machine.now();
		const body = {username: login.clientId, password: secret};
		const verdict = await call({endpoint: 'get_token', body}, signal);
		const told = 'code' in verdict ? verdict.code : undefined;
		if (told !== undefined && secretRefusals.has(told)) {
			await this.#refused.note(login, secret, askedAt);
			throw wrongSecret(login, `refuses client id or secret (${codeText(told)})`);
		}

		if (verdict.kind === 'refused' || verdict.kind === 'expired')
			throw new PbxTrouble(
				'other',
				`The PBX gives no token: it answered ${codeText(verdict.code)}. It gives eight at most: if others use them up, wait half an hour, or end those.`,
				verdict.code,
			);
		if (verdict.kind !== 'done') throw troubleOf('a token', verdict);
		const token = tokenOf(verdict.fields, askedAt);
		if (token.access === '') throw new PbxTrouble('not the api', 'The PBX answered a login without a token.');
		await this.#refused.forget(login);
		return token;
	}
}
