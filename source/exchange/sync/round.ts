import {hasId, idRanges, joinedRanges} from '../../domain/id-ranges.js';
import {type ListedSession} from '../yeastar/api/sessions.js';
import {namesHolder} from '../yeastar/session-record.js';
import {inLanes} from './in-lanes.js';
import {type Intake} from './take-in.js';
import {Known} from './known.js';
import {type List, listsOfColleagues} from './lists.js';
import {type PullOptions} from './pull-options.js';
import {type ReadSessions, SessionReader} from './read-sessions.js';
import {SetBackWatch} from './set-back.js';
import {Sightings} from './sightings.js';
import {type Troubles} from './trouble.js';
import {Walks} from './walks.js';

/** Calls that wait for a free one of the API's lanes, so that none of those is idle. */
const bunchesAtOnce = 6;

/** Sessions that are asked about together. */
const bunchSize = 50;

const bunched = (ids: readonly number[]): readonly (readonly number[])[] =>
	Array.from({length: Math.ceil(ids.length / bunchSize)}, (_, index) =>
		ids.slice(index * bunchSize, (index + 1) * bunchSize),
	);

/** Reads some lists once: the sessions that they tell of, from the newest downwards, and how far they are read. */
export class Round {
	readonly sightings = new Sightings();
	/** Sessions that got messages after they were listed. */
	readonly ahead = new Set<number>();
	/** Whether the lists told of nothing newer when they were asked once more. */
	isQuiet = false;
	/** Sessions that were listed, and then not there. */
	readonly #missing = new Set<number>();
	readonly #options: PullOptions;
	readonly #intake: Intake;
	readonly #troubles: Troubles;
	readonly #walks: Walks;
	/** Lists with new sessions whose record does not name the holder. */
	readonly #unnamedIn = new Set<number>();
	readonly #known: Known;
	readonly #watch: SetBackWatch;
	/** The newest change when it began to ask. */
	readonly #since: number;
	/** Sessions that were read, and the part of all that they and those above them are. */
	#done = 0;
	#part = 0;
	/** Listed sessions that are being read, or are about to. */
	#unread = 0;
	/** Whether the lists told of nothing newer, once they are asked. */
	#quiet: Promise<boolean> | undefined;

	constructor(options: PullOptions, intake: Intake, troubles: Troubles) {
		const {store, api, signal, isFull = false} = options;
		this.#options = options;
		this.#intake = intake;
		this.#troubles = troubles;
		this.#walks = new Walks({
			store,
			api,
			signal,
			isFull,
			troubles,
			onPage: async (list, sessions, upTo) => this.#see(list, sessions, upTo),
			onRefused: refused => intake.refuse(refused),
		});
		this.#known = new Known(store);
		this.#watch = new SetBackWatch(store, this.#known, api, signal);
		this.#since = store.newestChange;
	}

	/** Whether each of these lists was read. */
	get isComplete(): boolean {
		return this.#walks.unfinished.size === 0;
	}

	/**
	@param lists to read
	@param again sessions that are read also if no list tells of them, such as those that were `ahead` before
	@throws RolledBack if the PBX was set back: then no more is taken in; PbxTrouble if nothing can be read
	*/
	async run(lists: readonly List[], again: Iterable<number>): Promise<void> {
		const {isPoll = false, isFull = false} = this.#options;
		this.#walks.add(lists);
		const reader = this.#reader();
		let reading: Promise<void> = Promise.resolve();
		try {
			for (let level = Number.POSITIVE_INFINITY; level >= 0;) {
				await this.#walks.step();
				if (this.#walks.level < 0) this.#walks.add(this.#others);
				level = this.#walks.level;
				// Which other lists a poll needs, and whether the PBX was set back, is known only in the end.
				if (level >= 0 && (isPoll || isFull)) continue;
				// The lists are read on while sessions are, but not so far that an end would cost many pages.
				if (level >= 0 && this.sightings.waiting < this.#unread) continue;
				await reading;
				const rest = level < 0 ? [...again].filter(id => !this.sightings.has(id)) : [];
				const ids = [...this.sightings.takeDownTo(level), ...rest];
				if (ids.length === 0 && level >= 0) continue;
				reading = this.#readAll(reader, ids, level);
				reading.catch(() => undefined);
			}
		} finally {
			await reading.finally(async () => this.#quiet?.catch(() => undefined));
		}

		this.isQuiet = (await this.#quiet) === true;
		this.#doubt();
		await this.#conclude();
	}

	/** Where no record names who holds a session, all that may have it in their lists are asked. */
	get #others(): readonly List[] {
		return listsOfColleagues(this.#options.store.directory, this.#unnamedIn).filter(
			({id}) => !this.#walks.has(id),
		);
	}

	/**
	Asks whether the lists tell of anything newer, once so few sessions are left that reading them takes as long. Asked
	earlier, it would be asked for nothing if the pull is ended before.
	*/
	#askAgain(): void {
		if (this.#options.isPoll || this.sightings.size === 0 || this.#unread > this.#walks.count) return;
		this.#quiet ??= this.#walks.areQuiet(id => this.#isKnown(id));
		this.#quiet.catch(() => undefined);
	}

	#isKnown(session: number): boolean {
		return this.sightings.has(session) || this.#options.store.table.rowOf(session) !== undefined;
	}

	async #see(list: List, sessions: readonly ListedSession[], upTo: number): Promise<void> {
		const {table} = this.#options.store;
		await this.#watch.look(sessions);
		for (const session of sessions) {
			const isNews = (session.lastMessage ?? 0) > upTo || table.rowOf(session.id) === undefined;
			if (!isNews) continue;
			this.sightings.add(list.id, session);
			if (!namesHolder(session.record)) this.#unnamedIn.add(list.id);
		}
	}

	#reader(): SessionReader {
		const {store, api, signal, isFull = false} = this.#options;
		return new SessionReader({
			api,
			known: this.#known,
			sightings: this.sightings,
			onAhead: session => this.ahead.add(session),
			onMissing: session => this.#missing.add(session),
			owners: store.directory,
			country: store.table.country,
			isFull,
			now: api.now(),
			signal,
		});
	}

	/** @param level all sessions down to it are among these, or were read before */
	async #readAll(reader: SessionReader, ids: readonly number[], level: number): Promise<void> {
		const [before, after] = [this.#part, this.#walks.partDownTo(level)];
		const doneBefore = this.#done;
		this.#tellProgress();
		this.#unread = ids.length;
		if (level < 0) this.#askAgain();
		try {
			await inLanes(bunched(ids), bunchesAtOnce, async bunch => {
				await this.#read(reader, bunch);
				this.#done += bunch.length;
				this.#unread -= bunch.length;
				if (level < 0) this.#askAgain();
				this.#part = before + ((after - before) * (this.#done - doneBefore)) / ids.length;
				this.#tellProgress();
			});
		} finally {
			this.#unread = 0;
		}

		if (level >= 0) this.#intake.reach(this.#walks.downTo(level));
	}

	#tellProgress(): void {
		this.#options.onProgress?.(this.#done, this.#part);
	}

	async #read(reader: SessionReader, bunch: readonly number[]): Promise<void> {
		const read = await this.#troubles.attempt(`sessions ${bunch[0]!} and others`, async () =>
			reader.read(bunch),
		);
		if (read === undefined) for (const id of bunch) this.#leave(id);
		else await this.#take(read);
		for (const id of bunch) this.sightings.release(id);
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
		for (const list of this.sightings.listsOf(session)) this.#walks.unfinished.add(list);
	}

	/** A list that holds nothing of what it held before may have been cut short: ask again for what it left out. */
	#doubt(): void {
		for (const [{id, label}, upTo] of this.#walks.doubtful) {
			const missing = this.#known.countHeldBy(id, upTo, this.sightings);
			if (missing === 0) continue;
			this.#walks.unfinished.add(id);
			// Where not all lists are asked, they may be in another one.
			if (this.#options.isPoll) continue;
			this.#troubles.tell({
				about: `the sessions of ${label}`,
				reason: `None of the ${missing} that were there before is listed any more. If they were deleted on the PBX: chatlogs sync --full`,
			});
		}
	}

	/** Notes how far the lists are read, and which sessions are there again. */
	async #conclude(): Promise<void> {
		const {store, api} = this.#options;
		const {marks} = this.#walks;
		const {gone, missing: before = []} = store.pulled;
		const away = joinedRanges(gone, idRanges(before.map(([id]) => id)));
		const there = away.length === 0 ? [] : [...this.sightings.sessions].filter(id => hasId(away, id));
		const back = there.filter(id => !this.#missing.has(id));
		const missing = [...this.#missing].filter(id => !hasId(away, id));
		await this.#intake.flush(
			{},
			{
				...(marks.length > 0 && {lists: marks}),
				...(back.length > 0 && {back: idRanges(back)}),
				...(missing.length > 0 && {missing: missing.map(id => [id, api.now()] as const)}),
			},
		);
	}
}
