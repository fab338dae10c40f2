import {type Actor} from '../../domain/change.js';
import {type Machine} from '../../storage/machine.js';
import {type Store} from '../../storage/store.js';
import {type Network} from '../http/network.js';
import {actedOn} from '../pbx-acts/acted-on.js';
import {type ActsOptions} from '../pbx-acts/carry-out-acts.js';
import {type HearingOptions, hearEvents} from '../receive/hear-events.js';
import {type OpenPbx} from '../yeastar/connection/open-pbx.js';
import {fetchAttachments} from '../yeastar/fetch-attachments.js';
import {type FetchReport} from '../yeastar/fetch-files.js';
import {type Nudge} from './nudge.js';
import {type PullReport, type WholePullOptions} from './pull.js';
import {Syncer, type SyncerOptions} from './syncer.js';

/** A store, the PBX that it is connected to, and who works with both. */
export interface SyncParts {
	readonly store: Store;
	readonly pbx: HearingOptions['pbx'] & Pick<OpenPbx, 'memory'>;
	readonly actor: Actor;
	readonly machine: Machine;
	readonly network: Pick<Network, 'wait' | 'random'>;
	/** Ends it. */
	readonly signal: AbortSignal;
}

type PullWishes = Pick<SyncerOptions, 'expectMissing' | 'onProgress'>;

interface SynchronizationOptions
	extends
		SyncParts,
		PullWishes,
		Pick<SyncerOptions, 'onReport' | 'onElsewhere'>,
		Pick<HearingOptions, 'onLost'> {
	/** Told that no act must be carried out on the PBX any more, and why; that is remembered already. */
	readonly onFrozen?: (reason: string) => void;
	/** Told what files of messages were fetched, where the store keeps them. */
	readonly onFiles?: (report: FetchReport) => void;
}

/** For each pull, however it is asked for. */
export const pullOptionsOf = (
	{store, pbx: {api, memory}, actor, signal}: SyncParts,
	onFrozen?: (reason: string) => void,
): WholePullOptions => ({
	store,
	api,
	actor,
	signal,
	actedSince: actedOn(store),
	onRolledBack(reason) {
		memory.freeze(reason);
		onFrozen?.(reason);
	},
});

/** For each time that acts are carried out. */
export const actsOptionsOf = (
	{store, pbx: {api, memory}, actor, machine, network, signal}: SyncParts,
	onFrozen?: (reason: string) => void,
): ActsOptions => ({
	actor,
	machine,
	network,
	signal,
	store,
	api,
	frozen: memory.frozen,
	freeze(reason) {
		memory.freeze(reason);
		onFrozen?.(reason);
	},
});

/** Fetches the files that messages name, if the store keeps them. */
export const filesFor = async ({store, pbx, signal}: SyncParts): Promise<FetchReport | undefined> =>
	fetchAttachments({...pbx, store, signal});

/** Keeps a store like its PBX: asks for what is new, hears what the PBX tells by itself, and fetches files. */
export class Synchronization {
	readonly #options: SynchronizationOptions;
	readonly #syncer: Syncer;
	#fetching: Promise<void> = Promise.resolve();
	#isFirst = true;

	constructor({onFrozen, ...options}: SynchronizationOptions) {
		this.#options = options;
		this.#syncer = new Syncer({
			...options,
			...pullOptionsOf(options, onFrozen),
			onReport: report => this.#take(report),
		});
	}

	/** Something has happened on the PBX: looks at once. */
	get nudge(): Nudge {
		return this.#syncer.nudge;
	}

	/**
	Goes on until the signal comes.
	@throws StoreRefusal if the store cannot be written
	*/
	async run(): Promise<void> {
		await Promise.all([this.#syncer.run(), hearEvents({...this.#options, nudge: this.nudge})]);
		await this.#fetching;
	}

	#take(report: PullReport): void {
		this.#options.onReport(report);
		const mayHaveFiles = this.#isFirst || report.changes.length > 0;
		this.#isFirst = false;
		if (!mayHaveFiles || report.ended !== undefined) return;
		this.#fetching = this.#fetching.then(async () => this.#fetch());
		this.#fetching.catch(() => undefined);
	}

	async #fetch(): Promise<void> {
		const {signal, onFiles} = this.#options;
		try {
			const files = await filesFor(this.#options);
			if (files) onFiles?.(files);
		} catch (error) {
			if (!signal.aborted) throw error;
		}
	}
}
