import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Actor} from '../../domain/change.js';
import {type Due} from '../../domain/outbox/survey.js';
import {type Store} from '../../storage/store.js';
import {Backoff, type BackoffOptions} from '../http/backoff.js';
import {type Verdict} from '../http/verdict.js';
import {type Call, type Courier, type Send} from './courier.js';
import {Ledger, type Settled} from './ledger.js';

export interface RunOptions<Told extends Due> extends BackoffOptions {
	readonly actor: Actor;
	readonly courier: Courier<Told>;
	readonly send: Send<Told>;
	/** The time in Unix seconds. */
	readonly now: () => number;
	/** Ends the work; what the target has taken is written down first. */
	readonly signal: AbortSignal;
	/** Whether to try of a session also what failed for good. */
	readonly again?: (session: number) => boolean;
	/** Told of outcomes when they are in the journal. */
	readonly onSettled?: (settled: readonly Settled<Told>[]) => void;
}

/** Sessions that are on their way at the same time at most, since most of a delivery is waiting for answers. */
const atOnce = 4;

/** Sessions that are looked at between two turns of the event loop. */
const slice = 200;

/** One run of a deliverer, alone in its store. */
class Run<Told extends Due> {
	readonly #store: Store;
	readonly #options: RunOptions<Told>;
	readonly #ledger: Ledger<Told>;
	readonly #backoff: Backoff;
	/** Sessions that are still to be looked at, the next one last. */
	#queue: number[] = [];
	/** How often sessions were tried in vain. */
	readonly #tries = new Map<number, number>();
	/** Sessions where something failed for good in this run, which does not try them again. */
	readonly #failed = new Set<number>();
	#isDueSomewhere = true;

	constructor(store: Store, options: RunOptions<Told>) {
		this.#store = store;
		this.#options = options;
		this.#ledger = new Ledger(store, options, settled => options.onSettled?.(settled));
		this.#backoff = new Backoff(options);
	}

	async work(): Promise<string | undefined> {
		try {
			// A session's deliveries go out in order, and new ones may arrive meanwhile.
			while (this.#isDueSomewhere && !this.#options.signal.aborted) {
				const reason = await this.#pass();
				if (reason !== undefined) return reason;
			}

			return undefined;
		} finally {
			await this.#ledger.write();
		}
	}

	/** Why it was given up, if it was. What is not taken at the moment waits for the next pass, after the others. */
	async #pass(): Promise<string | undefined> {
		this.#isDueSomewhere = false;
		this.#queue = [...this.#options.courier.outbox.keys()].toReversed();
		while (this.#queue.length > 0 && !this.#options.signal.aborted) {
			// After a failure one goes ahead alone.
			const lanes = this.#backoff.isWary
				? [this.#takeOne()]
				: Array.from({length: atOnce}, async () => this.#takeAll());
			try {
				await Promise.all(lanes);
			} finally {
				await Promise.allSettled(lanes);
			}

			await this.#ledger.write();
			const reason = await this.#backoff.pause();
			if (reason !== undefined) return reason;
		}

		return undefined;
	}

	async #takeAll(): Promise<void> {
		while (this.#queue.length > 0 && !this.#options.signal.aborted && !this.#backoff.trouble)
			await this.#takeOne();
	}

	/** Tells the target what is due of the next session, and notes what became of it. */
	async #takeOne(): Promise<void> {
		const id = this.#queue.pop()!;
		if (this.#queue.length % slice === 0) await nextTurn();
		if (this.#due(id) === undefined) return;
		this.#isDueSomewhere = true;
		try {
			await this.#store.refresh();
			const delivery = this.#due(id);
			const verdict = delivery && (await this.#carryOut(delivery));
			if (verdict) await this.#settle(delivery, verdict);
		} catch (error) {
			// The others end with what they are at.
			this.#queue = [];
			throw error;
		}
	}

	#due(id: number): Told | undefined {
		const {courier, again} = this.#options;
		return courier.due(id, again?.(id) === true && !this.#failed.has(id));
	}

	/** Makes one call after the other; resolves with `undefined` if that was cut short. */
	async #carryOut(told: Told): Promise<Verdict | undefined> {
		let verdict: Verdict | undefined = {kind: 'accepted'};
		let taken = 0;
		for (const call of this.#options.send(told)) {
			// Others may have changed what is due since the last call.
			if (taken > 0) await this.#store.refresh();
			verdict = await this.#make(told, call);
			if (verdict?.kind !== 'accepted') break;
			taken++;
		}

		if (taken > 0 && verdict?.kind !== 'accepted') this.#ledger.noteBeginning(told);
		return verdict;
	}

	async #make({session: id, change}: Told, call: Call): Promise<Verdict | undefined> {
		if (this.#due(id)?.change.n !== change.n) return undefined;
		if (this.#backoff.trouble) {
			this.#queue.push(id);
			return undefined;
		}

		const verdict = await call();
		if (verdict?.kind === 'later') this.#backoff.fail(verdict);
		return verdict;
	}

	async #settle(delivery: Told, verdict: Verdict): Promise<void> {
		const {session: id} = delivery;
		const tries = (this.#tries.get(id) ?? 0) + 1;
		if (verdict.kind === 'later') {
			this.#tries.set(id, tries);
			return;
		}

		this.#tries.delete(id);
		this.#backoff.succeed();
		const isFailed = verdict.kind === 'refused';
		if (isFailed) this.#failed.add(id);
		const failure = isFailed && {failure: verdict.reason};
		await this.#ledger.note({delivery, tries, ...failure}, this.#options.now());
	}
}

/**
Tells the target all that waits, and writes down what became of it. Whoever calls holds the lock of its deliverers.
@returns why it was given up, if it was
@throws StoreRefusal if an outcome could not be written: then it is sent again some day
*/
export const carryOut = async <Told extends Due>(
	store: Store,
	options: RunOptions<Told>,
): Promise<string | undefined> => new Run(store, options).work();
