/** Lets so many work at the same time; the others wait in the order in which they came. */
export class Turns {
	readonly #waiting = new Set<() => void>();
	#free: number;

	constructor(atOnce: number) {
		this.#free = atOnce;
	}

	/**
	Resolves when it is the caller's turn, who ends it with `leave`.
	@throws the reason of the signal, if that comes before
	*/
	async enter(signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		if (this.#free > 0) {
			this.#free--;
			return;
		}

		const {promise, resolve, reject} = Promise.withResolvers<undefined>();
		const begin = (): void => resolve(undefined);
		const giveUp = (): void => {
			if (this.#waiting.delete(begin)) reject(signal!.reason);
		};

		this.#waiting.add(begin);
		signal?.addEventListener('abort', giveUp);
		try {
			await promise;
		} finally {
			signal?.removeEventListener('abort', giveUp);
		}
	}

	leave(): void {
		const [next] = this.#waiting;
		if (next === undefined) {
			this.#free++;
			return;
		}

		this.#waiting.delete(next);
		next();
	}
}
