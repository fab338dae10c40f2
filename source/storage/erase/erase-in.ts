import {type Actor} from '../../domain/change.js';
import {type ErasureNews} from '../../domain/erase/erasure.js';
import {type Erasing} from '../../domain/erase/erasing.js';
import {idRanges} from '../../domain/id-ranges.js';
import {type StoredChange} from '../change-form.js';
import {type Machine} from '../machine.js';
import {type Store} from '../store.js';
import {erasePerson, type ErasureRequest} from './erase-person.js';

interface Erased {
	readonly erasing: Erasing;
	readonly change: StoredChange;
	readonly erasure: ErasureNews;
}

/**
Erases a person from an open store. What was found before should come with the search, so that the lock is short.
@throws Refusal if `accept` does; then nothing goes
*/
export const eraseIn = async (
	store: Store,
	actor: Actor,
	machine: Machine,
	request: ErasureRequest,
): Promise<Erased> => store.write(async writing => erasePerson(writing, store, actor, machine, request));

/**
Notes that nothing is left of the person in any place.
@param unfetched sessions that only the connected PBX had
*/
export const noteErased = async (
	store: Store,
	actor: Actor,
	{id, upTo}: ErasureNews,
	unfetched: readonly number[],
): Promise<void> => {
	const told = unfetched.length > 0 && {unfetched: idRanges(unfetched)};
	await store.commit(actor, () => ({kind: 'erased', erasure: {id, upTo}, ...told}));
};
