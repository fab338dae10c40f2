import {type Database} from './connect.js';
import {type CopyText} from './copy-text.js';
import {type Differences} from './differences.js';
import {columnsOf} from './feed-rows.js';
import {copyInto, type LoadRequest} from './load-store.js';
import {type Partitioned, partitioned} from './schema.js';

/** A temporary table with the rows that a table is to have. */
const arriving = (table: Partitioned): string => `pg_temp.arriving_${table}`;

/** Puts the arrived rows where they are new or differ. */
const upsert = (table: Partitioned): string => {
	const {columns, key} = columnsOf[table];
	const names = columns.join(', ');
	const rest = columns.slice(key);
	const [here, there] = ['present', 'excluded'].map(name =>
		rest.map(column => `${name}.${column}`).join(', '),
	);
	return `INSERT INTO chatlogs.${table} AS present (${names}) SELECT ${names} FROM ${arriving(table)}
		ON CONFLICT (${columns.slice(0, key).join(', ')}) DO UPDATE SET (${rest.join(', ')}) = ROW (${there})
		WHERE (${here}) IS DISTINCT FROM (${there})`;
};

/** Deletes the rows that did not arrive, of those for which the condition holds. */
const removeOthers = (table: Partitioned, store: string, condition: string): string => {
	const {columns, key} = columnsOf[table];
	const isSame = columns
		.slice(1, key)
		.map(column => `a.${column} = present.${column}`)
		.join(' AND ');
	return `DELETE FROM chatlogs.${table} present WHERE store = '${store}' AND (${condition})
		AND NOT EXISTS (SELECT FROM ${arriving(table)} a WHERE ${isSame})`;
};

function* touchedRows(
	{sessions, histories}: Differences,
	isGone: (id: number) => boolean,
): Generator<readonly [number, boolean]> {
	for (const id of sessions) yield [id, histories.has(id) || isGone(id)];
}

const touchedInto = async (
	database: Database,
	text: CopyText,
	rows: Iterable<readonly [number, boolean]>,
): Promise<void> => {
	await database.query(
		'CREATE TEMPORARY TABLE touched (session bigint PRIMARY KEY, history boolean) ON COMMIT DROP',
	);
	await database.copyIn('COPY pg_temp.touched FROM STDIN', text.stream(rows));
};

interface MergeRequest extends LoadRequest {
	readonly differences: Differences;
	/** Whether the store has nothing of that session any more. */
	readonly isGone: (id: number) => boolean;
}

/** Makes the store's rows as they are now, where they may differ, in the transaction under way. */
export const mergeRows = async (
	database: Database,
	{id: store, changes, text, rows, differences, isGone}: MergeRequest,
): Promise<void> => {
	const arrivals = {
		session: rows.sessions(differences.sessions),
		message: rows.messagesOf(differences.histories),
		change: rows.changes(changes),
		owner: rows.owners(),
	};
	await touchedInto(database, text, touchedRows(differences, isGone));
	for (const table of partitioned) {
		await database.query(`CREATE TEMPORARY TABLE arriving_${table} (LIKE chatlogs.${table}) ON COMMIT DROP`);
		await copyInto(database, text, {table, into: arriving(table), rows: arrivals[table]});
		await database.query(`ANALYZE ${arriving(table)}`);
	}

	await database.query('ANALYZE pg_temp.touched');
	const touched = 'SELECT session FROM pg_temp.touched';
	await database.query(removeOthers('session', store, `id IN (${touched})`));
	await database.query(removeOthers('message', store, `session IN (${touched} WHERE history)`));
	await database.query(removeOthers('owner', store, 'true'));
	for (const table of partitioned) await database.query(upsert(table));
};
