import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Actor} from '../../domain/change.js';
import {graceEnds, type PbxDue} from '../../domain/outbox/pbx-due.js';
import {importSessions} from '../../storage/import-sessions.js';
import {type Store} from '../../storage/store.js';
import {Backoff, type BackoffOptions} from '../http/backoff.js';
import {Ledger, type Settled} from '../outbox/ledger.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {askInformation} from '../yeastar/api/system.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {type Cause} from '../yeastar/api/verdict.js';
import {attempted, isMissing, looked} from './attempt.js';
import {pbxCourier} from './courier.js';
import {DeletionCap, type DeletionCapOptions} from './deletion-cap.js';
import {type Result} from './result.js';

export interface ActsRunOptions extends BackoffOptions, DeletionCapOptions {
	readonly store: Store;
	readonly api: PbxApi;
	readonly actor: Actor;
	/** Whether to try of a session also what waits for a person to decide. */
	readonly again?: ((session: number) => boolean) | undefined;
	/** Told that no act must be carried out any more, and why. */
	readonly freeze: (reason: string) => void;
	/** Told of outcomes when they are in the journal. */
	readonly onSettled?: ((settled: readonly Settled<PbxDue>[]) => void) | undefined;
}

/** Why it was given up before everything was carried out. */
export interface GivenUp {
	readonly cause: Cause | 'frozen';
	readonly reason: string;
}

export interface ActsRunReport {
	readonly givenUp?: GivenUp;
	/** Deletions that are due, and that are more than may be carried out at once. */
	readonly heldDeletions: readonly PbxDue[];
}

/** Sessions that are looked at before the first of them is acted on: one line in the journal says that all were sent. */
const windowSize = 40;

/** How often an act without a sound answer is tried in one run. */
const mostTries = 5;

/** Sessions to look for due acts in between two turns of the event loop. */
const slice = 200;

/** One run of acts, alone in its store. */
export class ActsRun {
	readonly #options: ActsRunOptions;
	readonly #courier;
	readonly #ledger: Ledger<PbxDue>;
	readonly #backoff: Backoff;
	readonly #tries = new Map<number, number>();
	/** Sessions that are left alone for the rest of the run. */
	readonly #left = new Set<number>();
	/** Sessions that the PBX does not have. */
	readonly #missing = new Set<number>();
	#givenUp: GivenUp | undefined;
	readonly #cap: DeletionCap;
	#heldDeletions: readonly PbxDue[] = [];

	constructor(options: ActsRunOptions) {
		this.#options = options;
		this.#courier = pbxCourier(options.store);
		this.#ledger = new Ledger(options.store, {...options, courier: this.#courier}, settled =>
			options.onSettled?.(settled),
		);
		this.#backoff = new Backoff(options);
		this.#cap = new DeletionCap(options);
	}

	async work(): Promise<ActsRunReport> {
		try {
			while (!this.#isOver() && (await this.#pass()));
		} finally {
			await this.#ledger.write();
			await this.#noteMissing();
		}

		return {heldDeletions: this.#heldDeletions, ...(this.#givenUp && {givenUp: this.#givenUp})};
	}

	/** A later pull asks for them again, and finds out whether they are gone. */
	async #noteMissing(): Promise<void> {
		const {store, actor, api} = this.#options;
		const missing = Array.from(this.#missing, id => [id, api.now()] as const);
		if (missing.length > 0)
			await importSessions(store, actor, {
				kind: 'sync',
				facts: {},
				sessions: [],
				pulled: {missing},
				sources: [],
				refused: [],
			});
	}

	#isOver(): boolean {
		return this.#options.signal.aborted || this.#givenUp !== undefined;
	}

	/** Whether there was anything to do: the acts on a session go out in order, so that another may follow. */
	async #pass(): Promise<boolean> {
		await this.#options.store.refresh();
		const queue = await this.#ripe();
		for (let from = 0; from < queue.length && !this.#isOver(); from += windowSize) {
			await this.#window(queue.slice(from, from + windowSize));
			const reason = await this.#backoff.pause();
			if (reason !== undefined) this.#giveUp({cause: 'no sound answer', reason});
		}

		// Else it would look as if all that were still due.
		await this.#ledger.write();
		return queue.length > 0;
	}

	/** The sessions with an act that can be carried out now. */
	async #ripe(): Promise<readonly number[]> {
		const dues: PbxDue[] = [];
		let count = 0;
		for (const id of this.#courier.outbox.keys()) {
			if (++count % slice === 0) await nextTurn();
			const due = this.#due(id);
			if (due) dues.push(due);
		}

		const deletions = dues.filter(({step}) => step.deed.kind === 'delete');
		const waiting = new Set(deletions.length === 0 ? [] : await this.#unripe(deletions));
		this.#heldDeletions = this.#cap.heldOf(deletions.filter(due => !waiting.has(due)));
		const left = waiting.union(new Set(this.#heldDeletions));
		return dues.filter(due => !left.has(due)).map(({session}) => session);
	}

	/** Deletions whose grace has not passed by both clocks. */
	async #unripe(deletions: readonly PbxDue[]): Promise<readonly PbxDue[]> {
		const {api, signal} = this.#options;
		const here = api.now();
		const isWaiting = deletions.filter(due => here < graceEnds(due)!.here);
		if (isWaiting.length === deletions.length) return deletions;
		try {
			const {skew = 0} = await askInformation(api, signal);
			return deletions.filter(due => here < graceEnds(due)!.here || here + skew < graceEnds(due)!.there);
		} catch (error) {
			if (signal.aborted) return deletions;
			if (!(error instanceof PbxTrouble)) throw error;
			this.#giveUp({cause: error.pbxCause, reason: error.message});
			return deletions;
		}
	}

	#due(id: number): PbxDue | undefined {
		if (this.#left.has(id)) return undefined;
		return this.#courier.due(id, this.#options.again?.(id) === true);
	}

	#isDue(told: PbxDue): boolean {
		// A hold may have begun since it was looked at; the next look says so.
		if (told.step.deed.kind === 'delete' && this.#options.store.holdOn(told.session) !== undefined)
			return false;
		const due = this.#due(told.session);
		return due?.change.n === told.change.n && due.step.isTakenBack === told.step.isTakenBack;
	}

	/** Looks at some sessions, says that they are acted on, and acts. */
	async #window(ids: readonly number[]): Promise<void> {
		const {api, store, signal} = this.#options;
		const dues = ids.flatMap(id => this.#due(id) ?? []);
		const ready: PbxDue[] = [];
		await Promise.all(
			dues.map(async due => {
				const result = await this.#unlessOver(async () => looked(api, store, due, signal));
				if (result === undefined) ready.push(due);
				else {
					if (isMissing(result)) this.#missing.add(due.session);
					await this.#take(due, result);
				}
			}),
		);
		if (this.#isOver()) return;
		const begun = await this.#ledger.begin(ready, due => this.#isDue(due));
		await Promise.all(
			begun.map(async due => {
				const result = await this.#unlessOver(async () => attempted(api, store, due, signal));
				if (result !== undefined) await this.#take(due, result);
			}),
		);
	}

	/** Asks nothing of the PBX any more after it was given up. */
	async #unlessOver(ask: () => Promise<Result | undefined>): Promise<Result | undefined> {
		const over: Result = {kind: 'later', reason: ''};
		if (this.#isOver()) return over;
		try {
			return await ask();
		} catch (error) {
			if (this.#options.signal.aborted) return over;
			throw error;
		}
	}

	async #take(delivery: PbxDue, result: Result): Promise<void> {
		const {session} = delivery;
		switch (result.kind) {
			case 'settled': {
				const {outcome} = result;
				const tries = (this.#tries.get(session) ?? 0) + 1;
				this.#tries.delete(session);
				if (outcome.isStopped) this.#left.add(session);
				this.#backoff.succeed();
				await this.#ledger.note({delivery, tries, ...outcome}, this.#options.api.now());
				break;
			}

			case 'later': {
				if (this.#isOver()) break;
				const tries = (this.#tries.get(session) ?? 0) + 1;
				this.#tries.set(session, tries);
				if (tries >= mostTries) this.#left.add(session);
				this.#backoff.fail(result);
				break;
			}

			case 'left': {
				this.#left.add(session);
				break;
			}

			case 'pause': {
				this.#giveUp(result);
				break;
			}

			case 'stranger': {
				this.#options.freeze(result.reason);
				this.#giveUp({cause: 'frozen', reason: result.reason});
				break;
			}
		}
	}

	#giveUp({cause, reason}: GivenUp): void {
		this.#givenUp ??= {cause, reason};
	}
}
