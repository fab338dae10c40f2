import {type ImportSummary} from '../../domain/brought.js';
import {type Actor, type Change} from '../../domain/change.js';
import {type Owner} from '../../domain/directory.js';
import {type IncomingFacts, type IncomingSession, type RefusedRecord} from '../../domain/incoming.js';
import {type PullNews, type Walk} from '../../domain/pulled.js';
import {importSessions} from '../../storage/import-sessions.js';
import {LockedRefusal} from '../../storage/lock.js';
import {type Store} from '../../storage/store.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';

/** The outcome of a pull, as an import tells it. */
export interface TakenIn {
	readonly changes: readonly Change[];
	readonly summary: Pick<ImportSummary, 'added' | 'changed' | 'unchanged' | 'kept' | 'trashed'>;
	readonly newOwners: readonly Owner[];
	readonly refused: readonly RefusedRecord[];
}

/** Limit of what is taken in as one change: large enough to be quick, small enough to lose little. */
const usually = 2000;
const mostMessages = 15_000;

/** Seconds after which it is taken in however little it is: what comes from a slow PBX is not to be read twice. */
const longest = 5;

/** How often the store's lock is waited for, since others may import or purge for long. */
const patience = 6;

export interface IntakeOptions {
	readonly store: Store;
	readonly actor: Actor;
	readonly signal: AbortSignal;
	/** The PBX that dated the messages, as far as it told its clock. */
	readonly api?: Pick<PbxApi, 'skew' | 'now'> | undefined;
}

/** Takes what a pull brings into the store, in batches: one change each, and none where nothing is new. */
export class Intake {
	readonly #store: Store;
	readonly #actor: Actor;
	readonly #signal: AbortSignal;
	readonly #api: IntakeOptions['api'];
	readonly #mostSessions: number;
	readonly #changes: Change[] = [];
	readonly #newOwners: Owner[] = [];
	readonly #refused: RefusedRecord[] = [];
	#summary = {added: 0, changed: 0, unchanged: 0, kept: 0, trashed: 0};
	#sessions: IncomingSession[] = [];
	#messages = 0;
	/** When it began, or wrote last, in Unix seconds. */
	#since: number;
	/** How far lists are read, once all sessions so far came in. */
	readonly #walks = new Map<number, Walk>();
	/** One at a time. */
	#last: Promise<unknown> = Promise.resolve();

	/** @param mostSessions of one change */
	constructor({store, actor, signal, api}: IntakeOptions, mostSessions = usually) {
		this.#mostSessions = mostSessions;
		this.#api = api;
		this.#store = store;
		this.#actor = actor;
		this.#signal = signal;
		this.#since = this.#now;
	}

	get taken(): TakenIn {
		return {
			changes: this.#changes,
			summary: this.#summary,
			newOwners: this.#newOwners,
			refused: this.#refused,
		};
	}

	/** Names records that could not be used. */
	refuse(refused: readonly RefusedRecord[]): void {
		this.#refused.push(...refused);
	}

	/** Resolves when there is room for more: while one batch is written, another one fills. */
	async add(session: IncomingSession): Promise<void> {
		this.#sessions.push(session);
		this.#messages += session.messages.length;
		if (!this.#isFull()) return;
		await this.#last;
		// Others who waited may have begun to write it.
		if (this.#isFull()) void this.#write();
	}

	/** Notes how far lists are read by the sessions that were added, with the next batch. */
	reach(walks: readonly Walk[]): void {
		for (const walk of walks) this.#walks.set(walk.list, walk);
	}

	/** @throws StoreRefusal if it could not be written */
	async flush(facts: IncomingFacts = {}, pulled: PullNews = {}): Promise<void> {
		await this.#write(facts, pulled);
	}

	/** Begins to write what is there; who waits for it learns whether it could be. */
	#write(facts: IncomingFacts = {}, pulled: PullNews = {}): Promise<unknown> {
		const sessions = this.#sessions;
		const walks = [...this.#walks.values()];
		this.#sessions = [];
		this.#messages = 0;
		this.#since = this.#now;
		this.#walks.clear();
		if (sessions.length + Object.keys(facts).length + Object.keys(pulled).length > 0)
			this.#last = this.#last.then(async () =>
				this.#import(sessions, facts, {...(walks.length > 0 && {walks}), ...pulled}),
			);
		this.#last.catch(() => undefined);
		return this.#last;
	}

	get #now(): number {
		return this.#api?.now() ?? 0;
	}

	#isFull(): boolean {
		return (
			this.#sessions.length >= this.#mostSessions ||
			this.#messages >= mostMessages ||
			this.#now >= this.#since + longest
		);
	}

	async #import(sessions: readonly IncomingSession[], facts: IncomingFacts, pulled: PullNews): Promise<void> {
		const ahead = this.#api?.skew;
		const request = {kind: 'sync', facts, sessions, pulled, sources: [], refused: [], ahead} as const;
		for (let attempt = 1; ; attempt++) {
			try {
				const {change, summary, newOwners, refused} = await importSessions(this.#store, this.#actor, request);
				if (change) this.#changes.push(change);
				this.#newOwners.push(...newOwners);
				this.#refused.push(...refused);
				for (const name of ['added', 'changed', 'unchanged', 'kept', 'trashed'] as const)
					this.#summary = {...this.#summary, [name]: this.#summary[name] + summary[name]};
				return;
			} catch (error) {
				if (attempt === patience || this.#signal.aborted || !(error instanceof LockedRefusal)) throw error;
			}
		}
	}
}
