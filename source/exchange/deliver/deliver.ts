import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Actor} from '../../domain/change.js';
import {type Delivery} from '../../domain/delivery/due.js';
import {Refusal} from '../../domain/refusal.js';
import {type Store} from '../../storage/store.js';
import {Ledger, type Settled} from './ledger.js';
import {type Network} from './network.js';
import {type Contents, pagesOf} from './pages.js';
import {retryDelay} from './retry-delay.js';
import {idempotencyKey, type Sign} from './sign.js';
import {type Verdict, verdictOn, verdictOnError} from './verdict.js';
import {dueIn} from './waiting.js';

/** A pause because the platform takes nothing at the moment. */
export interface Pause {
	readonly reason: string;
	readonly milliseconds: number;
	/** How often in a row nothing was taken. */
	readonly failures: number;
}

export interface DeliverOptions {
	readonly actor: Actor;
	readonly network: Network;
	/** Where the platform is. */
	readonly url: string;
	readonly sign: Sign;
	/** The time in Unix seconds. */
	readonly now: () => number;
	/** Ends the work; what the platform has taken is written down first. */
	readonly signal: AbortSignal;
	/** Gives up after so many failures in a row. */
	readonly patience?: number;
	/** Also tries what failed for good. */
	readonly again?: boolean;
	/** Told of outcomes when they are in the journal. */
	readonly onSettled?: (settled: readonly Settled[]) => void;
	readonly onPause?: (pause: Pause) => void;
}

/** Sessions that are looked at between two turns of the event loop. */
const slice = 200;

/** A pause that is longer is not waited for by who gives up at all, in milliseconds. */
const longestPatientPause = 60_000;

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
	/** How often sessions were tried in vain. */
	readonly #tries = new Map<number, number>();
	/** Sessions of which something failed for good in this run, which are not tried again in it. */
	readonly #failed = new Set<number>();
	#failuresInARow = 0;
	#isDueSomewhere = true;

	constructor(store: Store, options: DeliverOptions) {
		this.#store = store;
		this.#options = options;
		this.#ledger = new Ledger(store, options.actor, settled => options.onSettled?.(settled));
	}

	async work(): Promise<string | undefined> {
		try {
			// Of one session one thing is due after the other, and new ones may come meanwhile.
			while (this.#isDueSomewhere && !this.#options.signal.aborted) {
				const reason = await this.#pass();
				await this.#ledger.write();
				if (reason !== undefined) return reason;
			}

			return undefined;
		} finally {
			await this.#ledger.write();
		}
	}

	#due(id: number): Delivery | undefined {
		return dueIn(this.#store, id, this.#options.again && !this.#failed.has(id));
	}

	/** Why it was given up, if it was. What is not taken at the moment waits for the next pass, after the others. */
	async #pass(): Promise<string | undefined> {
		this.#isDueSomewhere = false;
		for (const [index, id] of [...this.#store.outbox.keys()].entries()) {
			if (index % slice === 0) await nextTurn();
			if (this.#options.signal.aborted) break;
			if (this.#due(id) === undefined) continue;
			this.#isDueSomewhere = true;
			const verdict = await this.#attempt(id);
			if (verdict?.kind === 'later' && (await this.#pause(verdict))) return verdict.reason;
		}

		return undefined;
	}

	/** Tells the platform what is due of a session, and notes what became of it; `undefined` if nothing is any more. */
	async #attempt(id: number): Promise<Verdict | undefined> {
		await this.#store.refresh();
		const delivery = this.#due(id);
		if (delivery === undefined) return undefined;
		const tries = (this.#tries.get(id) ?? 0) + 1;
		const verdict = await this.#send(delivery);
		if (verdict?.kind === 'later') this.#tries.set(id, tries);
		else this.#tries.delete(id);
		if (verdict && verdict.kind !== 'later') await this.#settle({delivery, tries}, verdict);
		return verdict;
	}

	/** Sends one page after the other, from the first; `undefined` if it is not due any more. */
	async #send(delivery: Delivery): Promise<Verdict | undefined> {
		const {session: id, change} = delivery;
		try {
			for (const page of pagesOf(delivery, () => contentsOf(this.#store, id))) {
				if (this.#due(id)?.change.n !== change.n) return undefined;
				const verdict = await this.#post(idempotencyKey(change.n, id, page), page.body);
				if (verdict.kind !== 'accepted') return verdict;
			}
		} catch (error) {
			// A history that is damaged must not keep the others waiting.
			if (!(error instanceof Refusal)) throw error;
			return {kind: 'refused', reason: error.message};
		}

		return {kind: 'accepted'};
	}

	async #post(key: string, body: string): Promise<Verdict> {
		const {network, sign, url, now, signal} = this.#options;
		const request = sign(url, key, body, now());
		try {
			return verdictOn(await network.post(request, signal), now());
		} catch (error) {
			return verdictOnError(error);
		}
	}

	async #settle(settled: Settled, verdict: Exclude<Verdict, {kind: 'later'}>): Promise<void> {
		this.#failuresInARow = 0;
		const isFailed = verdict.kind === 'refused';
		if (isFailed) this.#failed.add(settled.delivery.session);
		await this.#ledger.note({...settled, ...(isFailed && {failure: verdict.reason})}, this.#options.now());
	}

	/** Waits until the next try, or tells that it is given up. */
	async #pause({reason, seconds}: Extract<Verdict, {kind: 'later'}>): Promise<boolean> {
		const {network, signal, patience = Infinity, onPause} = this.#options;
		if (signal.aborted) return false;
		const failures = ++this.#failuresInARow;
		await this.#ledger.write();
		const milliseconds = retryDelay(failures, network.random(), seconds);
		const isPatient = patience === Infinity;
		if (failures >= patience || (!isPatient && milliseconds > longestPatientPause)) return true;
		onPause?.({reason, milliseconds, failures});
		await network.wait(milliseconds, signal).catch(() => undefined);
		return false;
	}
}

/**
Tells the platform all that waits, and writes down what became of it. Whoever calls holds the deliverers' lock.
@returns why it was given up, if it was
@throws StoreRefusal if an outcome could not be written: then it is sent again some day
*/
export const deliver = async (store: Store, options: DeliverOptions): Promise<string | undefined> =>
	new Run(store, options).work();
