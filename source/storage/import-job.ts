import {
	type Brought,
	type BroughtKind,
	broughtKinds,
	broughtTo,
	type ImportSummary,
} from '../domain/brought.js';
import {type GrowingMove, type Move} from '../domain/change.js';
import {type Handler, handlerKey, handlerLabel} from '../domain/handler.js';
import {type History} from '../domain/history.js';
import {hasId, idRanges} from '../domain/id-ranges.js';
import {type IncomingSession, type RefusedRecord} from '../domain/incoming.js';
import {inForce} from '../domain/erase/erasure.js';
import {type HeldAs, type HeldSessions} from '../domain/keep/held-as.js';
import {holdOf} from '../domain/keep/hold.js';
import {laterThan, type MergedSession, mergeSession} from '../domain/merge/merge-session.js';
import {newestOf} from '../domain/message.js';
import {endThere, nothingPulled, type Pulled, type PullNews} from '../domain/pulled.js';
import {blockSize} from '../domain/table/block.js';
import {recordOf, rowIn, type RowValues} from '../domain/table/rows.js';
import {KeepOut} from './erase/keep-out.js';
import {erasedName} from './erase/marks.js';
import {ImportedRows, type Written} from './imported-rows.js';
import {type Writing} from './writing.js';

type Counts = Record<
	'added' | 'changed' | 'unchanged' | 'kept' | 'trashed' | 'foreign' | 'contradictory',
	number
>;

/** One import under way: merges incoming sessions into the known ones. */
export class ImportJob {
	readonly refused: RefusedRecord[];
	/** `foreign`: sessions of another PBX with ids that are here. `contradictory`: sessions with two customers. */
	readonly counts: Counts = {
		added: 0,
		changed: 0,
		unchanged: 0,
		kept: 0,
		trashed: 0,
		foreign: 0,
		contradictory: 0,
	};

	/** Sessions with something that stays out, since it is of somebody who was erased. */
	keptOut = 0;
	/** Why the first session that is foreign or contradictory is so. */
	firstForeign: string | undefined;
	readonly #writing: Writing;
	/** The number that the change will have. */
	readonly #n: number;
	readonly #rows: ImportedRows;
	readonly #keepOut: KeepOut;
	readonly #taken = new Set<number>();
	readonly #moves = new Map<string, GrowingMove>();
	readonly #brought = new Map<BroughtKind, number[]>();
	readonly #holds = new Map<string, {readonly as: HeldAs; readonly sessions: number[]}>();
	readonly #whole: number[] = [];
	readonly #partly: [session: number, upTo: number][] = [];
	readonly #shorter: [session: number, last: number][] = [];

	/**
	@param fewRows the most sessions whose rows the journal's line tells; more are written into their segments
	@param ahead see `ImportRequest`
	*/
	constructor(writing: Writing, refused: readonly RefusedRecord[], fewRows: number, ahead?: number) {
		this.#writing = writing;
		this.#n = writing.replica.end.n + 1;
		this.#rows = new ImportedRows(writing, this.#n, fewRows);
		const {facts, table} = writing.replica;
		this.#keepOut = new KeepOut(inForce(facts.erasures), table.country, ahead);
		this.refused = [...refused];
	}

	/** The sources without the names of those that tell of persons who were erased. */
	named(sources: ImportSummary['sources']): ImportSummary['sources'] {
		return sources.map(source =>
			this.#keepOut.mentions(source.name) ? {...source, name: erasedName} : source,
		);
	}

	get moves(): readonly Move[] {
		return [...this.#moves.values()];
	}

	/** The holds that came with the sessions. */
	get holds(): readonly HeldSessions[] {
		return [...this.#holds.values()];
	}

	get brought(): Brought {
		return Object.fromEntries(
			broughtKinds.flatMap(kind =>
				this.#brought.has(kind) ? [[kind, idRanges(this.#brought.get(kind)!)]] : [],
			),
		);
	}

	/** How much further these sessions are read. */
	get pulled(): PullNews {
		return {
			...(this.#whole.length > 0 && {whole: idRanges(this.#whole)}),
			...(this.#partly.length > 0 && {partly: this.#partly}),
			...(this.#shorter.length > 0 && {shorter: this.#shorter}),
		};
	}

	async take(given: IncomingSession): Promise<void> {
		if (this.#taken.has(given.id)) {
			this.refused.push({
				origin: given.origin,
				reason: `session ${given.id} came twice in this import`,
			});
			return;
		}

		this.#taken.add(given.id);
		const {table} = this.#writing.replica;
		const row = table.rowOf(given.id);
		const known = row === undefined ? undefined : rowIn(table, table.blockOf(row), row % blockSize);
		const incoming = this.#keepOut.allowed(given, known?.session);
		if ((incoming?.messages.length ?? -1) < given.messages.length) this.keptOut++;
		if (incoming === undefined) {
			this.#notePulled(given, 0, undefined);
			this.counts.unchanged++;
			return;
		}

		// A purged session takes only later messages, as if it were new.
		const allowed = known?.highestPurged === undefined ? incoming : laterThan(incoming, known.highestPurged);
		if (known?.isPurged && allowed.messages.length === 0) {
			this.#notePulled(incoming, known.highestMessage, known);
			this.counts.unchanged++;
			return;
		}

		const history =
			known && !known.isPurged ? this.#writing.histories.read(incoming.id, known.history) : undefined;
		const {connection, holds} = this.#writing.replica.facts;
		const merged = mergeSession(history && {...known!, history}, allowed, table.country, {
			isConnected: connection !== undefined,
			isHeld: holdOf(holds, incoming.id) !== undefined,
		});
		if (merged.outcome === 'refused') {
			this.refused.push({origin: incoming.origin, reason: merged.reason});
			if (merged.isForeign) {
				this.counts[known === undefined ? 'contradictory' : 'foreign']++;
				this.firstForeign ??= merged.reason;
			}

			return;
		}

		this.refused.push(...merged.refused);
		this.#noteHolds(incoming);
		this.counts[merged.outcome]++;
		if (merged.kept) this.counts.kept++;
		this.counts.trashed += merged.trashed;
		this.#notePulled(incoming, merged.highestMessage, known);
		if (merged.outcome === 'unchanged') return;
		await this.#gather(merged, merged.history ?? history!, known, row);
	}

	close(): void {
		this.#rows.close();
	}

	/** Writes the rows still gathered; all files are durable when this resolves. */
	async finish(): Promise<Written> {
		return this.#rows.finish();
	}

	async #gather(
		{session, importedHandler, importedStatus, importedArchived, move, ...merged}: MergedSession,
		history: History,
		known: RowValues | undefined,
		row: number | undefined,
	): Promise<void> {
		for (const kind of broughtTo(known?.isPurged ? undefined : known?.session, session)) {
			const ids = this.#brought.get(kind);
			if (ids) ids.push(session.id);
			else this.#brought.set(kind, [session.id]);
		}

		if (move) this.#noteMove(move.from, move.to, session.id);
		const {position} = this.#writing.replica.end;
		// A purged session comes in as new, but its row remembers higher ids.
		const highestMessage = Math.max(known?.highestMessage ?? 0, merged.highestMessage);
		const highestTold = Math.max(known?.highestTold ?? 0, merged.highestTold ?? 0);
		const values: Omit<RowValues, 'history'> = {
			session,
			importedHandler,
			importedStatus,
			importedArchived,
			highestMessage,
			...(highestTold > highestMessage && {highestTold}),
			highestPurged: known?.highestPurged,
			deletedMessages: known?.deletedMessages,
			touched: move ? [...(known?.touched ?? []), position] : known?.touched,
			superseded: known && [...(known.superseded ?? []), known.history],
		};
		await this.#rows.take({row, values, line: {...history, row: recordOf(values, this.#n)}});
	}

	/** An import other than a pull may leave out earlier messages. */
	#notePulled(incoming: IncomingSession, highest: number, known: RowValues | undefined): void {
		const {id, isWhole} = incoming;
		const pulled = this.#writing.replica.facts.pulled ?? nothingPulled;
		const {whole, partly} = pulled;
		const isMarked = partly.some(([session]) => session === id);
		if (isWhole && (isMarked || !hasId(whole, id))) this.#whole.push(id);
		if (isWhole && known !== undefined) this.#noteEnd(pulled, incoming, known);
		if (isWhole || known === undefined || highest <= known.highestMessage) return;
		if (!isMarked && hasId(whole, id)) this.#partly.push([id, known.highestMessage]);
	}

	#noteEnd(pulled: Pulled, {id, told, messages}: IncomingSession, {highestMessage}: RowValues): void {
		const last = told?.lastMessage ?? newestOf(messages)?.id ?? 0;
		const before = endThere(pulled, id);
		if (last > 0 && last !== before && (before !== undefined || last < highestMessage))
			this.#shorter.push([id, last]);
	}

	#noteHolds({id, holds = []}: IncomingSession): void {
		for (const as of holds) {
			const held = this.#holds.get(as.name);
			if (held) held.sessions.push(id);
			else this.#holds.set(as.name, {as, sessions: [id]});
		}
	}

	#noteMove(from: Handler, to: Handler, session: number): void {
		const key = JSON.stringify([handlerKey(from), handlerLabel(from), handlerKey(to), handlerLabel(to)]);
		const move = this.#moves.get(key) ?? {from, to, sessions: []};
		move.sessions.push(session);
		this.#moves.set(key, move);
	}
}
