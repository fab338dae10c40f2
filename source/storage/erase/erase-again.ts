import {type ErasureFact, inForce} from '../../domain/erase/erasure.js';
import {type Machine} from '../machine.js';
import {type Writing} from '../writing.js';
import {erasePerson, type Surveyed} from './erase-person.js';
import {type ErasedEntry, readErased} from './erased-list.js';
import {markedPerson} from './marks.js';

/** The erasures in the list outside the store that the store does not know: it is an older copy, or its line was never written. */
export const missedErasures = (
	machine: Machine,
	{
		store,
		erasures,
	}: {readonly store: {readonly id?: string}; readonly erasures?: readonly ErasureFact[] | undefined},
): readonly ErasedEntry[] => {
	const known = new Set(inForce(erasures).map(({id}) => id));
	return store.id === undefined ? [] : readErased(machine, store.id).filter(({id}) => !known.has(id));
};

/**
Takes out what an older copy of the store brought back.
@param tell called with a notice for the user
*/
export const eraseAgain = async (
	writing: Writing,
	facts: Surveyed,
	machine: Machine,
	tell: (notice: string) => void,
): Promise<void> => {
	const {table, facts: known} = writing.replica;
	for (const {by, as, also, id, upTo, marks} of missedErasures(machine, known)) {
		const search = {readings: [markedPerson(marks, table.country)], also};
		const actor = {by, ...(as !== undefined && {as})};
		const {change} = await erasePerson(writing, facts, actor, machine, {search, known: {id, upTo, marks}});
		tell(
			change.kind === 'erasing'
				? `Somebody who was erased from this store was in it again, and was erased anew by change ${change.n}.`
				: 'Somebody who was erased from this store is in it again, and a hold keeps them. Once it is released, run: chatlogs erase --deferred',
		);
	}
};
