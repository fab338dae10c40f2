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

/** Calls under way at the same time, and the pauses between tries. One for all that one process asks a PBX. */
export class Lanes {
	readonly #network: Pick<Network, 'wait' | 'random'>;
	readonly #turns = new Turns(atOnce);
	/** Resolves when the server wants to be asked again. */
	#calm: Promise<unknown> = Promise.resolve();

	constructor(network: Pick<Network, 'wait' | 'random'>) {
		this.#network = network;
	}

	/**
	Makes a call as soon as there is room for it, and again while `mayRepeat` says so and there is a try left. Its lane is
	not given away in the pauses: a server in trouble is asked less.
	@param signal ends the pauses
	*/
	async run(
		call: () => Promise<Verdict>,
		mayRepeat: (verdict: Verdict) => boolean,
		signal: AbortSignal,
	): Promise<Verdict> {
		await this.#turns.enter();
		try {
			for (let tries = 1; ; tries++) {
				await this.#calm;
				signal.throwIfAborted();
				const verdict = await call();
				const seconds = verdict.kind === 'again' ? verdict.seconds : undefined;
				const pause = retryDelay(tries, this.#network.random(), seconds);
				const isAskedFor = seconds !== undefined && pause <= longestPause;
				if (isAskedFor) this.#rest(pause, signal);
				if (tries === mostTries || pause > longestPause || !mayRepeat(verdict)) return verdict;
				if (!isAskedFor) await this.#network.wait(pause, signal);
			}
		} finally {
			this.#turns.leave();
		}
	}

	/** A pause that the server asks of one lane holds for all. */
	#rest(milliseconds: number, signal: AbortSignal): void {
		// Those who wait ask their own signals then.
		const rest = this.#network.wait(milliseconds, signal).catch(() => undefined);
		this.#calm = Promise.all([this.#calm, rest]);
	}
}
