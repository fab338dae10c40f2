import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Actor} from '../../domain/change.js';
import {type Delivery} from '../../domain/outbox/due.js';
import {Refusal} from '../../domain/refusal.js';
import {type Store} from '../../storage/store.js';
import {Backoff, type BackoffOptions} from '../http/backoff.js';
import {Ledger, type Settled} from './ledger.js';
import {type Network} from '../http/network.js';
import {type Contents, pagesOf} from '../platform/pages.js';
import {idempotencyKey, type Page, type Sign} from '../platform/sign.js';
import {type Verdict, verdictOn, verdictOnError} from '../http/verdict.js';
import {dueIn} from './waiting.js';

export interface DeliverOptions extends BackoffOptions {
	readonly actor: Actor;
	readonly network: Network;
	/** Where the platform is. */
	readonly url: string;
	readonly sign: Sign;
	/** The time in Unix seconds. */
	readonly now: () => number;
	/** Ends the work; what the platform has taken is written down first. */
	readonly signal: AbortSignal;
	/** Whether to try of a session also what failed for good. */
	readonly again?: (session: number) => boolean;
	/** Told of outcomes when they are in the journal. */
	readonly onSettled?: (settled: readonly Settled[]) => void;
}

/** Sessions that are on their way at the same time at most, since most of a delivery is waiting for answers. */
const atOnce = 4;

/** Sessions that are looked at between two turns of the event loop. */
const slice = 200;

const contentsOf = (store: Store, id: number): Contents => {
	const session = store.session(id)!;
	const history = store.history(id);
	const deleted = store.deletedMessages(id);
	return {session, history, messages: history.messages.filter(message => !deleted.has(message.id))};
};

/** One run of a deliverer, alone in its store. */
class Run {
	readonly #store: Store;
	readonly #options: DeliverOptions;
	readonly #ledger: Ledger;
	readonly #backoff: Backoff;
	/** Sessions that are still to be looked at, the next one last. */
	#queue: number[] = [];
	/** How often sessions were tried in vain. */
	readonly #tries = new Map<number, number>();
	/** Sessions of which something failed for good in this run, which are not tried again in it. */
	readonly #failed = new Set<number>();
	#isDueSomewhere = true;

	constructor(store: Store, options: DeliverOptions) {
		this.#store = store;
		this.#options = options;
		this.#ledger = new Ledger(store, options.actor, settled => options.onSettled?.(settled));
		this.#backoff = new Backoff(options);
	}

	async work(): Promise<string | undefined> {
		try {
			// Of one session one thing is due after the other, and new ones may come meanwhile.
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
		this.#queue = [...this.#store.outbox.keys()].toReversed();
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

	/** Tells the platform what is due of the next session, and notes what became of it. */
	async #takeOne(): Promise<void> {
		const id = this.#queue.pop()!;
		if (this.#queue.length % slice === 0) await nextTurn();
		if (this.#due(id) === undefined) return;
		this.#isDueSomewhere = true;
		try {
			await this.#store.refresh();
			const delivery = this.#due(id);
			const verdict = delivery && (await this.#send(delivery));
			if (verdict) await this.#settle(delivery, verdict);
		} catch (error) {
			// The others end with what they are at.
			this.#queue = [];
			throw error;
		}
	}

	#due(id: number): Delivery | undefined {
		return dueIn(this.#store, id, this.#options.again?.(id) === true && !this.#failed.has(id));
	}

	/** Sends one page after the other, from the first; `undefined` if that was cut short. */
	async #send(delivery: Delivery): Promise<Verdict | undefined> {
		let verdict: Verdict | undefined = {kind: 'accepted'};
		let taken = 0;
		try {
			for (const page of pagesOf(delivery, () => contentsOf(this.#store, delivery.session))) {
				verdict = await this.#sendPage(delivery, page);
				if (verdict?.kind !== 'accepted') break;
				taken++;
			}
		} catch (error) {
			// A history that is damaged must not keep the others waiting.
			if (!(error instanceof Refusal)) throw error;
			verdict = {kind: 'refused', reason: error.message};
		}

		if (taken > 0 && verdict?.kind !== 'accepted') this.#ledger.noteBeginning(delivery);
		return verdict;
	}

	async #sendPage({session: id, change}: Delivery, page: Page): Promise<Verdict | undefined> {
		if (this.#due(id)?.change.n !== change.n) return undefined;
		if (this.#backoff.trouble) {
			this.#queue.push(id);
			return undefined;
		}

		return this.#post(idempotencyKey(change.n, id, page), page.body);
	}

	async #post(key: string, body: string): Promise<Verdict> {
		const {network, sign, url, now, signal} = this.#options;
		const request = sign(url, key, body, now());
		const verdict = await network
			.post(request, signal)
			.then(answer => verdictOn(answer, now()), verdictOnError);
		if (verdict.kind === 'later') this.#backoff.fail(verdict);
		return verdict;
	}

	async #settle(delivery: Delivery, verdict: Verdict): Promise<void> {
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
Tells the platform all that waits, and writes down what became of it. Whoever calls holds the deliverers' lock.
@returns why it was given up, if it was
@throws StoreRefusal if an outcome could not be written: then it is sent again some day
*/
export const deliver = async (store: Store, options: DeliverOptions): Promise<string | undefined> =>
	new Run(store, options).work();
