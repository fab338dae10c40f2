import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Facts} from '../domain/facts.js';
import {needYou, surveyPbx} from '../domain/outbox/pbx-survey.js';
import {Refusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {TotalsCount} from '../domain/table/totals.js';
import {type SiteLook} from '../state/sites-dialog.js';
import {LockedRefusal} from '../storage/lock.js';
import {isStore, openStore} from '../storage/open-store.js';
import {type SiteBook} from '../storage/site-book.js';
import {marksOf, SiteInUse} from '../storage/site-in-use.js';
import {type Store} from '../storage/store.js';
import {lastSyncIn} from '../storage/sync-time.js';
import {type Machine} from '../storage/machine.js';

type Counted = Parameters<typeof surveyPbx>[0] &
	Pick<Facts, 'directory' | 'connection'> & {readonly table: SessionTable};

/**
What can be told of a store that is open and all in memory. It lets other work run after every few thousand sessions.
@param folder of the store
*/
const lookAtStore = async (store: Counted, folder: string, {files, now}: Machine): Promise<SiteLook> => {
	const count = new TotalsCount(store.table);
	count.look(store.directory);
	while (!count.isComplete) {
		await nextTurn();
		count.step();
	}

	const {sessions, open, orphaned} = count.totals;
	const {pending, inGrace, needsYou} = surveyPbx(store, now());
	const lastSync = store.connection && lastSyncIn({folder, files}, now());
	const needed = needsYou.length;
	return {
		counts: {sessions, open, orphaned, pending: pending.length + inGrace.length, lastSync},
		...(needed > 0 && {
			trouble: {
				short: needYou(needed),
				long: 'Acts wait for you to decide whether the PBX is to carry them out: chatlogs sync --retry',
			},
		}),
	};
};

const troubleOf = (error: Refusal, isOther: boolean): SiteLook['trouble'] => {
	if (isOther) return {short: 'swapped', long: error.message};
	return error instanceof LockedRefusal
		? {
				short: 'locked',
				long: 'The store has to be mended before it can be read, and another process is writing to it.',
				mayPass: true,
			}
		: {short: 'unreadable', long: error.message};
};

/** Nobody waits for one site that is locked while there are others to look at. */
const impatient = (machine: Machine): Machine => ({
	...machine,
	lock(path) {
		const lock = machine.lock(path);
		return {...lock, acquire: async () => lock.acquire(0)};
	},
});

/**
Opens the store of a site to see how it stands, and closes it again; whatever is wrong with it is told.
@param shown the site's store, if it is open and all in memory; it stays open
@param signal ends it early
*/
export const lookAtSite = async (
	site: Site,
	{
		machine,
		book,
		shown,
		signal,
	}: {
		readonly machine: Machine;
		readonly book: SiteBook;
		readonly shown?: Store | undefined;
		readonly signal: AbortSignal;
	},
): Promise<SiteLook> => {
	const inUse = new SiteInUse(site, false, book);
	/** Whether trouble now means that another store was put there. */
	let isOther = true;
	try {
		inUse.refuseMoved();
		isOther = false;
		if (!isStore(machine.files, site.folder))
			return {trouble: {short: 'missing', long: `There is no store in ${site.folder}.`}};
		await shown?.refresh();
		const store = shown ?? (await openStore(site.folder, impatient(machine), () => signal.aborted));
		try {
			const marks = marksOf(store);
			// A damaged store may not know its id, which makes it no other.
			isOther = marks.store !== undefined;
			inUse.refuseOther(marks);
			isOther = false;
			await store.loaded;
			return await lookAtStore(store, site.folder, machine);
		} finally {
			if (store !== shown) await store.close();
		}
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return {trouble: troubleOf(error, isOther)};
	}
};
