import {type Actor} from '../domain/change.js';
import {type Session} from '../domain/session.js';
import {type History} from '../domain/history.js';
import {Refusal} from '../domain/refusal.js';
import {foldIfLong} from '../storage/fold.js';
import {tidyHistories} from '../storage/tidy-histories.js';
import {openStore} from '../storage/open-store.js';
import {refuseMissing} from '../storage/refuse-missing.js';
import {marksOf} from '../storage/site-in-use.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';
import {printLine} from './output.js';

/**
Opens the store and works with it once every session is in memory, or as many as `isEnough` asks for. Always closes the
store, and reports what it repaired.
*/
export const withStore = async <Result>(
	{folder, site, machine, stderr}: Pick<Context, 'folder' | 'site' | 'machine' | 'stderr'>,
	work: (store: Store) => Promise<Result> | Result,
	isEnough?: (store: Store) => boolean,
): Promise<Result> => {
	if (site) refuseMissing(site.site, machine);
	const store = await openStore(folder, machine, isEnough);
	try {
		site?.refuseOther(marksOf(store));
		await store.loaded;
		await store.settled;
		const result = await work(store);
		await site?.learn(store);
		return result;
	} finally {
		await store.close();
		for (const notice of store.notices) printLine(stderr, `chatlogs: ${notice}`);
	}
};

/**
For work on the folder itself, in which the store may be damaged.
@throws StoreRefusal if it can be opened, and is not that of the site
*/
export const refuseOtherStore = async ({
	folder,
	site,
	machine,
}: Pick<Context, 'folder' | 'site' | 'machine'>): Promise<void> => {
	if (site === undefined) return;
	let store: Store;
	try {
		store = await openStore(folder, machine, () => true);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return;
	}

	await store.close();
	site.refuseOther(marksOf(store));
};

/**
Keeps the store small and quick to open; called once a change has been reported. The change is already durable, so a
failure can wait for the next time.
*/
export const tidyUp = async (store: Store, actor: Actor): Promise<void> => {
	try {
		await foldIfLong(store);
		await tidyHistories(store, actor);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
};

/** A session and its history, without messages that were purged meanwhile. */
export const withHistory = (
	store: Store,
	id: number,
): {readonly session: Session; readonly history: History} => {
	// Read the history first, since that may reveal that the session was purged meanwhile.
	const history = store.history(id);
	return {session: sessionIn(store, id), history};
};

/** @throws Refusal if there is no such session, not even in the trash */
export const sessionIn = (store: Store, id: number): Session => {
	const session = store.session(id);
	if (session !== undefined) return session;
	throw new Refusal(
		store.isPurged(id)
			? `Session ${id} was purged. What was done to it: chatlogs operations ${id}`
			: `There is no session ${id}.`,
	);
};
