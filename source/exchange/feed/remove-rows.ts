import {type Database} from './connect.js';
import {dropPartitions} from './partitions.js';
import {versionThere} from './schema.js';

/** Sessions and single messages of a store. */
export interface FedRows {
	readonly sessions: readonly number[];
	readonly messages?: readonly {readonly session: number; readonly ids: readonly number[]}[];
}

const countDeleted = async (database: Database, sql: string, values: readonly unknown[]): Promise<number> => {
	const [row] = await database.query(`WITH gone AS (${sql} RETURNING 1) SELECT count(*) FROM gone`, values);
	return Number(row?.count);
};

/**
Deletes sessions with all their messages, and single messages, at once, whatever the store still has of them. A store
that still has them brings them back only when something is done to them.
@param store the store's id
@returns how many rows went
*/
export const removeRows = async (
	database: Database,
	store: string,
	{sessions, messages = []}: FedRows,
): Promise<{readonly sessions: number; readonly messages: number}> =>
	database.atOnce(async () => {
		const ofMessage = 'DELETE FROM chatlogs.message WHERE store = $1 AND';
		let count = await countDeleted(database, `${ofMessage} session = ANY ($2::bigint[])`, [store, sessions]);
		for (const {session, ids} of messages)
			count += await countDeleted(database, `${ofMessage} session = $2 AND id = ANY ($3::bigint[])`, [
				store,
				session,
				ids,
			]);
		const ofSession = 'DELETE FROM chatlogs.session WHERE store = $1 AND id = ANY ($2::bigint[])';
		return {sessions: await countDeleted(database, ofSession, [store, sessions]), messages: count};
	});

/** Takes all that the database has of a store, and nothing of others. */
export const removeStore = async (database: Database, store: string): Promise<void> => {
	if ((await versionThere(database)) === 0) return;
	await database.atOnce(async () => {
		await dropPartitions(database, store);
		for (const table of ['site', 'access'])
			await database.query(`DELETE FROM chatlogs.${table} WHERE store = $1`, [store]);
	});
};

/** What nobody can take back from here. */
export const mayRemain =
	'The database’s write-ahead log, its replicas and backups, and what readers copied, may still hold them for a while, or for ever.';
