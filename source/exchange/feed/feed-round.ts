import {type Change} from '../../domain/change.js';
import {Refusal} from '../../domain/refusal.js';
import {type JournalPoint} from '../../storage/journal.js';
import {type Store} from '../../storage/store.js';
import {type Database} from './connect.js';
import {CopyText} from './copy-text.js';
import {differencesSince} from './differences.js';
import {loadStore, StoreRows} from './load-store.js';
import {mergeRows} from './merge-rows.js';
import {checkedStoreId} from './partitions.js';
import {PurgedMessages} from './purged-messages.js';

/** How far a database has followed a store. */
export interface FedPoint extends JournalPoint {
	/** Unix seconds. */
	readonly at: number;
}

interface FeedRequest {
	readonly store: Store;
	/** The store's name for people, if it has one. */
	readonly name?: string | undefined;
	/** Unix seconds. */
	readonly now: number;
	/** Called during a first load, with the number of sessions so far. */
	readonly onProgress?: ((sessions: number) => void) | undefined;
}

/** What a round brought. */
export interface FeedReport {
	readonly kind: 'loaded' | 'followed' | 'nothing';
	/** The store's newest change that the database has. */
	readonly change: number;
	readonly changes: number;
	/** Sessions that were loaded, or looked at again. */
	readonly sessions: number;
	readonly messages: number;
	/** Texts that PostgreSQL cannot hold as they came. */
	readonly altered: number;
}

/** How far the database has followed the store with that id; `undefined` if it has nothing of it. */
export const fedPoint = async (database: Database, store: string): Promise<FedPoint | undefined> => {
	const [row] = await database.query(
		'SELECT position, change, digest, extract(epoch FROM fed_at) AS at FROM chatlogs.site WHERE store = $1',
		[store],
	);
	return (
		row && {
			position: Number(row.position),
			n: Number(row.change),
			digest: String(row.digest),
			at: Number(row.at),
		}
	);
};

/** @throws Refusal if the database has followed the store to a point that its journal does not hold */
export const refuseRemade = (store: Store, point: FedPoint | undefined, href: string): void => {
	if (point === undefined || store.holdsPoint(point)) return;
	throw new Refusal(
		`The database has followed this store up to change ${point.n}, which is not in its journal: the store was restored from a backup, or made anew. Nothing was fed. If this is the store that counts: chatlogs feed remove --to ${href}, then chatlogs feed --to ${href}`,
	);
};

/** Keeps others from feeding the same store at once, until the transaction ends. */
const beAlone = async (database: Database, store: string): Promise<void> => {
	await database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`chatlogs.${store}`]);
	await database.query(
		'INSERT INTO chatlogs.access (role, store) VALUES (current_user, $1) ON CONFLICT DO NOTHING',
		[store],
	);
};

const notePoint = async (
	database: Database,
	id: string,
	{store, name, now}: FeedRequest,
	{n, position, digest}: JournalPoint,
): Promise<void> => {
	await database.query(
		`INSERT INTO chatlogs.site (store, name, kind, change, position, digest, fed_at)
		VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7)) ON CONFLICT (store) DO UPDATE
		SET (name, kind, change, position, digest, fed_at)
			= ROW (excluded.name, excluded.kind, excluded.change, excluded.position, excluded.digest, excluded.fed_at)`,
		[id, name ?? null, store.identity.kind ?? 'pbx', n, position, digest, now],
	);
};

/** Readers look for a store by its name, and a new one is no change in the store. */
const noteName = async (database: Database, id: string, {name}: FeedRequest): Promise<void> => {
	await database.query(
		'UPDATE chatlogs.site SET name = $2 WHERE store = $1 AND name IS DISTINCT FROM $2::text',
		[id, name ?? null],
	);
};

/** The changes after one and up to another, the newest first. */
function* changesBetween(store: Store, after: number, upTo: number): Generator<Change> {
	for (const change of store.changes()) {
		if (change.n <= after) return;
		if (change.n <= upTo) yield change;
	}
}

/**
Brings the database up to what this process knows of the store: rows and the point in the journal in one transaction,
so that it may be broken off at any time. What others write meanwhile may be fed in part already; the next round knows
nothing of that, and does no harm to it.
@param href the database's URL, for people
@throws FeedTrouble if the database does not take it
@throws Refusal if the store was restored or made anew
*/
export const feedRound = async (
	database: Database,
	href: string,
	request: FeedRequest,
): Promise<FeedReport> => {
	const {store, onProgress} = request;
	const id = checkedStoreId(store.identity.id);
	return database.atOnce(async () => {
		await beAlone(database, id);
		const before = await fedPoint(database, id);
		refuseRemade(store, before, href);
		const end = store.journalPoint;
		const nothing = {change: end.n, changes: 0, sessions: 0, messages: 0, altered: 0};
		if (before?.n === end.n) {
			await noteName(database, id, request);
			return {...nothing, kind: 'nothing'};
		}

		const text = new CopyText();
		const since = before?.n ?? 0;
		const news = (from: number): Iterable<Change> => changesBetween(store, from, end.n);
		const differences = before && differencesSince(store, news(since), since);
		const isWhole = differences === undefined || differences.anything;
		const rows = new StoreRows(store, id, new PurgedMessages(news(isWhole ? 0 : since)));
		if (isWhole) await loadStore(database, store, {id, changes: news(0), text, rows, onProgress});
		else {
			const changes = news(differences.words ? 0 : since);
			const isGone = (session: number): boolean => store.session(session) === undefined;
			await mergeRows(database, {id, changes, text, rows, differences, isGone});
		}

		await notePoint(database, id, request, end);
		return {
			kind: isWhole ? 'loaded' : 'followed',
			change: end.n,
			changes: end.n - since,
			sessions: isWhole
				? store.table.loadedBlocks.reduce((sum, {count}) => sum + count, 0)
				: differences.sessions.size,
			messages: rows.messages,
			altered: text.altered,
		};
	});
};
