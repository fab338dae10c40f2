import {handlerLabel} from '../../source/domain/handler.js';
import {messageRecord} from '../../source/exchange/export/message-record.js';
import {type Store} from '../../source/storage/store.js';
import {type Postgres} from './postgres.js';

/** A database of a test's own, and who reads it. */
export interface Reading {
	readonly postgres: Postgres;
	readonly database: string;
	/** The role that reads; the database's owner if not said. */
	readonly role?: string;
}

/** The rows that a query gives, in their order. */
export const rowsIn = <Row>({postgres, database, role = database}: Reading, query: string): Row[] =>
	postgres
		.sql(`SELECT row_to_json(found) FROM (${query}) found`, database, role)
		.split('\n')
		.filter(Boolean)
		.map(line => JSON.parse(line) as Row);

const epoch = (column: string): string => `extract(epoch FROM ${column})::bigint`;

/** What is asked of the tables about one store. */
const queries: Readonly<Record<string, (ofStore: string) => string>> = {
	sessions: ofStore =>
		`SELECT id, json_build_array(channel_type, channel_name, channel_number) AS channel,
			json_build_array(customer_name, customer_number) AS customer, outbound,
			json_build_array(owner_kind, owner_number, owner_name) AS owner, status, archived, deleted, held,
			transfers, messages, failed, files, ${epoch('created_at')} AS created, ${epoch('last_active_at')} AS active
		FROM chatlogs.session ${ofStore} ORDER BY id`,
	messages: ofStore =>
		`SELECT session, id, ${epoch('sent_at')} AS at, type, author_kind AS kind, author_code AS code, author_number AS number,
			author_name AS name, text, coalesce(files, '[]') AS files, delivery, error, deleted
		FROM chatlogs.message ${ofStore} ORDER BY session, id`,
	changes: ofStore =>
		`SELECT n, ${epoch('made_at')} AS at, made_by AS by, made_as AS as, kind, note, of
		FROM chatlogs.change ${ofStore} ORDER BY n`,
	orphans: ofStore =>
		`SELECT session, concat_ws(' ', nullif(owner_number, ''), nullif(owner_name, '')) AS owner
		FROM chatlogs.orphan ${ofStore} ORDER BY session`,
	site: ofStore => `SELECT change, digest FROM chatlogs.site ${ofStore}`,
};

/** All that the tables tell of a store, in a form that the store itself can be brought to; asked for at once. */
export const fedTables = (reading: Reading, store: string): object => {
	const parts = Object.entries(queries).map(
		([name, query]) =>
			`SELECT '${name}' AS name, array_to_json(ARRAY(SELECT row_to_json(found) FROM (${query(`WHERE store = '${store}'`)}) found)) AS rows`,
	);
	const told = rowsIn<{name: string; rows: unknown}>(reading, parts.join(' UNION ALL '));
	return Object.fromEntries(told.map(({name, rows}) => [name, rows]));
};

/** U+FFFD stands for what no text of a database can hold. */
const asKept = <Value>(value: Value): Value =>
	JSON.parse(JSON.stringify(value), (_, part: unknown) =>
		typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '\uFFFD') : part,
	) as Value;

const inOrder = (a: number, b: number): number => a - b;

/** The same of the store. */
export const storeTables = (store: Store): object => {
	const ids = store.table.loadedBlocks
		.flatMap(({id, count}) => [...id.subarray(0, count)])
		.filter(id => store.session(id) !== undefined)
		.toSorted(inOrder);
	const sessions = ids.map(id => store.session(id)!);
	return asKept({
		sessions: sessions.map(({id, channel, customer, handler, ...session}) => ({
			id,
			channel: [channel.type, channel.name, channel.number],
			customer: [customer.name, customer.number],
			outbound: session.outbound,
			owner: [handler.kind, handler.number, handler.name],
			status: session.status,
			archived: session.archived,
			deleted: session.deleted,
			held: store.holdOn(id) !== undefined,
			transfers: session.transfers,
			messages: session.messages,
			failed: session.failed,
			files: session.files,
			created: session.createdAt ?? null,
			active: session.lastActiveAt ?? null,
		})),
		messages: sessions.flatMap(session =>
			store
				.history(session.id)
				.messages.toSorted((a, b) => a.id - b.id)
				.map(message => {
					const told = messageRecord(message, session, store.deletedMessages(session.id).has(message.id));
					const {author, files, delivery, error, deleted} = told as Readonly<Record<string, unknown>>;
					const {id, at, type, text} = message;
					return {
						session: session.id,
						id,
						at,
						type,
						...(author as object),
						text,
						files,
						delivery,
						error,
						deleted,
					};
				}),
		),
		changes: [...store.changes()]
			.toReversed()
			.map(({n, at, by, as = null, kind, note = null, of = null}) => ({n, at, by, as, kind, note, of})),
		orphans: sessions
			.filter(({handler, deleted}) => !deleted && store.directory.isDeleted(handler))
			.map(({id, handler}) => ({
				session: id,
				owner: handlerLabel(store.directory.find(handler) ?? handler),
			})),
		site: [{change: store.newestChange, digest: store.journalPoint.digest}],
	});
};
