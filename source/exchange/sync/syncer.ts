import {syncLockName} from '../../storage/file-names.js';
import {type Machine} from '../../storage/machine.js';
import {holdAlone} from '../../storage/only-one.js';
import {type Network} from '../http/network.js';
import {listsOf} from './lists.js';
import {type Nudge} from './nudge.js';
import {pullOwners} from './pull-owners.js';
import {confirmGone, pull, type PullReport, takingIn, type WholePullOptions} from './pull.js';
import {longestInterval, Rota, turn} from './rota.js';
import {Round} from './round.js';

export interface SyncerOptions extends Omit<WholePullOptions, 'isFull'> {
	readonly machine: Pick<Machine, 'files' | 'lock' | 'now'>;
	readonly network: Pick<Network, 'wait'>;
	/** Told after each pull and each poll. */
	readonly onReport: (report: PullReport) => void;
	/** Told each time that another process is at it, which is as good. */
	readonly onElsewhere?: () => void;
}

/** Seconds between polls while something happens, and the most when nothing does. */
const shortest = 5;
const longest = 120;

/** How much slower each poll is that brings nothing. */
const slowing = 1.5;

/** Milliseconds until another look whether the other process has ended. */
const elsewhereInterval = 10_000;

const isActive = ({changes, ended}: PullReport): boolean => changes.length > 0 && ended === undefined;

/** Keeps a store like its PBX: a pull, and then polls, as long as nobody ends it. */
export class Syncer {
	readonly #options: SyncerOptions;
	readonly #rota = new Rota();
	#interval = shortest;
	#ownersAt = 0;
	/** Whether something has happened to the owners since they were asked for last. */
	#areOwnersStale = false;
	#ahead: ReadonlySet<number> = new Set();
	#woken = Promise.withResolvers<undefined>();

	constructor(options: SyncerOptions) {
		this.#options = options;
	}

	/** Seconds until the next poll, unless it is woken. */
	get interval(): number {
		const lists = listsOf(this.#options.store.directory).length;
		return Math.max(1, Math.min(this.#interval, longestInterval(lists)));
	}

	/** Something has happened on the PBX: looks at once, and also at its owners, if that is what it was about. */
	readonly nudge: Nudge = about => {
		if (about === 'owners') this.#areOwnersStale = true;
		this.#interval = shortest;
		this.#woken.resolve(undefined);
	};

	/** Asks a few lists for what is new. */
	async poll(): Promise<PullReport> {
		const {store, api, machine, expectMissing, signal} = this.#options;
		const report = await takingIn(this.#options, async (intake, troubles) => {
			if (this.#areOwnersStale || machine.now() - this.#ownersAt >= turn) {
				this.#areOwnersStale = false;
				const owners = await pullOwners(api, {known: store.directory, troubles, expectMissing, signal});
				this.#ownersAt = machine.now();
				intake.refuse(owners.refused);
				await intake.flush({directory: owners.directory});
				await confirmGone(this.#options, intake, troubles);
			}

			const lists = this.#rota.next(listsOf(store.directory), this.interval, machine.now());
			const round = new Round({...this.#options, isPoll: true}, intake, troubles);
			await round.run(lists, this.#ahead);
			this.#ahead = round.ahead;
			const brought = [...round.sightings.sessions].flatMap(id => round.sightings.listsOf(id));
			this.#rota.note(
				lists.map(({id}) => id),
				brought,
				machine.now(),
			);
		});
		this.#interval = isActive(report) ? shortest : Math.min(longest, this.#interval * slowing);
		return report;
	}

	/**
	Goes on until the signal comes. Takes over when another process that was at it has ended.
	@throws StoreRefusal if the store cannot be written
	*/
	async run(): Promise<void> {
		const {store, machine, network, signal, onElsewhere} = this.#options;
		while (!this.#isEnded()) {
			const release = await holdAlone(store, machine, syncLockName);
			if (release === undefined) {
				onElsewhere?.();
				await network.wait(elsewhereInterval, signal).catch(() => undefined);
				continue;
			}

			try {
				await this.#keepAsking();
			} catch (error) {
				if (!this.#isEnded()) throw error;
			} finally {
				release();
			}
		}
	}

	#isEnded(): boolean {
		return this.#options.signal.aborted;
	}

	async #keepAsking(): Promise<void> {
		const {store, machine, onReport} = this.#options;
		const report = await pull(this.#options);
		this.#ownersAt = machine.now();
		onReport(report);
		while (!this.#isEnded()) {
			await this.#rest();
			// Nothing may have come for long, and what others did may end this.
			await store.refresh();
			if (!this.#isEnded()) onReport(await this.poll());
		}
	}

	async #rest(): Promise<void> {
		const {network, signal} = this.#options;
		const rest = new AbortController();
		const waiting = network
			.wait(this.interval * 1000, AbortSignal.any([signal, rest.signal]))
			.catch(() => undefined);
		await Promise.race([waiting, this.#woken.promise]);
		rest.abort();
		this.#woken = Promise.withResolvers();
	}
}
