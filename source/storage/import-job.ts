import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Brought, type BroughtKind, broughtKinds, broughtTo} from '../domain/brought.js';
import {type Move} from '../domain/change.js';
import {type Handler, handlerKey, handlerLabel} from '../domain/handler.js';
import {type History} from '../domain/history.js';
import {idRanges} from '../domain/id-ranges.js';
import {type IncomingSession, type RefusedRecord} from '../domain/incoming.js';
import {laterThan, type MergedSession, mergeSession} from '../domain/merge/merge-session.js';
import {blockSize} from '../domain/table/block.js';
import {blockOf, recordOf, rowIn, rowsOf, type RowValues} from '../domain/table/rows.js';
import {nextHistoryNumber} from './file-names.js';
import {writeSegment} from './write-index.js';
import {HistoryWriter} from './history-files.js';
import {type WrittenSegment} from './segment.js';
import {type Writing} from './writing.js';

type Counts = Record<
	'added' | 'changed' | 'unchanged' | 'kept' | 'trashed' | 'foreign' | 'contradictory',
	number
>;

/** One import under way: histories go to new files as they come, rows are gathered for their segments. */
export class ImportJob {
	readonly refused: RefusedRecord[];
	/** `foreign` are those of a session that is here, `contradictory` those of one that came with two customers. */
	readonly counts: Counts = {
		added: 0,
		changed: 0,
		unchanged: 0,
		kept: 0,
		trashed: 0,
		foreign: 0,
		contradictory: 0,
	};

	/** Why the first of them is of another PBX. */
	firstForeign: string | undefined;
	readonly #writing: Writing;
	readonly #histories: HistoryWriter;
	/** The number that the change will have. */
	readonly #n: number;
	readonly #segments: WrittenSegment[] = [];
	readonly #changed = new Map<number, Map<number, RowValues>>();
	readonly #taken = new Set<number>();
	readonly #moves = new Map<string, {from: Handler; to: Handler; sessions: number[]}>();
	readonly #brought = new Map<BroughtKind, number[]>();
	#added: RowValues[] = [];

	constructor(writing: Writing, refused: readonly RefusedRecord[]) {
		this.#writing = writing;
		this.#n = writing.replica.end.n + 1;
		this.#histories = new HistoryWriter(
			writing.files,
			writing.folder,
			nextHistoryNumber(writing.files.list(writing.folder)),
		);
		this.refused = [...refused];
	}

	get moves(): readonly Move[] {
		return [...this.#moves.values()];
	}

	get brought(): Brought {
		return Object.fromEntries(
			broughtKinds.flatMap(kind =>
				this.#brought.has(kind) ? [[kind, idRanges(this.#brought.get(kind)!)]] : [],
			),
		);
	}

	async take(incoming: IncomingSession): Promise<void> {
		if (this.#taken.has(incoming.id)) {
			this.refused.push({place: incoming.place, reason: `session ${incoming.id} came twice in this import`});
			return;
		}

		this.#taken.add(incoming.id);
		const {table} = this.#writing.replica;
		const row = table.rowOf(incoming.id);
		const known = row === undefined ? undefined : rowIn(table, table.blockOf(row), row % blockSize);
		// Of what was purged only later messages come in, and of a session as if it were new.
		const allowed = known?.highestPurged === undefined ? incoming : laterThan(incoming, known.highestPurged);
		if (known?.isPurged && allowed.messages.length === 0) {
			this.counts.unchanged++;
			return;
		}

		const history =
			known && !known.isPurged ? this.#writing.histories.read(incoming.id, known.history) : undefined;
		const merged = mergeSession(history && {...known!, history}, allowed, table.country);
		if (merged.outcome === 'refused') {
			this.refused.push({place: incoming.place, reason: merged.reason});
			if (merged.isForeign) {
				this.counts[known === undefined ? 'contradictory' : 'foreign']++;
				this.firstForeign ??= merged.reason;
			}

			return;
		}

		this.refused.push(...merged.refused);
		this.counts[merged.outcome]++;
		if (merged.kept) this.counts.kept++;
		this.counts.trashed += merged.trashed;
		if (merged.outcome === 'unchanged') return;
		await this.#gather(merged, merged.history ?? history!, known, row);
	}

	close(): void {
		this.#histories.close();
	}

	/** Writes what is still gathered; after this all files are durable. Returns the segments. */
	async finish(): Promise<readonly WrittenSegment[]> {
		const {replica, files, folder} = this.#writing;
		const last = replica.segments.length - 1;
		const room = last < 0 || this.#segments.length > 0 ? 0 : blockSize - replica.segments[last]!.count;
		if (this.#added.length > 0 && this.#added.length <= room) {
			const rows = this.#changed.get(last) ?? new Map<number, RowValues>();
			for (const row of this.#added) rows.set(row.session.id, row);
			this.#changed.set(last, rows);
		} else if (this.#added.length > 0) await this.#writeAdded();

		for (const [number, rows] of this.#changed) {
			const old = rowsOf(replica.table, replica.table.blocks[number]!).filter(
				row => !rows.has(row.session.id),
			);
			await this.#writeSegment(number, [...old, ...rows.values()]);
			await nextTurn();
		}

		await this.#histories.finish();
		await files.syncFolder(folder);
		return this.#segments;
	}

	async #gather(
		{session, importedHandler, move, ...merged}: MergedSession,
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
		// One that was purged came in as if it were new, and remembers more.
		const highestMessage = Math.max(known?.highestMessage ?? 0, merged.highestMessage);
		const highestTold = Math.max(known?.highestTold ?? 0, merged.highestTold ?? 0);
		const told = {
			session,
			importedHandler,
			highestMessage,
			...(highestTold > highestMessage && {highestTold}),
			highestPurged: known?.highestPurged,
			deletedMessages: known?.deletedMessages,
			touched: move ? [...(known?.touched ?? []), position] : known?.touched,
			superseded: known && [...(known.superseded ?? []), ...(known.isPurged ? [] : [known.history])],
		};
		const line = {...history, row: recordOf(told, this.#n)};
		const values: RowValues = {...told, history: await this.#histories.write(line)};
		if (row === undefined) {
			this.#added.push(values);
			if (this.#added.length === blockSize) await this.#writeAdded();
			return;
		}

		const number = Math.floor(row / blockSize);
		const rows = this.#changed.get(number) ?? new Map<number, RowValues>();
		rows.set(session.id, values);
		this.#changed.set(number, rows);
	}

	async #writeAdded(): Promise<void> {
		const {segments} = this.#writing.replica;
		const number = Math.max(segments.length, ...this.#segments.map(({info}) => info.number + 1));
		await this.#writeSegment(number, this.#added);
		this.#added = [];
	}

	async #writeSegment(number: number, rows: readonly RowValues[]): Promise<void> {
		const block = blockOf(this.#writing.replica.table, rows);
		this.#segments.push(await writeSegment(this.#writing, number, block, this.#n));
	}

	#noteMove(from: Handler, to: Handler, session: number): void {
		const key = JSON.stringify([handlerKey(from), handlerLabel(from), handlerKey(to), handlerLabel(to)]);
		const move = this.#moves.get(key) ?? {from, to, sessions: []};
		move.sessions.push(session);
		this.#moves.set(key, move);
	}
}
