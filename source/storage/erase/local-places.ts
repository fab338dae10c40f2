import {type ErasureFact} from '../../domain/erase/erasure.js';
import {areKeptFilters} from '../../domain/kept-filters.js';
import {type BegunErasure, type ErasurePlace, type PlaceReport} from '../../domain/erase/erasure-place.js';
import {Refusal} from '../../domain/refusal.js';
import {type Machine} from '../machine.js';
import {openPreferences} from '../preferences.js';
import {type Store} from '../store.js';
import {counted} from '../../text/count.js';
import {findPerson} from './find-person.js';
import {forgetErased} from './forget-erased.js';
import {markedPerson, mentionOfMarked} from './marks.js';
import {hasCopies, tidyCopies} from './repair-copies-left.js';

/** Sessions that are told by their ids. */
const mostIds = 20;

type Outcome = Omit<PlaceReport, 'name'>;

/** Expected trouble, as what a place tells of it. */
export const remains = (error: unknown): Outcome => {
	if (!(error instanceof Refusal)) throw error;
	return {state: 'remains', why: error.message};
};

/** Sessions so damaged that nobody can tell whether the person is in them. */
const unreadIn = async (store: Store, {erasure, found}: BegunErasure): Promise<readonly number[]> => {
	if (found !== undefined) return found.unread;
	const readings = [markedPerson(erasure.marks, store.table.country)];
	const {unread} = await findPerson(store, {readings, also: [], upTo: erasure.upTo});
	return unread;
};

/** Whether a hold that was there before the person went is called, or finds, as the person is. */
const isToldByHold = ({holds, table}: Store, {n, marks}: ErasureFact): boolean => {
	const tells = mentionOfMarked(marks, table.country);
	return holds.some(
		hold => hold.n < n && [hold.name, hold.filter, hold.note].some(text => text !== undefined && tells(text)),
	);
};

/** Histories, index, notes and files: done before the store's lock was released, else by the next write. */
const inStore = (store: Store): ErasurePlace => ({
	name: 'this store',
	will: 'sessions, messages, fetched files, notes and names go from all of its files',
	async erase(begun) {
		try {
			await store.write(() => Promise.resolve());
			if (isToldByHold(store, begun.erasure))
				return {state: 'remains', why: 'words of a hold tell who the person is, and go once it is released'};
			const unread = await unreadIn(store, begun);
			if (unread.length === 0) return {state: 'done'};
			const which = `${counted(unread.length, 'session')} (${unread.slice(0, mostIds).join(' ')}${unread.length > mostIds ? ' …' : ''})`;
			return {
				state: 'remains',
				why: `the person may be in ${which} of others, damaged so that nobody can tell; mend them with chatlogs check --repair`,
			};
		} catch (error) {
			return remains(error);
		}
	},
});

const maybeHeld = 'they may be of a session that a hold keeps, and go once it is released';
const maybeOfOthers =
	'they are of sessions of others, damaged so that nobody can tell whether the person is in them, and go once these are purged';

const inCopies = (store: Store): ErasurePlace => ({
	name: 'copies made by repairs',
	will: hasCopies(store) ? 'they are removed, unless a hold is in force' : undefined,
	async erase() {
		if (!hasCopies(store)) return {state: 'none'};
		await tidyCopies(store);
		return hasCopies(store)
			? {state: 'remains', why: store.holds.length > 0 ? maybeHeld : maybeOfOthers}
			: {state: 'done'};
	},
});

const inPreferences = (machine: Machine, folder: string | undefined, store: Store): ErasurePlace => ({
	name: 'your remembered filters',
	will:
		folder === undefined
			? undefined
			: 'those that name the person are forgotten; those of other users once they open the store on screen',
	async erase({erasure, found}) {
		if (folder === undefined) return {state: 'none'};
		try {
			const file = await openPreferences(machine, folder, areKeptFilters);
			if (file.problem !== undefined) return {state: 'remains', why: file.problem};
			await forgetErased(file, [erasure], store.table.country, found?.parties);
			return {state: 'done'};
		} catch (error) {
			return remains(error);
		}
	},
});

/**
The places on this machine that a person is erased from.
@param folder where the user's preferences are kept, if they are
*/
export const localPlaces = (
	machine: Machine,
	folder: string | undefined,
	store: Store,
): readonly ErasurePlace[] => [inStore(store), inCopies(store), inPreferences(machine, folder, store)];
