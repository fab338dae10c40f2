import {type ErasureFact} from '../../domain/erase/erasure.js';
import {type Erasure} from '../../domain/erase/erasure-place.js';
import {type Erasing} from '../../domain/erase/erasing.js';
import {sessionsOf} from '../../domain/erase/found.js';
import {Refusal} from '../../domain/refusal.js';
import {eraseIn} from '../../storage/erase/erase-in.js';
import {type PersonSearch} from '../../storage/erase/finding.js';
import {type ErasingParts} from './erase-places.js';
import {finishErasure, type OnPlace} from './finish-erasure.js';

/** An erasure that somebody agreed to. */
interface AgreedErasure {
	readonly search: PersonSearch;
	/** What that search found, as it was shown. */
	readonly agreed: Erasing;
	/** The erasure that was put off, if it was. */
	readonly known?: ErasureFact | undefined;
	/** The reason, kept with the change. */
	readonly note?: string | undefined;
	/** Called under the lock with what is about to go. */
	readonly take?: ((erasing: Erasing) => void) | undefined;
	/** Called once it is in the journal. */
	readonly onBegun?: ((begun: {readonly id: string; readonly change: number}) => void) | undefined;
	readonly onPlace?: OnPlace | undefined;
}

/**
Erases one person from the store, then from every other place.
@throws Refusal if other sessions would go now than were agreed to; then nothing goes
*/
export const eraseAgreed = async (
	parts: ErasingParts,
	{search, agreed, known, note, take, onBegun, onPlace}: AgreedErasure,
): Promise<Erasure> => {
	const {store, actor, machine} = parts;
	const {change, erasing, erasure} = await eraseIn(store, actor, machine, {
		search: {...search, earlier: agreed},
		known,
		note,
		accept(now) {
			if (sessionsOf(now).join(' ') !== sessionsOf(agreed).join(' '))
				throw new Refusal(
					'Nothing was changed: other sessions of this person came in meanwhile. Look again.',
				);
			take?.(now);
		},
	});
	const begun = {id: erasure.id, change: change.n};
	onBegun?.(begun);
	return finishErasure(parts, {...begun, erasing}, onPlace);
};
