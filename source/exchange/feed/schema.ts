import {Refusal} from '../../domain/refusal.js';
import {type Database} from './connect.js';
import {FeedTrouble} from './feed-trouble.js';
import {isGranted, views} from './views.js';

/** The tables that have a partition for each store. */
export const partitioned = ['session', 'message', 'change', 'owner'] as const;

export type Partitioned = (typeof partitioned)[number];

/** Only the roles that `chatlogs.access` names see anything of a store, and the owner of the table is no exception. */
export const protecting = (table: string): readonly string[] => [
	`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
	`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
	`CREATE POLICY of_granted_stores ON ${table} USING (${isGranted})`,
];

/** Text of keys is compared by its bytes, whatever the language of the database. */
const store = 'store text COLLATE "C" NOT NULL';

const firstVersion: readonly string[] = [
	`CREATE TABLE chatlogs.access (role name NOT NULL, ${store}, PRIMARY KEY (store, role))`,
	`CREATE TABLE chatlogs.site (${store} PRIMARY KEY, name text, kind text NOT NULL, change bigint NOT NULL,
		position bigint NOT NULL, digest text NOT NULL, fed_at timestamptz NOT NULL)`,
	`CREATE TABLE chatlogs.session (${store}, id bigint NOT NULL,
		channel_type text NOT NULL, channel_name text NOT NULL, channel_number text NOT NULL,
		customer_name text NOT NULL, customer_number text NOT NULL, outbound boolean NOT NULL,
		owner_key text COLLATE "C" NOT NULL, owner_kind text NOT NULL, owner_number text NOT NULL, owner_name text NOT NULL,
		status text NOT NULL, archived boolean NOT NULL, deleted boolean NOT NULL, held boolean NOT NULL,
		transfers bigint NOT NULL, messages bigint NOT NULL, failed bigint NOT NULL, files bigint NOT NULL,
		created_at timestamptz, last_active_at timestamptz, PRIMARY KEY (store, id)) PARTITION BY LIST (store)`,
	`CREATE TABLE chatlogs.message (${store}, session bigint NOT NULL, id bigint NOT NULL,
		sent_at timestamptz NOT NULL, type bigint NOT NULL, spoken boolean NOT NULL,
		author_kind text NOT NULL, author_code bigint NOT NULL, author_key text COLLATE "C", author_number text NOT NULL, author_name text NOT NULL,
		text text NOT NULL, files jsonb, delivery text, error text, deleted boolean NOT NULL,
		PRIMARY KEY (store, session, id)) PARTITION BY LIST (store)`,
	`CREATE TABLE chatlogs.change (${store}, n bigint NOT NULL, made_at timestamptz NOT NULL,
		made_by text NOT NULL, made_as text, kind text NOT NULL, description text NOT NULL, note text, of bigint,
		sessions bigint NOT NULL, PRIMARY KEY (store, n)) PARTITION BY LIST (store)`,
	`CREATE TABLE chatlogs.owner (${store}, key text COLLATE "C" NOT NULL, owner text COLLATE "C" NOT NULL,
		kind text NOT NULL, number text NOT NULL, name text NOT NULL, deleted boolean NOT NULL, deleted_at timestamptz,
		PRIMARY KEY (store, key)) PARTITION BY LIST (store)`,
	'CREATE INDEX session_last_active_at ON chatlogs.session (store, last_active_at)',
	// Numbers may be of any length, which only a hash takes.
	'CREATE INDEX session_customer_number ON chatlogs.session USING hash (customer_number)',
	'CREATE INDEX message_sent_at ON chatlogs.message (store, sent_at)',
	...['site', ...partitioned].flatMap(table => protecting(`chatlogs.${table}`)),
	// Everybody may ask which stores are theirs, and nobody sees those of others.
	'ALTER TABLE chatlogs.access ENABLE ROW LEVEL SECURITY',
	`CREATE POLICY of_own_roles ON chatlogs.access FOR SELECT USING (EXISTS (
		SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = role AND pg_catalog.pg_has_role(r.oid, 'USAGE')))`,
	'GRANT SELECT ON chatlogs.access TO PUBLIC',
	...views,
];

/** What makes each version of the columns from the one before. A step that was ever released stays as it is. */
const steps: readonly (readonly string[])[] = [firstVersion];

const columnsVersion = steps.length;

const trigramIndex = 'message_text';

/**
An index for searching in texts, if it may be made.
@returns why there is none
*/
const indexTexts = async (database: Database): Promise<string | undefined> => {
	const [there] = await database.query('SELECT to_regclass($1) AS found', [`chatlogs.${trigramIndex}`]);
	if (there?.found !== null) return undefined;
	try {
		await database.atOnce(async () => {
			await database.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
			const [extension] = await database.query(
				"SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'pg_trgm'",
			);
			await database.query(
				`CREATE INDEX ${trigramIndex} ON chatlogs.message USING gin (text ${String(extension!.schema)}.gin_trgm_ops)`,
			);
		});
		return undefined;
	} catch (error) {
		if (!(error instanceof FeedTrouble)) throw error;
		return `There is no index for searching in texts, since the extension pg_trgm cannot be had: ${error.message}`;
	}
};

/** The version of the columns that are there; 0 if there are none. */
export const versionThere = async (database: Database): Promise<number> => {
	const [there] = await database.query("SELECT to_regclass('chatlogs.version') AS found");
	if (there?.found === null) return 0;
	const [row] = await database.query('SELECT version FROM chatlogs.version');
	return Number(row?.version ?? 0);
};

/** Each store has partitions, which only the owner of a table may give it. */
const refuseStranger = async (database: Database): Promise<void> => {
	const [table] = await database.query(
		"SELECT pg_has_role(relowner, 'USAGE') AS is_ours, pg_get_userbyid(relowner) AS owner FROM pg_class WHERE oid = 'chatlogs.session'::regclass",
	);
	if (table?.is_ours === false)
		throw new FeedTrouble(
			`The tables there belong to the user ${String(table.owner)}. Feed as that one, or as a member of that role; nothing was altered.`,
		);
};

/**
Makes the tables and views, or brings them to this program's version.
@returns what the user should know
@throws FeedTrouble if the database is too old, or does not let us
@throws Refusal if a newer program made them
*/
export const prepareSchema = async (database: Database): Promise<string | undefined> => {
	const [server] = await database.query("SELECT current_setting('server_version_num')::integer AS version");
	if (Number(server?.version) < 150_000)
		throw new Refusal(
			'The feed needs PostgreSQL 15 or later: older ones let views see what their reader may not.',
		);
	await database.atOnce(async () => {
		// Several programs may come at once.
		await database.query("SELECT pg_advisory_xact_lock(hashtext('chatlogs.version'))");
		const version = await versionThere(database);
		if (version > columnsVersion)
			throw new Refusal(
				`A newer chatlogs made the tables there (version ${version}; this one knows ${columnsVersion}). Update chatlogs; nothing was altered.`,
			);
		if (version === columnsVersion) return;
		if (version === 0) {
			// Somebody may have made it for a user who may make none.
			const [schema] = await database.query("SELECT to_regnamespace('chatlogs') AS found");
			if (schema?.found === null) await database.query('CREATE SCHEMA chatlogs');
			await database.query('CREATE TABLE chatlogs.version (version integer NOT NULL)');
			await database.query('INSERT INTO chatlogs.version VALUES (0)');
			await database.query('GRANT SELECT ON chatlogs.version TO PUBLIC');
		}

		for (const statement of steps.slice(version).flat()) await database.query(statement);
		await database.query('UPDATE chatlogs.version SET version = $1', [columnsVersion]);
	});
	await refuseStranger(database);
	return indexTexts(database);
};
