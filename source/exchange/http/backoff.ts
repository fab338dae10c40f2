import {type Network} from './network.js';
import {retryDelay} from './retry-delay.js';
import {type Verdict} from './verdict.js';

/** That the receiver takes nothing at the moment. */
export type Trouble = Extract<Verdict, {kind: 'later'}>;

/** A pause because the receiver takes nothing at the moment. */
interface Pause {
	readonly reason: string;
	readonly milliseconds: number;
	/** How often in a row nothing was taken. */
	readonly failures: number;
}

export interface BackoffOptions {
	readonly network: Pick<Network, 'random' | 'wait'>;
	readonly signal: AbortSignal;
	/** Gives up after so many failures in a row. */
	readonly patience?: number;
	readonly onPause?: (pause: Pause) => void;
}

/** A pause that is longer is not waited for by who gives up at all, in milliseconds. */
const longestPatientPause = 60_000;

/** How one keeps away from a receiver that takes nothing: it is one for all sessions. */
export class Backoff {
	readonly #options: BackoffOptions;
	#trouble: Trouble | undefined;
	#failuresInARow = 0;

	constructor(options: BackoffOptions) {
		this.#options = options;
	}

	/** Why nothing must be sent before the next pause is over, if so. */
	get trouble(): Trouble | undefined {
		return this.#trouble;
	}

	/** Whether the receiver took nothing of late. */
	get isWary(): boolean {
		return this.#failuresInARow > 0;
	}

	/** Requests that were under way together fail together: that is one failure, and the longest wait holds. */
	fail(trouble: Trouble): void {
		if ((trouble.seconds ?? 0) >= (this.#trouble?.seconds ?? 0)) this.#trouble = trouble;
	}

	succeed(): void {
		this.#failuresInARow = 0;
	}

	/** Waits until the next try if there was trouble; resolves with the reason if it is given up. */
	async pause(): Promise<string | undefined> {
		const {network, signal, patience = Infinity, onPause} = this.#options;
		const trouble = this.#trouble;
		if (trouble === undefined || signal.aborted) return undefined;
		const failures = ++this.#failuresInARow;
		const milliseconds = retryDelay(failures, network.random(), trouble.seconds);
		if (failures >= patience || (patience !== Infinity && milliseconds > longestPatientPause))
			return trouble.reason;
		onPause?.({reason: trouble.reason, milliseconds, failures});
		await network.wait(milliseconds, signal).catch(() => undefined);
		this.#trouble = undefined;
		return undefined;
	}
}
