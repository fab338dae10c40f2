import {type RefusedRecord} from '../../domain/incoming.js';
import {type Marks, type Walk} from '../../domain/pulled.js';
import {type Store} from '../../storage/store.js';
import {findOwner} from '../yeastar/api/owners.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {type ListedSession, listSessions} from '../yeastar/api/sessions.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {inLanes} from './in-lanes.js';
import {type List} from './lists.js';
import {type Troubles} from './trouble.js';
import {ListWalk} from './walk-list.js';

interface WalksOptions {
	readonly store: Store;
	readonly api: PbxApi;
	readonly signal: AbortSignal;
	/** Whether also what came in before is read again. */
	readonly isFull: boolean;
	readonly troubles: Troubles;
	/** Told of each page; sessions with a last message up to `upTo` came in before. */
	readonly onPage: (list: List, sessions: readonly ListedSession[], upTo: number) => Promise<void>;
	readonly onRefused: (refused: readonly RefusedRecord[]) => void;
}

/** Calls that wait for a free one of the API's lanes, so that none of those is idle. */
const atOnce = 8;

/** Lists that are read side by side, from their tops downwards: always on where the newest is still to be told. */
export class Walks {
	/** Lists with something still to be read: how far they are read does not move. */
	readonly unfinished = new Set<number>();
	readonly #options: WalksOptions;
	readonly #marksBefore: ReadonlyMap<number, number>;
	readonly #walksBefore: ReadonlyMap<number, Walk>;
	readonly #walks: ListWalk[] = [];

	constructor(options: WalksOptions) {
		const {lists, walks = []} = options.store.pulled;
		this.#options = options;
		this.#marksBefore = new Map(lists);
		this.#walksBefore = new Map(options.isFull ? [] : walks.map(walk => [walk.list, walk]));
	}

	/** Every session down to this last message was told, by each list that has it; -1 when there is nothing more to tell. */
	get level(): number {
		return Math.max(-1, ...this.#under.map(({downTo}) => downTo));
	}

	/** Lists that were read to their end, although they ended higher up before, with how far they were read then. */
	get doubtful(): readonly (readonly [list: List, upTo: number])[] {
		if (this.#options.isFull) return [];
		return this.#walks.flatMap(({list, isWhole}) =>
			isWhole && this.#markOf(list) > 0 ? [[list, this.#markOf(list)] as const] : [],
		);
	}

	/** How far each list is read that is read all the way, if that is further than before. */
	get marks(): Marks {
		return this.#walks.flatMap(({list, isDone, top}) =>
			isDone && !this.unfinished.has(list.id) && top > this.#markOf(list) ? [[list.id, top] as const] : [],
		);
	}

	get #under(): readonly ListWalk[] {
		return this.#walks.filter(({isDone}) => !isDone);
	}

	/** How many lists are read. */
	get count(): number {
		return this.#walks.length;
	}

	has(list: number): boolean {
		return this.#walks.some(walk => walk.list.id === list);
	}

	add(lists: readonly List[]): void {
		const {api, signal, isFull, onPage, onRefused} = this.#options;
		for (const list of lists)
			this.#walks.push(
				new ListWalk(api, list, {
					upTo: isFull ? 0 : this.#markOf(list),
					known: this.#walksBefore.get(list.id),
					signal,
					onPage: async (sessions, upTo) => onPage(list, sessions, upTo),
					onRefused,
				}),
			);
	}

	/** Reads another page of each list that is furthest behind: the first of all that are not begun. */
	async step(): Promise<void> {
		const under = this.#under;
		const unbegun = under.filter(({downTo}) => downTo === Number.POSITIVE_INFINITY);
		const behind =
			unbegun.length > 0 ? unbegun : under.toSorted((a, b) => b.downTo - a.downTo).slice(0, atOnce);
		await inLanes(behind, atOnce, async walk => this.#step(walk));
	}

	/**
	Asks for the first page of each list again, after all were read: whether none tells of anything newer. What jumps to a
	list's top while one reads downwards is passed by.
	@param isKnown whether a session was told of before
	*/
	async areQuiet(isKnown: (session: number) => boolean): Promise<boolean> {
		const {api, signal} = this.#options;
		let isQuiet = this.unfinished.size === 0;
		try {
			await inLanes(this.#walks, atOnce, async ({list, top}) => {
				if (!isQuiet) return;
				const {sessions, isPartial} = await listSessions(api, list.scope, undefined, signal);
				const isNews = ({id, lastMessage = 0}: ListedSession): boolean => lastMessage > top || !isKnown(id);
				if (isPartial || sessions.some(isNews)) isQuiet = false;
			});
		} catch (error) {
			// Whoever reads the lists then finds the same trouble.
			if (!(error instanceof PbxTrouble) && !signal.aborted) throw error;
			return false;
		}

		return isQuiet;
	}

	/** How far lists are read once all sessions down to `level` came in, for those of which more remains. */
	downTo(level: number): readonly Walk[] {
		return this.#walks.flatMap(({list, top}) => {
			const before = this.#walksBefore.get(list.id);
			const downTo = Math.min(level, before?.downTo ?? level);
			// Above what came in before there may still be sessions that lie below the level.
			const isJoined = before === undefined || level <= before.top;
			const isKept = !this.#options.isFull && isJoined && top > downTo && !this.unfinished.has(list.id);
			return isKept ? [{list: list.id, top, downTo}] : [];
		});
	}

	/** Which part of all messages lies above `level`, from 0 to 1. */
	partDownTo(level: number): number {
		const top = Math.max(0, ...this.#walks.map(walk => walk.top));
		const bottom = this.#options.isFull
			? 0
			: Math.min(top, ...this.#walks.map(({list}) => this.#markOf(list)));
		return level <= bottom ? 1 : Math.max(0, (top - level) / (top - bottom));
	}

	#markOf({id}: List): number {
		return this.#marksBefore.get(id) ?? 0;
	}

	async #step(walk: ListWalk): Promise<void> {
		const {list} = walk;
		const stepped = await this.#options.troubles.attempt(`the sessions of ${list.label}`, async () => {
			try {
				await walk.step();
				return true;
			} catch (error) {
				if (!(error instanceof PbxTrouble) || !(await this.#isDeleted(list, error))) throw error;
				walk.end();
				return true;
			}
		});
		if (stepped) return;
		walk.end();
		this.unfinished.add(list.id);
	}

	/** An extension may be deleted while one reads. */
	async #isDeleted({id}: List, {pbxCause}: PbxTrouble): Promise<boolean> {
		const {api, signal} = this.#options;
		return (
			pbxCause === 'refused' && id !== 0 && (await findOwner(api, 'extension', id, signal)) === undefined
		);
	}
}
