import {endBy, type ErasureFact, inForce} from '../../domain/erase/erasure.js';
import {type Hold} from '../../domain/keep/hold.js';
import {type Machine} from '../machine.js';
import {lastAheadIn} from '../sync-time.js';
import {type Writing} from '../writing.js';
import {erasePerson, type Surveyed} from './erase-person.js';
import {type ErasedEntry, readErased} from './erased-list.js';
import {findPerson} from './find-person.js';
import {type PersonSearch} from './finding.js';
import {markedPerson} from './marks.js';

interface Known {
	readonly store: {readonly id?: string};
	readonly erasures?: readonly ErasureFact[] | undefined;
	readonly holds?: readonly Hold[] | undefined;
}

/**
The erasures in the list outside the store that the store does not know: it is an older copy, or its line was never
written. Those that were put off wait for somebody to ask as long as there is any hold.
*/
export const missedErasures = (
	machine: Machine,
	{store, erasures = [], holds = []}: Known,
): readonly ErasedEntry[] => {
	if (store.id === undefined) return [];
	const known = new Set((holds.length > 0 ? erasures : inForce(erasures)).map(({id}) => id));
	return readErased(machine, store.id).filter(({id}) => !known.has(id));
};

/** As it is kept out of an import: by the clock of the PBX that dated the messages. */
const searchFor = (entry: ErasedEntry, facts: Surveyed): PersonSearch => ({
	readings: [markedPerson(entry.marks, facts.table.country)],
	also: entry.also,
	upTo: endBy(entry, lastAheadIn(facts)),
});

/** Takes out what an older copy of the store brought back. */
export class ErasingAgain {
	readonly #facts: Surveyed;
	readonly #machine: Machine;
	readonly #tell: (notice: string) => void;
	/** What was found of each, by the id of the erasure. */
	readonly #found = new Map<string, PersonSearch>();

	/** @param tell called with a notice for the user */
	constructor(facts: Surveyed, machine: Machine, tell: (notice: string) => void) {
		this.#facts = facts;
		this.#machine = machine;
		this.#tell = tell;
	}

	/** Searches before the store's lock is taken, which would keep others waiting: under it, only what came since is read. */
	async survey(known: Known): Promise<void> {
		for (const entry of missedErasures(this.#machine, known)) {
			const search = searchFor(entry, this.#facts);
			const earlier = await findPerson(this.#facts, search);
			this.#found.set(entry.id, {...search, earlier});
		}
	}

	/**
	Erases them, under the lock.
	@returns whether there was anybody
	*/
	async finish(writing: Writing): Promise<boolean> {
		const missed = missedErasures(this.#machine, writing.replica.facts);
		for (const entry of missed) {
			const {by, as, id, upTo, asked, marks} = entry;
			const search = this.#found.get(id) ?? searchFor(entry, this.#facts);
			const actor = {by, ...(as !== undefined && {as})};
			const request = {search, known: {id, upTo, asked, marks}};
			const {change} = await erasePerson(writing, this.#facts, actor, this.#machine, request);
			this.#tell(
				change.kind === 'erasing'
					? `Somebody who was erased from this store was in it again, and was erased anew by change ${change.n}.`
					: 'Somebody who was erased from this store is in it again, and a hold keeps them. Once it is released, run: chatlogs erase --deferred',
			);
		}

		this.#found.clear();
		return missed.length > 0;
	}
}
