import {type Actor} from '../../domain/change.js';
import {Refusal} from '../../domain/refusal.js';
import {type Store} from '../../storage/store.js';
import {type SecretSources} from '../http/secret-file.js';
import {connectTo, type Database} from './connect.js';
import {fedPoint, type FeedReport, feedRound, refuseRemade} from './feed-round.js';
import {prepareSchema} from './schema.js';

/** Everything that feeding a store takes. */
export interface Feeding {
	readonly store: Store;
	readonly href: string;
	/** The store's name for people, if it has one. */
	readonly name?: string | undefined;
	readonly sources: SecretSources;
	readonly actor: Actor;
	/** Unix seconds. */
	readonly now: () => number;
	/** Called with what the user should know. */
	readonly onNotice: (notice: string) => void;
	readonly onProgress?: (sessions: number) => void;
}

/**
Notes in the store where it is fed to, before the first row goes there.
@throws Refusal if it is fed to somewhere else, or nothing can be noted
*/
const noteFeed = async ({store, href, actor}: Feeding): Promise<void> => {
	if (store.feed === href) return;
	store.refuseToWrite();
	await store.commit(actor, () => {
		if (store.feed === href) return undefined;
		if (store.feed === undefined) return {kind: 'feed', feed: href};
		throw new Refusal(
			`The store is fed to ${store.feed}, and to one database only. End that first: chatlogs feed remove`,
		);
	});
};

/**
Connects, and makes the database ready for the store.
@throws FeedTrouble if the database cannot be used
@throws Refusal if the store is fed elsewhere, or was restored or made anew since
@throws the reason of the signal, if that ended it
*/
const begin = async (feeding: Feeding, signal?: AbortSignal): Promise<Database> => {
	const {store, href, sources, onNotice} = feeding;
	const database = await connectTo(href, sources, signal);
	try {
		const notice = await prepareSchema(database);
		if (notice !== undefined) onNotice(notice);
		const {id} = store.identity;
		if (id !== undefined) refuseRemade(store, await fedPoint(database, id), href);
		await noteFeed(feeding);
		return database;
	} catch (error) {
		await database.close();
		throw error;
	}
};

const round = async (database: Database, feeding: Feeding): Promise<FeedReport> =>
	feedRound(database, feeding.href, {...feeding, now: feeding.now()});

/** Brings the database up to date with the store once. */
export const feedOnce = async (feeding: Feeding): Promise<FeedReport> => {
	const database = await begin(feeding);
	try {
		return await round(database, feeding);
	} finally {
		await database.close();
	}
};

/** Lets somebody wait until the store has news, or the signal comes. */
class News {
	readonly come: Promise<unknown>;
	readonly #end: () => void;

	constructor(store: Store, signal: AbortSignal) {
		const {promise, resolve} = Promise.withResolvers<unknown>();
		const onAbort = (): void => resolve(undefined);
		const unsubscribe = store.subscribe(onAbort);
		signal.addEventListener('abort', onAbort, {once: true});
		if (signal.aborted) onAbort();
		this.come = promise;
		this.#end = () => {
			unsubscribe();
			signal.removeEventListener('abort', onAbort);
		};
	}

	end(): void {
		this.#end();
	}
}

/**
Keeps the database up to date with the store until the signal comes, over one connection. What is under way then is
broken off, since the database may never answer.
@param onReport called after each round that brought something
@throws FeedTrouble when the connection is lost
@throws the reason of the signal, if that broke something off
*/
export const feedOn = async (
	feeding: Feeding,
	signal: AbortSignal,
	onReport: (report: FeedReport) => void,
): Promise<void> => {
	const database = await begin(feeding, signal);
	try {
		for (let fed: string | undefined; !signal.aborted;) {
			// Listens from before the round on, since news may come during it.
			const news = new News(feeding.store, signal);
			try {
				const {digest} = feeding.store.journalPoint;
				if (digest !== fed) {
					const report = await round(database, feeding);
					if (report.kind !== 'nothing') onReport(report);
					fed = digest;
				}

				await news.come;
			} finally {
				news.end();
			}
		}
	} finally {
		await database.close();
	}
};
