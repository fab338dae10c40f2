import {type Actor, type Draft, takesBack} from '../../domain/change.js';
import {type DeliveryBeginning, type DeliveryOutcome} from '../../domain/outbox/outcome.js';
import {type Facts} from '../../domain/facts.js';
import {type Due} from '../../domain/outbox/survey.js';
import {toldTo} from '../../domain/outbox/target.js';
import {LockedRefusal} from '../../storage/lock.js';
import {type Store} from '../../storage/store.js';
import {type Courier} from './courier.js';

/** The outcome of one delivery. */
export interface Settled<Told extends Due = Due> {
	readonly delivery: Told;
	readonly tries: number;
	readonly failure?: string;
	/** The target's own error code, if it gave one. */
	readonly code?: number;
	/** The target's own words. */
	readonly words?: string;
	/** Whether it waits for a person to decide, so that nothing is taken back. */
	readonly isStopped?: true;
}

/** So many outcomes are written at once at most: what is not written yet is sent again after a crash. */
const batchSize = 100;

/** How often the store's lock is waited for: a large purge or import may hold it for long, and what is not written is sent again. */
const patience = 6;

const outcomesOf = (settled: readonly Settled[]): DeliveryOutcome[] => {
	const groups = Map.groupBy(settled, ({delivery, ...outcome}) =>
		JSON.stringify([delivery.change.n, outcome]),
	);
	return Array.from(groups.values(), group => {
		const {delivery, tries, failure, code, words, isStopped} = group[0]!;
		return {
			of: delivery.change.n,
			sessions: group.map(each => each.delivery.session),
			tries,
			...(failure !== undefined && {failure}),
			...(code !== undefined && {code}),
			...(words !== undefined && {words}),
			...(isStopped && {isStopped}),
		};
	});
};

const isRefused = ({failure, isStopped}: Pick<Settled, 'failure' | 'isStopped'>): boolean =>
	failure !== undefined && isStopped === undefined;

const beginningsOf = (begun: readonly Due[]): DeliveryBeginning[] =>
	Array.from(
		Map.groupBy(begun, ({change}) => change.n),
		([of, group]) => ({of, sessions: group.map(({session}) => session)}),
	);

export interface LedgerOptions<Told extends Due> {
	readonly actor: Actor;
	readonly courier: Pick<Courier<Told>, 'target' | 'compensation' | 'confirmation'>;
	/** Ends the waiting for others that write. */
	readonly signal: AbortSignal;
}

/** Outcomes on their way into the journal, as one line for many, because each line is synced. */
export class Ledger<Told extends Due> {
	readonly #store: Store;
	readonly #options: LedgerOptions<Told>;
	readonly #onWritten: (settled: readonly Settled<Told>[]) => void;
	#settled: Settled<Told>[] = [];
	#begun: Told[] = [];
	/** When the first of the outcomes came, in Unix seconds. */
	#since = 0;

	constructor(
		store: Store,
		options: LedgerOptions<Told>,
		onWritten: (settled: readonly Settled<Told>[]) => void,
	) {
		this.#store = store;
		this.#options = options;
		this.#onWritten = onWritten;
	}

	/** Notes an outcome, and writes those that were noted if they are many or a second old. */
	async note(settled: Settled<Told>, now: number): Promise<void> {
		if (this.#settled.length === 0) this.#since = now;
		this.#settled.push(settled);
		if (this.#settled.length >= batchSize || now > this.#since) await this.write();
	}

	/** Notes that the target took a part, unless the journal tells it: should it be taken back, the target must know. */
	noteBeginning(delivery: Told): void {
		if (!delivery.hasBegun) this.#begun.push(delivery);
	}

	/**
	Writes that these are about to be sent, before they are, and what was noted: what has no answer is known then.
	@param isDue asked under the lock, so that nobody takes anything back that is being sent
	@returns those that are due still
	*/
	async begin(about: readonly Told[], isDue: (told: Told) => boolean): Promise<readonly Told[]> {
		let due: readonly Told[] = [];
		await this.write();
		await this.#insist(this.#options.actor, () => {
			due = about.filter(isDue);
			const begun = due.filter(({hasBegun}) => !hasBegun);
			return begun.length === 0
				? undefined
				: {kind: 'delivery', ...toldTo(this.#options.courier.target), begun: beginningsOf(begun)};
		});
		return due;
	}

	/** @throws StoreRefusal if they could not be written */
	async write(): Promise<void> {
		const settled = this.#settled;
		const begun = this.#begun;
		this.#settled = [];
		this.#begun = [];
		// Taking back a transfer and taking back an undo count differently, so each has its line.
		const [redone, others] = this.#parted(settled);
		if (others.length > 0 || begun.length > 0) await this.#commit(others, begun);
		if (redone.length > 0) await this.#commit(redone, [], {redoes: true});
		if (settled.length > 0) this.#onWritten(settled);
	}

	/** The refusals of undos, if they have effects here, and all others. */
	#parted(settled: readonly Settled<Told>[]): readonly [Settled<Told>[], Settled<Told>[]] {
		const isRedone = ({delivery, ...outcome}: Settled<Told>): boolean =>
			this.#options.courier.compensation !== undefined && isRefused(outcome) && takesBack(delivery.change);
		return [settled.filter(isRedone), settled.filter(each => !isRedone(each))];
	}

	async #commit(
		settled: readonly Settled<Told>[],
		begun: readonly Told[],
		kind: Pick<Draft, 'redoes'> = {},
	): Promise<void> {
		const {actor, courier} = this.#options;
		const {target, compensation, confirmation} = courier;
		const refused = settled.filter(isRefused).map(({delivery}) => delivery);
		const done = settled.filter(({failure}) => failure === undefined).map(({delivery}) => delivery);
		await this.#insist(actor, (facts: Facts) => ({
			kind: 'delivery',
			...toldTo(target),
			...kind,
			...(settled.length > 0 && {deliveries: outcomesOf(settled)}),
			...(begun.length > 0 && {begun: beginningsOf(begun)}),
			...(refused.length > 0 && compensation?.(facts, refused)),
			...(done.length > 0 && confirmation?.(done)),
		}));
	}

	async #insist(actor: Actor, drafting: (facts: Facts) => Draft | undefined): Promise<void> {
		for (let attempt = 1; ; attempt++) {
			try {
				await this.#store.commit(actor, drafting);
				return;
			} catch (error) {
				const isLast = attempt === patience || this.#options.signal.aborted;
				if (isLast || !(error instanceof LockedRefusal)) throw error;
			}
		}
	}
}
