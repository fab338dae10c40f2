import {readFileSync} from 'node:fs';
import {Socket} from 'node:net';
import {type Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {Refusal} from '../../domain/refusal.js';
import {systemTrouble} from '../../domain/system-trouble.js';
import {certificateBlocker} from '../http/address.js';
import {said, type SecretSources} from '../http/secret-file.js';
import {connectTimeoutIn} from './connect-timeout.js';
import {feedAddressOf} from './feed-address.js';
import {findFeedPassword} from './feed-password.js';
import {asFeedTrouble} from './feed-trouble.js';

/** A row as the driver gives it: large integers are texts. */
type Row = Readonly<Record<string, unknown>>;

/** An open connection to a database. Everything it throws is a Refusal or a bug. */
export interface Database {
	query(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
	/** Streams the text of `COPY … FROM STDIN`, in its text format. */
	copyIn(sql: string, text: Readable): Promise<void>;
	/** All of the work counts, or nothing of it. */
	atOnce<Result>(work: () => Promise<Result>): Promise<Result>;
	close(): Promise<void>;
}

const certificateOf = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		const trouble = systemTrouble(error);
		if (trouble === undefined) throw error;
		throw new Refusal(`PGSSLROOTCERT names ${file}, which cannot be read: ${trouble.reason}.`, {
			cause: error,
		});
	}
};

/**
Connects to the database of that URL.
@param signal breaks the connection off, whatever is waited for
@throws FeedTrouble if it cannot be reached, or lets nobody in
@throws Refusal if the secret's file may be read by others
@throws the reason of the signal, if that ended it
*/
export const connectTo = async (
	href: string,
	sources: SecretSources,
	signal?: AbortSignal,
): Promise<Database> => {
	const {isVerified, ...address} = feedAddressOf(href);
	const {environment} = sources;
	const blocker = isVerified ? certificateBlocker(environment) : undefined;
	if (blocker !== undefined) throw new Refusal(blocker);
	const root = said(environment.PGSSLROOTCERT);
	const [{default: pg}, {default: copying}] = await Promise.all([import('pg'), import('pg-copy-streams')]);
	signal?.throwIfAborted();
	const client = new pg.Client({
		...address,
		stream: () => new Socket({signal}),
		password: findFeedPassword({...address, isVerified}, sources),
		ssl: isVerified && {rejectUnauthorized: true, ...(root !== undefined && {ca: certificateOf(root)})},
		connectionTimeoutMillis: connectTimeoutIn(environment),
		keepAlive: true,
		application_name: 'chatlogs',
	});
	// A connection that breaks while nobody uses it is noticed by the next query.
	client.on('error', () => undefined);
	const telling = async <Result>(work: () => Promise<Result>): Promise<Result> => {
		try {
			return await work();
		} catch (error) {
			signal?.throwIfAborted();
			throw asFeedTrouble(error, address.host);
		}
	};

	await telling(async () => client.connect());
	const query: Database['query'] = async (sql, values) =>
		telling(async () => {
			const {rows} = await client.query<Row>(sql, values && [...values]);
			return rows;
		});
	return {
		query,
		copyIn: async (sql, text) => telling(async () => pipeline(text, client.query(copying.from(sql)))),
		async atOnce(work) {
			await query('BEGIN');
			try {
				const result = await work();
				await query('COMMIT');
				return result;
			} catch (error) {
				// If the connection is gone, the server has rolled back by itself.
				await query('ROLLBACK').catch(() => undefined);
				throw error;
			}
		},
		async close() {
			await client.end().catch(() => undefined);
		},
	};
};

/** Connects, works and closes the connection; throws as `connectTo` does. */
export const withDatabase = async <Result>(
	href: string,
	sources: SecretSources,
	work: (database: Database) => Promise<Result>,
): Promise<Result> => {
	const database = await connectTo(href, sources);
	try {
		return await work(database);
	} finally {
		await database.close();
	}
};
