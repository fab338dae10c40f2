import {DatabaseSync} from 'node:sqlite';
import {type Handler} from '../../source/domain/handler.js';
import {type History} from '../../source/domain/history.js';
import {type Session} from '../../source/domain/session.js';

const schema = `
CREATE TABLE sessions (
	id INTEGER PRIMARY KEY, channel_type TEXT, channel_name TEXT, channel_number TEXT,
	customer_name TEXT, customer_number TEXT, outbound INTEGER, created INTEGER, active INTEGER,
	handler_kind TEXT, handler_id INTEGER, handler_number TEXT, handler_name TEXT,
	closed INTEGER, archived INTEGER, deleted INTEGER, messages INTEGER, failed INTEGER, files INTEGER, transfers INTEGER
);
CREATE TABLE messages (
	session INTEGER, id INTEGER, type INTEGER, at INTEGER, user_type INTEGER, number TEXT, name TEXT, text TEXT, more TEXT,
	PRIMARY KEY (session, id)
) WITHOUT ROWID;
CREATE TABLE operations (
	session INTEGER, at INTEGER, by TEXT, kind TEXT, from_name TEXT, to_name TEXT
);
CREATE INDEX operations_session ON operations (session);
`;

const insertInto = (database: DatabaseSync, table: string, columns: number) =>
	database.prepare(`INSERT INTO ${table} VALUES (${Array.from({length: columns}, () => '?').join(', ')})`);

/** What chatlogs keeps, as somebody would who keeps it in SQLite. */
export const createDatabase = (
	file: string,
	sessions: Iterable<Session>,
	history?: (id: number) => History,
): void => {
	const database = new DatabaseSync(file);
	database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; ${schema} BEGIN`);
	const addSession = insertInto(database, 'sessions', 20);
	const addMessage = insertInto(database, 'messages', 9);
	for (const {id, channel, customer, handler, ...session} of sessions) {
		const {type, name, number} = channel;
		const {outbound, createdAt, lastActiveAt, status, archived, deleted, messages, failed, files, transfers} =
			session;
		const flags = [status === 'closed', archived, deleted].map(Number);
		const from = [type, name, number, customer.name, customer.number, Number(outbound)];
		const times = [createdAt ?? null, lastActiveAt ?? null];
		const holder = [handler.kind, handler.id, handler.number, handler.name];
		addSession.run(id, ...from, ...times, ...holder, ...flags, messages, failed, files, transfers);
		for (const {id: message, type, at, author, text, ...more} of history?.(id).messages ?? []) {
			const rest = Object.keys(more).length === 0 ? null : JSON.stringify(more);
			addMessage.run(id, message, type, at, author.userType, author.number, author.name, text, rest);
		}
	}

	database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
	database.close();
};

/** The same acts on the same sessions, durable when they return. */
export class DatabasePeer {
	readonly #database: DatabaseSync;

	constructor(file: string) {
		this.#database = new DatabaseSync(file);
		this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
	}

	history(id: number): number {
		return this.#database.prepare('SELECT * FROM messages WHERE session = ? ORDER BY id').all(id).length;
	}

	transfer(ids: readonly number[], to: Handler): void {
		const json = JSON.stringify(ids);
		this.#atOnce(() => {
			this.#database
				.prepare(
					`INSERT INTO operations SELECT id, unixepoch(), 'bench', 'transfer', handler_name, ? FROM sessions
					WHERE id IN (SELECT value FROM json_each(?))`,
				)
				.run(to.name, json);
			this.#database
				.prepare(
					`UPDATE sessions SET handler_kind = ?, handler_id = ?, handler_number = ?, handler_name = ?,
					transfers = transfers + 1 WHERE id IN (SELECT value FROM json_each(?))`,
				)
				.run(to.kind, to.id, to.number, to.name, json);
		});
	}

	/** For good, and overwritten. */
	delete(ids: readonly number[]): void {
		const json = JSON.stringify(ids);
		this.#atOnce(() => {
			for (const [table, column] of [
				['messages', 'session'],
				['operations', 'session'],
				['sessions', 'id'],
			]) {
				this.#database
					.prepare(`DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`)
					.run(json);
			}
		});
	}

	/** For good, and overwritten in every file. */
	erase(ids: readonly number[]): void {
		this.delete(ids);
		this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
	}

	/** Into the trash, with an operation record each. */
	discard(ids: readonly number[]): void {
		const json = JSON.stringify(ids);
		this.#atOnce(() => {
			this.#database
				.prepare(
					`INSERT INTO operations SELECT value, unixepoch(), 'bench', 'delete', NULL, NULL FROM json_each(?)`,
				)
				.run(json);
			this.#database
				.prepare('UPDATE sessions SET deleted = 1 WHERE id IN (SELECT value FROM json_each(?))')
				.run(json);
		});
	}

	close(): void {
		this.#database.close();
	}

	#atOnce(work: () => void): void {
		this.#database.exec('BEGIN IMMEDIATE');
		work();
		this.#database.exec('COMMIT');
	}
}
