import {type Session} from '../domain/session.js';
import {type History} from '../domain/history.js';
import {Refusal} from '../domain/refusal.js';
import {foldIfLong} from '../storage/fold.js';
import {openStore} from '../storage/open-store.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';
import {printLine} from './output.js';

/**
Works with the store open and every session in memory, or as many as `isEnough` asks for. Closes it in any case, and
reports what the store repaired.
*/
export const withStore = async <Result>(
	{folder, machine, stderr}: Pick<Context, 'folder' | 'machine' | 'stderr'>,
	work: (store: Store) => Promise<Result> | Result,
	isEnough?: (store: Store) => boolean,
): Promise<Result> => {
	const store = await openStore(folder, machine, isEnough);
	try {
		await store.loaded;
		return await work(store);
	} finally {
		await store.close();
		for (const notice of store.notices) printLine(stderr, `chatlogs: ${notice}`);
	}
};

/**
Called once a change was reported: keeps the store quick to open. The change is durable already, so a failure can wait
for the next time.
*/
export const tidyUp = async (store: Store): Promise<void> => {
	try {
		await foldIfLong(store);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
};

/** A session and its history, without messages that were purged meanwhile. */
export const withHistory = (
	store: Store,
	id: number,
): {readonly session: Session; readonly history: History} => {
	// Read first: reading may find that the session was purged meanwhile.
	const history = store.history(id);
	return {session: sessionIn(store, id), history};
};

/** @throws Refusal if there is none, not even in the trash */
export const sessionIn = (store: Store, id: number): Session => {
	const session = store.session(id);
	if (session !== undefined) return session;
	throw new Refusal(
		store.isPurged(id)
			? `Session ${id} was purged. What was done to it: chatlogs operations ${id}`
			: `There is no session ${id}.`,
	);
};
