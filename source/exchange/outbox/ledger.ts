import {type Actor, type DeliveryBeginning, type DeliveryOutcome} from '../../domain/change.js';
import {type Delivery} from '../../domain/outbox/due.js';
import {type Store} from '../../storage/store.js';

/** What became of one delivery. */
export interface Settled {
	readonly delivery: Delivery;
	readonly tries: number;
	readonly failure?: string;
}

/** So many outcomes are written at once at most: what is not written yet is sent again after a crash. */
const batchSize = 100;

const outcomesOf = (settled: readonly Settled[]): DeliveryOutcome[] => {
	const groups = Map.groupBy(settled, ({delivery, tries, failure}) =>
		JSON.stringify([delivery.change.n, tries, failure]),
	);
	return Array.from(groups.values(), group => {
		const {delivery, tries, failure} = group[0]!;
		return {
			of: delivery.change.n,
			sessions: group.map(each => each.delivery.session),
			tries,
			...(failure !== undefined && {failure}),
		};
	});
};

const beginningsOf = (begun: readonly Delivery[]): DeliveryBeginning[] =>
	Array.from(
		Map.groupBy(begun, ({change}) => change.n),
		([of, group]) => ({of, sessions: group.map(({session}) => session)}),
	);

/** Outcomes on their way into the journal, as one line for many, because each line is synced. */
export class Ledger {
	readonly #store: Store;
	readonly #actor: Actor;
	readonly #onWritten: (settled: readonly Settled[]) => void;
	#settled: Settled[] = [];
	#begun: Delivery[] = [];
	/** When the first of the outcomes came, in Unix seconds. */
	#since = 0;

	constructor(store: Store, actor: Actor, onWritten: (settled: readonly Settled[]) => void) {
		this.#store = store;
		this.#actor = actor;
		this.#onWritten = onWritten;
	}

	/** Notes an outcome, and writes those that were noted if they are many or a second old. */
	async note(settled: Settled, now: number): Promise<void> {
		if (this.#settled.length === 0) this.#since = now;
		this.#settled.push(settled);
		if (this.#settled.length >= batchSize || now > this.#since) await this.write();
	}

	/** Notes that the platform took a part, unless the journal tells it: should it be taken back, the platform must know. */
	noteBeginning(delivery: Delivery): void {
		if (!delivery.hasBegun) this.#begun.push(delivery);
	}

	/** @throws StoreRefusal if they could not be written */
	async write(): Promise<void> {
		const settled = this.#settled;
		const begun = this.#begun;
		if (settled.length === 0 && begun.length === 0) return;
		this.#settled = [];
		this.#begun = [];
		await this.#store.commit(this.#actor, () => ({
			kind: 'delivery',
			...(settled.length > 0 && {deliveries: outcomesOf(settled)}),
			...(begun.length > 0 && {begun: beginningsOf(begun)}),
		}));
		if (settled.length > 0) this.#onWritten(settled);
	}
}
