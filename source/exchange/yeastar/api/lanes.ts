import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Network} from '../../http/network.js';
import {retryDelay} from '../../http/retry-delay.js';
import {Turns} from '../../http/turns.js';
import {type Verdict} from './verdict.js';

/** No rate limit of the API is documented; those who work with it keep to a few calls at once. */
const atOnce = 4;

/** How often something is asked before it counts as failed. */
const mostTries = 5;

/** A pause that is longer is left to those who asked, in milliseconds. */
const longestPause = 60_000;

/** A call's place among those that are under way at the same time. */
export class Lane {
	readonly #turns: Turns;
	readonly #ownTurn: () => Promise<void>;
	#isTaken = false;

	constructor(turns: Turns, ownTurn: () => Promise<void>) {
		this.#turns = turns;
		this.#ownTurn = ownTurn;
	}

	/** Waits for it, if the call does not have it. */
	async take(): Promise<void> {
		if (this.#isTaken) return;
		await this.#turns.enter();
		this.#isTaken = true;
	}

	/**
	Gives it to the next call, before a long answer is read: reading it must not keep that one waiting. Resolves when the
	next one is on its way.
	*/
	async pass(): Promise<void> {
		this.leave();
		await this.#ownTurn();
	}

	leave(): void {
		if (this.#isTaken) this.#turns.leave();
		this.#isTaken = false;
	}
}

/** Calls under way at the same time, and the pauses between tries. One for all that one process asks a PBX. */
export class Lanes {
	readonly #network: Pick<Network, 'wait' | 'random'>;
	readonly #turns = new Turns(atOnce);
	/** Resolves when the server wants to be asked again. */
	#calm: Promise<unknown> = Promise.resolve();
	/** Resolves in the turn of the event loop that the last long answer has. */
	#lastTurn: Promise<void> = Promise.resolve();

	constructor(network: Pick<Network, 'wait' | 'random'>) {
		this.#network = network;
	}

	/**
	Makes a call as soon as there is room for it, and again while `mayRepeat` says so and there is a try left. Its lane is
	not given away in the pauses, unless the call itself passed it on: a server in trouble is asked less.
	@param signal ends the pauses
	*/
	async run(
		call: (lane: Lane) => Promise<Verdict>,
		mayRepeat: (verdict: Verdict) => boolean,
		signal: AbortSignal,
	): Promise<Verdict> {
		const lane = new Lane(this.#turns, async () => this.#ownTurn());
		try {
			for (let tries = 1; ; tries++) {
				await lane.take();
				await this.#calm;
				signal.throwIfAborted();
				const verdict = await call(lane);
				const seconds = verdict.kind === 'again' ? verdict.seconds : undefined;
				const pause = retryDelay(tries, this.#network.random(), seconds);
				const isAskedFor = seconds !== undefined && pause <= longestPause;
				if (isAskedFor) this.#rest(pause, signal);
				if (tries === mostTries || pause > longestPause || !mayRepeat(verdict)) return verdict;
				if (!isAskedFor) await this.#network.wait(pause, signal);
			}
		} finally {
			lane.leave();
		}
	}

	/** A turn of the event loop for each long answer: between two of them, others arrive, and the next calls go out. */
	async #ownTurn(): Promise<void> {
		this.#lastTurn = this.#lastTurn.then(async () => nextTurn());
		await this.#lastTurn;
	}

	/** A pause that the server asks of one lane holds for all. */
	#rest(milliseconds: number, signal: AbortSignal): void {
		// Those who wait ask their own signals then.
		const rest = this.#network.wait(milliseconds, signal).catch(() => undefined);
		this.#calm = Promise.all([this.#calm, rest]);
	}
}
