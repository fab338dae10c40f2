import {type Actor} from '../../domain/change.js';
import {type Erasure} from '../../domain/erase/erasure-place.js';
import {type Erasing} from '../../domain/erase/erasing.js';
import {idRanges} from '../../domain/id-ranges.js';
import {outOfReach, type PlaceState, type StoreProof} from '../../domain/proof/receipt.js';
import {StoreRefusal} from '../../domain/refusal.js';
import {addMessages} from '../../storage/proof/add-messages.js';
import {type ReceiptDraft, type WrittenReceipt} from '../../storage/proof/write-receipt.js';
import {type Store} from '../../storage/store.js';

/** Hashes who is erased, and all that goes, as long as it is there. */
export const addAll = (
	draft: ReceiptDraft,
	store: Store,
	{parties, sessions, messages, held}: Erasing,
): void => {
	for (const party of parties) draft.addPerson(party, store.table.country);
	if (held.length > 0) return;
	for (const [session, ids] of [...sessions.map(id => [id] as const), ...messages])
		try {
			addMessages(draft, store, session, ids);
		} catch (error) {
			// It goes although it is damaged, and nobody can tell any more what it held.
			if (!(error instanceof StoreRefusal)) throw error;
		}
};

/** How the places of one erasure stand. */
const placesOf = ({state, held, places}: Erasure): readonly PlaceState[] =>
	state === 'deferred'
		? [{name: 'this store', state: `remains: a hold keeps sessions ${held.join(', ')}`}]
		: places.map(({name, state: there, why}) => ({
				name,
				state: there === 'remains' ? `remains: ${why}` : 'done',
			}));

/** How every place stands after erasures: it remains if anything remains there. */
export const placesAfter = (erasures: readonly Erasure[]): readonly PlaceState[] => {
	const states = new Map<string, PlaceState>();
	for (const place of erasures.flatMap(each => placesOf(each)))
		if ((states.get(place.name)?.state ?? 'done') === 'done') states.set(place.name, place);
	return [...states.values()];
};

/** The sessions that erasures took whole, and those that lost messages. */
export const removedBy = (erasures: readonly Erasure[]): Pick<StoreProof, 'sessions' | 'parts'> => ({
	sessions: idRanges(erasures.flatMap(({sessions, unfetched}) => [...sessions, ...unfetched])),
	parts: idRanges(erasures.flatMap(({messages}) => messages.map(({session}) => session))),
});

/** Whether a change after that one is an erasure, or puts one off; others may have made changes meanwhile. */
export const isErasedSince = (store: Store, before: number): boolean => {
	for (const {n, erasure} of store.changes()) {
		if (n <= before) return false;
		if (erasure) return true;
	}

	return false;
};

/**
Runs erasures, and writes the receipt of them if one is asked for; nothing is left of that if nobody was erased.
@param draft the receipt that was begun, if one is asked for
@param run is given what to call under the lock with what is about to go
*/
export const withErasureReceipt = async (
	store: Store,
	actor: Actor,
	draft: ReceiptDraft | undefined,
	run: (take?: (erasing: Erasing) => void) => Promise<readonly Erasure[]>,
): Promise<{readonly erasures: readonly Erasure[]; readonly receipt?: WrittenReceipt | undefined}> => {
	if (draft === undefined) return {erasures: await run()};
	const before = store.newestChange;
	try {
		const erasures = await run(erasing => addAll(draft, store, erasing));
		const last = erasures.at(-1);
		const receipt =
			last &&
			(await draft.finish({
				...actor,
				kind: 'erasure',
				at: last.at,
				stores: [{store: last.store, ...removedBy(erasures), journal: last.journal}],
				places: placesAfter(erasures),
				unreachable: outOfReach,
			}));
		return {erasures, receipt};
	} finally {
		if (!isErasedSince(store, before)) draft.discard();
	}
};
