import {Refusal} from '../../domain/refusal.js';
import {type Database} from './connect.js';
import {protecting, type Partitioned, partitioned} from './schema.js';

/**
The id of a store, which names its partitions.
@throws Refusal if it cannot: files of a store may come from anybody
*/
export const checkedStoreId = (id: string | undefined): string => {
	if (id !== undefined && /^[\da-f]{32}$/.test(id)) return id;
	throw new Refusal('The store has no proper id, so it cannot be fed. Run: chatlogs check');
};

/** Each is made by a load, whose number keeps its name from that of the one before. */
const nameOf = (table: Partitioned, store: string, load: number): string =>
	`chatlogs.${table}_${store}_${load}`;

/** The partitions of a store. */
const partitionsOf = async (database: Database, store: string): Promise<readonly string[]> => {
	const rows = await database.query(
		`SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
		FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE inhparent = ANY ($1::text[]::regclass[]) AND c.relname ~ $2 ORDER BY 1`,
		[partitioned.map(table => `chatlogs.${table}`), `^[a-z]+_${store}_[0-9]+$`],
	);
	return rows.map(({name}) => String(name));
};

/** Makes an empty table for a store, without any index; nobody else sees it before it is attached. */
export const createPartition = async (
	database: Database,
	table: Partitioned,
	store: string,
	load: number,
): Promise<string> => {
	const name = nameOf(table, store, load);
	await database.query(
		`CREATE TABLE ${name} (LIKE chatlogs.${table}, CONSTRAINT of_store CHECK (store = '${store}'))`,
	);
	return name;
};

/** Lets the full table be the store's part of the whole one; PostgreSQL then builds all indexes at once. */
export const attachPartition = async (
	database: Database,
	table: Partitioned,
	name: string,
	store: string,
): Promise<void> => {
	await database.query(`ALTER TABLE chatlogs.${table} ATTACH PARTITION ${name} FOR VALUES IN ('${store}')`);
	await database.query(`ALTER TABLE ${name} DROP CONSTRAINT of_store`);
	for (const statement of protecting(name)) await database.query(statement);
	await database.query(`ANALYZE ${name}`);
};

/** Takes all tables of a store away, and with them their files. */
export const dropPartitions = async (database: Database, store: string): Promise<void> => {
	for (const name of await partitionsOf(database, store)) await database.query(`DROP TABLE ${name}`);
};
