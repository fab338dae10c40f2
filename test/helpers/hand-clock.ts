import {setTimeout as delay} from 'node:timers/promises';

interface Waiting {
	readonly until: number;
	readonly resolve: () => void;
}

/** Pauses that are over when the test says so. */
export class HandClock {
	/** Every pause that was asked for, in milliseconds. */
	readonly pauses: number[] = [];
	#now = 0;
	readonly #waiting = new Set<Waiting>();

	/** Pauses that are under way, in milliseconds that are left. */
	get left(): readonly number[] {
		return [...this.#waiting].map(({until}) => until - this.#now);
	}

	readonly wait = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
		signal.throwIfAborted();
		this.pauses.push(milliseconds);
		const {promise, resolve, reject} = Promise.withResolvers<undefined>();
		const waiting = {until: this.#now + milliseconds, resolve: () => resolve(undefined)};
		this.#waiting.add(waiting);
		const end = (): void => reject(signal.reason as Error);
		signal.addEventListener('abort', end);
		try {
			await promise;
		} finally {
			signal.removeEventListener('abort', end);
			this.#waiting.delete(waiting);
		}
	};

	/** So many milliseconds pass. */
	pass(milliseconds: number): void {
		this.#now += milliseconds;
		for (const {until, resolve} of this.#waiting) if (until <= this.#now) resolve();
	}
}

/** Waits, however long it takes. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
	while (!(await isSo())) await delay(1);
};
