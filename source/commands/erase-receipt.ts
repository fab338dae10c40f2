import {type Erasure} from '../domain/erase/erasure-place.js';
import {type PlaceState} from '../domain/proof/receipt.js';
import {idRanges} from '../domain/id-ranges.js';
import {StoreRefusal} from '../domain/refusal.js';
import {type Erasing} from '../storage/erase/erase-person.js';
import {type ReceiptDraft} from '../storage/proof/write-receipt.js';
import {type Store} from '../storage/store.js';
import {addMessages, beginReceipt, finishReceipt, type ReceiptContext} from './receipt-file.js';

/** Hashes who is erased, and all that goes, as long as it is there. */
const addAll = (draft: ReceiptDraft, store: Store, {parties, sessions, messages, held}: Erasing): void => {
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

const placesOf = ({state, held, places}: Erasure): readonly PlaceState[] =>
	state === 'deferred'
		? [{name: 'this store', state: `remains: a hold keeps sessions ${held.join(', ')}`}]
		: places.map(({name, state: there, why}) => ({
				name,
				state: there === 'remains' ? `remains: ${why}` : 'done',
			}));

/** One entry a place: it remains if anything remains there. */
const merged = (places: readonly PlaceState[]): readonly PlaceState[] => {
	const states = new Map<string, PlaceState>();
	for (const place of places)
		if ((states.get(place.name)?.state ?? 'done') === 'done') states.set(place.name, place);
	return [...states.values()];
};

/**
Runs erasures, and writes the receipt of them if one is asked for; nothing is left of that if nothing was erased.
@param run is given what to call under the lock with what is about to go
@throws Refusal before anything is done, if no receipt can be written
*/
export const withErasureReceipt = async (
	context: ReceiptContext,
	store: Store,
	run: (take?: (erasing: Erasing) => void) => Promise<readonly Erasure[]>,
): Promise<readonly Erasure[]> => {
	const draft = await beginReceipt(context);
	if (draft === undefined) return run();
	const before = store.newestChange;
	try {
		const erasures = await run(erasing => addAll(draft, store, erasing));
		const last = erasures.at(-1);
		if (last !== undefined)
			await finishReceipt(context, draft, {
				kind: 'erasure',
				at: last.at,
				stores: [
					{
						store: last.store,
						sessions: idRanges(erasures.flatMap(({sessions, unfetched}) => [...sessions, ...unfetched])),
						parts: idRanges(erasures.flatMap(({messages}) => messages.map(({session}) => session))),
						journal: last.journal,
					},
				],
				places: merged(erasures.flatMap(each => placesOf(each))),
			});
		return erasures;
	} finally {
		if (store.newestChange === before) draft.discard();
	}
};
