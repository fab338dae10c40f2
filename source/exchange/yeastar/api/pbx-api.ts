import {type ClientAnswer, type Client as HttpClient} from '../../http/client.js';
import {type Network} from '../../http/network.js';
import {type Fields} from '../fields.js';
import {type Lane, Lanes} from './lanes.js';
import {Tokens, type TokensOptions} from './tokens.js';
import {troubleOf} from './trouble.js';
import {pauseFor} from './judge.js';
import {type ToldVerdict, type Verdict} from './verdict.js';
import {type Call, callOnce, userAgent} from './wire.js';

export interface PbxApiOptions extends Omit<TokensOptions, 'call'> {
	readonly http: Pick<HttpClient, 'send'>;
	readonly network: Pick<Network, 'wait' | 'random'>;
}

/** The result of a question. */
export interface Found {
	readonly fields: Fields;
	/** The PBX says that this is not all. */
	readonly isPartial: boolean;
}

const isSilent = (verdict: Verdict): boolean => verdict.kind === 'again' && verdict.isSilent === true;

/** One PBX's API, for one instance: four calls at once at most, whoever makes them. */
export class PbxApi {
	readonly tokens: Tokens;
	/** The time in Unix seconds. */
	readonly now: () => number;
	/** How many entries an endpoint gave at once, where it did not take more. */
	readonly pageSizes = new Map<string, number>();
	/** Seconds that the PBX's clock is ahead of this machine's, as it told last; `undefined` as long as it has not. */
	skew: number | undefined;
	readonly #http: Pick<HttpClient, 'send'>;
	readonly #lanes: Lanes;
	/** Whether the PBX has ever told anything, be it that nothing listens there. */
	#isHeard = false;

	constructor({http, network, ...options}: PbxApiOptions) {
		this.#http = http;
		this.now = options.machine.now;
		this.#lanes = new Lanes(network);
		const logins = new Lanes(network);
		this.tokens = new Tokens({
			...options,
			call: async (call, signal) =>
				logins.run(async lane => this.#callOnce(call, undefined, signal, lane), this.#isWorthAnother, signal),
		});
	}

	/** The PBX's time in Unix seconds, if it told it. */
	get clock(): number | undefined {
		return this.skew === undefined ? undefined : this.now() + this.skew;
	}

	/** Asks something that changes nothing, up to five times if there is no sound answer. */
	async ask(call: Call, signal: AbortSignal): Promise<ToldVerdict> {
		return this.#run(call, this.#isWorthAnother, signal);
	}

	/**
	Asks the PBX, and hands on what it tells.
	@throws PbxTrouble if it does not tell it
	*/
	async find(call: Call, signal: AbortSignal): Promise<Found> {
		const verdict = await this.ask(call, signal);
		if (verdict.kind !== 'done') throw troubleOf(call.endpoint, verdict);
		return verdict;
	}

	/**
	Has something done, once. The verdict says whether it may have been done.
	@throws PbxTrouble if there is no token to be had: then it was not
	@throws the reason of the signal, if that ended it: then it may have been
	*/
	async act(call: Call, signal: AbortSignal): Promise<ToldVerdict> {
		return this.#run(call, () => false, signal);
	}

	/**
	Asks for something that is no answer of the API, once.
	@param path on the PBX, to which the token is added
	@param longest in bytes
	@param isRenewed whether the last token was not taken
	@throws NoAnswer if there was none
	*/
	async fetch(path: string, longest: number, signal: AbortSignal, isRenewed: boolean): Promise<ClientAnswer> {
		const worn = isRenewed ? await this.tokens.take(signal) : undefined;
		const token = await this.tokens.take(signal, worn);
		const url = new URL(path, 'https://pbx.invalid');
		url.searchParams.set('access_token', token);
		return this.#http.send(
			{
				method: 'GET',
				path: `${url.pathname}${url.search}`,
				headers: {'user-agent': userAgent},
				longestAnswer: longest,
			},
			signal,
		);
	}

	/**
	A question can be repeated; an act goes out once, since it may have been carried out without an answer. The whole
	time-out is not waited for again where there has never been an answer: nobody may be there.
	*/
	readonly #isWorthAnother = (verdict: Verdict): boolean => {
		if (isSilent(verdict)) return this.#isHeard;
		return verdict.kind === 'again' || (verdict.kind === 'pause' && verdict.mayPass === true);
	};

	async #callOnce(call: Call, token: string | undefined, signal: AbortSignal, lane: Lane): Promise<Verdict> {
		const verdict = await callOnce(this.#http, call, token, this.now, signal, lane);
		this.#isHeard ||= !isSilent(verdict);
		return verdict;
	}

	async #run(
		call: Call,
		mayRepeat: (verdict: Verdict) => boolean,
		signal: AbortSignal,
	): Promise<ToldVerdict> {
		const verdict = await this.#lanes.run(
			async lane => this.#withToken(call, signal, lane),
			mayRepeat,
			signal,
		);
		return verdict.kind === 'expired' ? pauseFor(verdict.code, verdict.fields) : verdict;
	}

	/** A token that does not count any more, or never did, is changed for a new one, once. */
	async #withToken(call: Call, signal: AbortSignal, lane: Lane): Promise<Verdict> {
		const token = await this.tokens.take(signal);
		const verdict = await this.#callOnce(call, token, signal, lane);
		if (verdict.kind !== 'expired') return verdict;
		const renewed = await this.tokens.take(signal, token);
		await lane.take();
		return this.#callOnce(call, renewed, signal, lane);
	}
}
