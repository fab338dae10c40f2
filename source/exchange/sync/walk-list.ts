import {type RefusedRecord} from '../../domain/incoming.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {type ListedSession, listSessions} from '../yeastar/api/sessions.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {type List} from './lists.js';

interface WalkOptions {
	/** Ends at a session whose last message is not newer. */
	readonly upTo: number;
	/** The part that came in before, and is passed over. */
	readonly known?: {readonly top: number; readonly downTo: number} | undefined;
	readonly signal: AbortSignal;
	/** @param upTo as far down as these sessions are wanted */
	readonly onPage: (sessions: readonly ListedSession[], upTo: number) => Promise<void> | void;
	readonly onRefused: (refused: readonly RefusedRecord[]) => void;
}

/** The last messages that a page tells of. */
const marksOf = (sessions: readonly ListedSession[]): readonly number[] =>
	sessions.flatMap(({lastMessage}) => (lastMessage === undefined ? [] : [lastMessage]));

/** A list that is read from its top downwards, one page after the other. */
export class ListWalk {
	readonly list: List;
	/** All sessions down to this last message were told. */
	downTo = Number.POSITIVE_INFINITY;
	/** The newest message that it told of when the walk began, 0 if the list is empty. */
	top = 0;
	isDone = false;
	/** Whether the walk came to the list's end, and not only to what was known. */
	isWhole = false;
	readonly #api: PbxApi;
	readonly #options: WalkOptions;
	/** The cursor of the next page; `undefined` for the first. */
	#from: number | undefined;
	/** Still to be passed over. */
	#known: WalkOptions['known'];

	constructor(api: PbxApi, list: List, options: WalkOptions) {
		this.list = list;
		this.#api = api;
		this.#options = options;
		this.#known = options.known;
	}

	/**
	Reads one page.
	@throws PbxTrouble if the PBX does not give all of it
	*/
	async step(): Promise<void> {
		const {signal, onPage, onRefused} = this.#options;
		const {scope, label} = this.list;
		const from = this.#from;
		const upTo = Math.max(this.#options.upTo, this.#known?.top ?? 0);
		const {sessions, refused, next, isPartial} = await listSessions(this.#api, scope, from, signal);
		const marks = marksOf(sessions);
		// The entry that the cursor names may come again, and nothing else does at the end.
		const isEnd = sessions.length === 0 || (from !== undefined && marks.every(mark => mark === from));
		if (!isEnd) await onPage(sessions, upTo);
		if (!isEnd || from === undefined) onRefused(refused);
		if (from === undefined) this.top = Math.max(0, this.#known?.top ?? 0, ...marks);
		if (isPartial) throw new PbxTrouble('other', `The PBX gave only a part of the sessions of ${label}.`);
		if (isEnd) return this.#end(true);
		if (next === undefined || (from !== undefined && Math.min(...marks) >= from))
			throw new PbxTrouble(
				'other',
				`Asked for the next page of the sessions of ${label}, the PBX gave no further ones; what lies below is not known.`,
			);
		this.#from = Math.min(...marks);
		this.downTo = this.#from;
		if (this.#from <= upTo || this.#from <= 0) this.#end(this.#from > upTo);
	}

	/** Reads no further. */
	end(): void {
		this.isDone = true;
	}

	/** Goes on below what was known, if there is such a part. */
	#end(isWhole: boolean): void {
		if (this.#known === undefined) {
			this.isDone = true;
			this.isWhole = isWhole;
			return;
		}

		this.#from = this.#known.downTo;
		this.downTo = this.#known.downTo;
		this.#known = undefined;
	}
}
