import {purgedBy} from '../effects.js';
import {type Facts} from '../facts.js';
import {type Session} from '../session.js';
import {type Plan} from './plan.js';

/** A session that the connected PBX may have, though it is not here. */
export interface Copy extends Pick<Session, 'id' | 'channel' | 'customer' | 'handler'> {
	/** Its newest message when it was looked at on the PBX; missing if it never was. */
	readonly seen?: number;
}

/** The outcome of deleting copies on the connected PBX, by session: why each may be there still; `undefined` if it is not. */
export type CopyOutcomes = ReadonlyMap<number, string | undefined>;

/**
What becomes of the copies that the connected PBX may have of what is purged: `go first` before they are deleted there,
the outcomes afterwards, `stay` if only what is here is meant.
*/
export type Copies = 'go first' | 'stay' | CopyOutcomes;

type CopyFacts = Pick<Facts, 'connection' | 'isDeletedOnPbx'>;

const mayBeThere = (facts: CopyFacts, id: number): boolean =>
	facts.connection !== undefined && facts.isDeletedOnPbx?.(id) !== true;

/** The sessions that a plan would purge and that the PBX may have. */
export const copiesIn = (facts: CopyFacts, {draft}: Plan): readonly number[] =>
	purgedBy(draft).filter(id => mayBeThere(facts, id));

/** Why a session cannot be purged, if so: purged here alone it would come in again. */
export const keptByCopy = (facts: CopyFacts, id: number, copies: Copies | undefined): string | undefined => {
	if (typeof copies === 'string' || !mayBeThere(facts, id)) return undefined;
	if (copies === undefined) return 'the PBX has it still; chatlogs purge deletes it there first';
	return copies.has(id) ? copies.get(id) : 'it came in between, and the PBX has it still';
};
