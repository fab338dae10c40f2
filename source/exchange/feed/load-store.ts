import {type Change} from '../../domain/change.js';
import {type History} from '../../domain/history.js';
import {type Session} from '../../domain/session.js';
import {flag} from '../../domain/table/block.js';
import {type Handler} from '../../domain/handler.js';
import {type Store} from '../../storage/store.js';
import {type Database} from './connect.js';
import {type CopyText, type CopyValue} from './copy-text.js';
import {changeRow, columnsOf, messageRow, ownerRows, sessionRow} from './feed-rows.js';
import {type PurgedMessages} from './purged-messages.js';
import {attachPartition, createPartition, dropPartitions} from './partitions.js';
import {type Partitioned, partitioned} from './schema.js';

type Rows = Iterable<readonly CopyValue[]>;

/** The rows of one store, as they come to be fed. */
export class StoreRows {
	messages = 0;
	readonly #store: Store;
	readonly #id: string;
	readonly #purged: PurgedMessages;

	/** @param id the store's */
	constructor(store: Store, id: string, purged: PurgedMessages) {
		this.#store = store;
		this.#id = id;
		this.#purged = purged;
	}

	*sessions(ids: Iterable<number>): Generator<readonly CopyValue[]> {
		const rowOf = sessionRow(this.#id, this.#store);
		for (const id of ids) {
			const session = this.#store.session(id);
			if (session) yield rowOf(session);
		}
	}

	/** @param onSession called after each session */
	*messagesOf(ids: Iterable<number>, onSession?: () => void): Generator<readonly CopyValue[]> {
		for (const id of ids) {
			// Read first: reading may find that the session was purged meanwhile.
			const history = this.#store.history(id);
			const session = this.#store.session(id);
			if (session) yield* this.#rowsOf(session, history);
			onSession?.();
		}
	}

	changes(changes: Iterable<Change>): Rows {
		return Iterator.from(changes).map(changeRow(this.#id));
	}

	owners(): Rows {
		return ownerRows(this.#id, this.#store.directory, this.#handlers());
	}

	*#rowsOf(session: Session, history: History): Generator<readonly CopyValue[]> {
		const rowOf = messageRow(this.#id, session, this.#store.deletedMessages(session.id));
		for (const message of this.#purged.leftIn(history)) {
			this.messages++;
			yield rowOf(message);
		}
	}

	/** Those who hold a session, each once. */
	#handlers(): Iterable<Handler> {
		const {handlers, loadedBlocks} = this.#store.table;
		const used = new Set<number>();
		for (const {count, flags, handler} of loadedBlocks)
			for (let slot = 0; slot < count; slot++)
				if ((flags[slot]! & flag.purged) === 0) used.add(handler[slot]!);
		return Iterator.from(used).map(number => handlers.get(number));
	}
}

/** `COPY` into that table. */
export const copyInto = async (
	database: Database,
	text: CopyText,
	{table, into, rows}: {readonly table: Partitioned; readonly into: string; readonly rows: Rows},
): Promise<void> =>
	database.copyIn(`COPY ${into} (${columnsOf[table].columns.join(', ')}) FROM STDIN`, text.stream(rows));

/** Every id of the store, those of purged sessions too. */
export function* idsOf({table}: Store): Generator<number> {
	for (const {id, count} of table.loadedBlocks) yield* id.subarray(0, count);
}

/**
Loads the whole store by `COPY`, in the transaction under way, whatever the database had of it. Its tables get their
indexes once they are full, and count from then on.
*/
export const loadStore = async (
	database: Database,
	store: Store,
	{id, changes, text, rows, onProgress}: LoadRequest,
): Promise<void> => {
	let done = 0;
	const tables: Readonly<Record<Partitioned, Rows>> = {
		session: rows.sessions(idsOf(store)),
		message: rows.messagesOf(idsOf(store), () => onProgress?.(++done)),
		change: rows.changes(changes),
		owner: rows.owners(),
	};
	const load = store.newestChange;
	const made: (readonly [Partitioned, string])[] = [];
	for (const table of partitioned) {
		const name = await createPartition(database, table, id, load);
		await copyInto(database, text, {table, into: name, rows: tables[table]});
		made.push([table, name]);
	}

	await dropPartitions(database, id);
	for (const [table, name] of made) await attachPartition(database, table, name, id);
};

export interface LoadRequest {
	/** The store's. */
	readonly id: string;
	/** Those that the store has, the newest first. */
	readonly changes: Iterable<Change>;
	readonly text: CopyText;
	readonly rows: StoreRows;
	/** Called with the number of sessions so far. */
	readonly onProgress?: ((sessions: number) => void) | undefined;
}
