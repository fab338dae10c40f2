import {type Copy} from '../../domain/act/copies.js';
import {deleteCopies, type DeletingOptions} from './delete-copy.js';
import {findCopies, type SoughtPerson} from './find-copies.js';

/** What became of a person's sessions on the PBX. */
export interface ErasedCopies {
	readonly gone: readonly number[];
	/** Those that are there still. */
	readonly left: readonly Copy[];
	/** Why something is there still, or may be; `undefined` if nothing is. */
	readonly why: string | undefined;
}

/** A hold with a filter holds what comes later, and so may keep a session that has not come in. */
const heldUnseen = ({holds}: DeletingOptions['store']): string | undefined => {
	const hold = holds.find(({filter}) => filter !== undefined);
	return hold && `the hold “${hold.name}” takes in what comes later, so it may keep this session`;
};

/**
Deletes all sessions of a person on the PBX at once: those that were here, and those that were not fetched yet.
@param known those that were here, or were found before
@param keep notes all of them durably before any is deleted
@throws PbxTrouble if nothing can be read
*/
export const eraseCopies = async (
	options: DeletingOptions,
	sought: SoughtPerson,
	known: readonly Copy[],
	keep: (copies: readonly Copy[]) => Promise<void>,
): Promise<ErasedCopies> => {
	const {store} = options;
	const {over, resumed, later, problem} = await findCopies(options, sought);
	const all = new Map([...known, ...over].map(copy => [copy.id, copy]));
	// Somebody who wrote again is a new customer, and nothing of the old one is in such a session.
	for (const {id} of later) all.delete(id);
	await keep([...all.values()]);
	const reasons = new Map<number, string | undefined>();
	for (const {id} of resumed)
		reasons.set(
			id,
			'the customer has written again, and the API deletes no single messages; the web page can',
		);
	const unseen = heldUnseen(store);
	for (const id of all.keys())
		if (unseen !== undefined && store.session(id) === undefined && !store.isPurged(id))
			reasons.set(id, unseen);
	const going = [...all.keys()].filter(id => !reasons.has(id));
	for (const [id, why] of await deleteCopies(options, going, all)) reasons.set(id, why);
	const [first] = Array.from(reasons, ([id, why]) => (why === undefined ? [] : `${id}: ${why}`)).flat();
	return {
		gone: going.filter(id => reasons.get(id) === undefined),
		left: [...all.values()].filter(({id}) => reasons.get(id) !== undefined),
		why: first ?? problem,
	};
};
