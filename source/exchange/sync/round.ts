import {type Actor} from '../../domain/change.js';
import {hasId, idRanges} from '../../domain/id-ranges.js';
import {type Marks} from '../../domain/pulled.js';
import {type Store} from '../../storage/store.js';
import {findOwner} from '../yeastar/api/owners.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {namesHolder} from '../yeastar/session-record.js';
import {inLanes} from './in-lanes.js';
import {type Intake} from './take-in.js';
import {Known} from './known.js';
import {type List, listsOf} from './lists.js';
import {type ReadSessions, SessionReader} from './read-sessions.js';
import {SetBackWatch} from './set-back.js';
import {Sightings} from './sightings.js';
import {type Troubles} from './trouble.js';
import {walkList} from './walk-list.js';

export interface PullOptions {
	readonly store: Store;
	readonly api: PbxApi;
	readonly actor: Actor;
	/** Ends it; what was read by then is taken in. */
	readonly signal: AbortSignal;
	/** Whether everything is compared, also what was read before. */
	readonly isFull?: boolean;
	/** Whether only some of the lists are asked. */
	readonly isPoll?: boolean;
	/**
	Whether an act on the session was sent to the PBX, or settled, after the change of that number: an answer that is
	older says nothing of it, so it is asked for again.
	*/
	readonly actedSince?: (session: number, change: number) => boolean;
	/** Told how many sessions were read, and of how many. */
	readonly onProgress?: (done: number, all: number) => void;
}

/** Calls that wait for a free one of the API's lanes, so that none of those is idle. */
const listsAtOnce = 8;
const bunchesAtOnce = 6;

/** Sessions that are asked about together. */
const bunchSize = 50;

const bunched = (ids: readonly number[]): readonly (readonly number[])[] =>
	Array.from({length: Math.ceil(ids.length / bunchSize)}, (_, index) =>
		ids.slice(index * bunchSize, (index + 1) * bunchSize),
	);

/** Reads some lists once: what is new in them, then the sessions that they tell of, then how far they are read. */
export class Round {
	readonly sightings = new Sightings();
	/** Sessions that got messages after they were listed. */
	readonly ahead = new Set<number>();
	readonly #options: PullOptions;
	readonly #intake: Intake;
	readonly #troubles: Troubles;
	readonly #marksBefore: ReadonlyMap<number, number>;
	/** Lists that were read down to what was known. */
	readonly #tops = new Map<number, number>();
	/** Scopes with something still to be read: their marks stay. */
	readonly #unfinished = new Set<number>();
	/** Lists with new sessions of which the record does not name the holder. */
	readonly #unnamedIn = new Set<number>();
	/** Lists that were read to their end, without a session that they held before. */
	readonly #doubtful: List[] = [];
	readonly #known: Known;
	readonly #watch: SetBackWatch;
	/** The newest change when it began to ask. */
	readonly #since: number;
	#done = 0;

	constructor(options: PullOptions, intake: Intake, troubles: Troubles) {
		const {store, api, signal} = options;
		this.#options = options;
		this.#intake = intake;
		this.#troubles = troubles;
		this.#known = new Known(store);
		this.#watch = new SetBackWatch(store, this.#known, api, signal);
		this.#since = store.newestChange;
		this.#marksBefore = new Map(store.pulled.lists);
	}

	/** Whether each of these lists was read. */
	get isComplete(): boolean {
		return this.#unfinished.size === 0;
	}

	/**
	@param lists to read
	@param again sessions that were `ahead` before, in case that no list tells of what is newer
	@throws RolledBack if the PBX was set back: then nothing is taken in; PbxTrouble if nothing can be read
	*/
	async run(lists: readonly List[], again: Iterable<number> = []): Promise<void> {
		await inLanes(lists, listsAtOnce, async list => this.#list(list));
		await inLanes(this.#othersOf(lists), listsAtOnce, async list => this.#list(list));
		const ids = [...new Set([...this.sightings.sessions, ...again])];
		this.#options.onProgress?.(0, ids.length);
		const reader = this.#reader();
		await inLanes(bunched(ids), bunchesAtOnce, async bunch => this.#read(reader, bunch));
		this.#doubt();
		const marks = this.#marks();
		const {gone} = this.#options.store.pulled;
		const back = idRanges(gone.length === 0 ? [] : ids.filter(id => hasId(gone, id)));
		await this.#intake.flush(
			{},
			{
				...(marks.length > 0 && {lists: marks}),
				...(back.length > 0 && {back}),
			},
		);
	}

	/** Where no record names who holds a session, all that may have it in their lists are asked. */
	#othersOf(lists: readonly List[]): readonly List[] {
		const {directory} = this.#options.store;
		const asked = new Set(lists.map(({id}) => id));
		const queues = directory.owners.filter(
			({kind, deletedAt}) => kind === 'queue' && deletedAt === undefined,
		);
		const agents = queues.map(({agents = []}) => new Set(agents.map(({extension}) => extension)));
		const wanted = new Set(
			[...this.#unnamedIn].flatMap(list =>
				agents.filter(served => served.has(list)).flatMap(served => [...served]),
			),
		);
		return listsOf(directory).filter(({id}) => wanted.has(id) && !asked.has(id));
	}

	async #list(list: List): Promise<void> {
		const {api, store, signal, isFull = false} = this.#options;
		const upTo = isFull ? 0 : (this.#marksBefore.get(list.id) ?? 0);
		const walked = await this.#troubles.attempt(`the sessions of ${list.label}`, async () => {
			try {
				return await walkList(api, list, {
					upTo,
					signal,
					onPage: async sessions => {
						await this.#watch.look(sessions);
						for (const session of sessions) {
							const isNews = (session.lastMessage ?? 0) > upTo || store.table.rowOf(session.id) === undefined;
							if (!isNews) continue;
							this.sightings.add(list.id, session);
							if (!namesHolder(session.record)) this.#unnamedIn.add(list.id);
						}
					},
					onRefused: refused => this.#intake.refuse(refused),
				});
			} catch (error) {
				if (error instanceof PbxTrouble && (await this.#isDeleted(list, error)))
					return {top: 0, isWhole: false};
				throw error;
			}
		});
		if (walked === undefined) this.#unfinished.add(list.id);
		else this.#tops.set(list.id, walked.top);
		if (walked?.isWhole && upTo > 0) this.#doubtful.push(list);
	}

	/** An extension may be deleted while one reads. */
	async #isDeleted({id}: List, {pbxCause}: PbxTrouble): Promise<boolean> {
		const {api, signal} = this.#options;
		return (
			pbxCause === 'refused' && id !== 0 && (await findOwner(api, 'extension', id, signal)) === undefined
		);
	}

	#reader(): SessionReader {
		const {store, api, signal, isFull = false} = this.#options;
		return new SessionReader({
			api,
			known: this.#known,
			sightings: this.sightings,
			onAhead: session => this.ahead.add(session),
			owners: store.directory,
			country: store.table.country,
			isFull,
			now: api.now(),
			signal,
		});
	}

	async #read(reader: SessionReader, bunch: readonly number[]): Promise<void> {
		const read = await this.#troubles.attempt(`sessions ${bunch[0]!} and others`, async () =>
			reader.read(bunch),
		);
		if (read === undefined) for (const id of bunch) this.#leave(id);
		else await this.#take(read);
		for (const id of bunch) this.sightings.release(id);
		this.#done += bunch.length;
		this.#options.onProgress?.(this.#done, this.sightings.size);
	}

	async #take({sessions, refused, troubles}: ReadSessions): Promise<void> {
		const {actedSince} = this.#options;
		this.#intake.refuse(refused);
		for (const {session, trouble} of troubles) {
			this.#leave(session);
			this.#troubles.note(`session ${session}`, trouble);
		}

		for (const session of sessions) {
			if (actedSince?.(session.id, this.#since)) this.#leave(session.id);
			else await this.#intake.add(session);
		}
	}

	/** It is asked for again by the next round, or the next time. */
	#leave(session: number): void {
		for (const list of this.sightings.listsOf(session)) this.#unfinished.add(list);
	}

	/** Where a list held nothing of all that it held before, it may have been cut short: what it left out is asked for again. */
	#doubt(): void {
		for (const {id, label} of this.#doubtful) {
			const missing = this.#known.countHeldBy(id, this.#marksBefore.get(id)!, this.sightings);
			if (missing === 0) continue;
			this.#unfinished.add(id);
			// Where not all lists are asked, they may be in another one.
			if (this.#options.isPoll) continue;
			this.#troubles.told.push({
				about: `the sessions of ${label}`,
				reason: `None of the ${missing} that were there before is listed any more. If they were deleted on the PBX: chatlogs sync --full`,
			});
		}
	}

	#marks(): Marks {
		return [...this.#tops].filter(
			([list, top]) => !this.#unfinished.has(list) && top > (this.#marksBefore.get(list) ?? 0),
		);
	}
}
