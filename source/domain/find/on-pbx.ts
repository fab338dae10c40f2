import {hasId, type IdRanges} from '../id-ranges.js';
import {pbxDues, type PbxOutboxFacts} from '../outbox/pbx-due.js';
import {type Pulled} from '../pulled.js';

/** The sessions that a filter can ask for because of how they stand on the connected PBX. */
export interface OnPbx {
	/** With an act that is not carried out there yet. */
	readonly pending: ReadonlySet<number>;
	/** Not there any more. */
	readonly gone: IdRanges;
}

export const onPbxOf = (facts: PbxOutboxFacts & {readonly pulled: Pulled}): OnPbx => {
	const {outbox, due} = pbxDues(facts);
	return {
		pending: new Set([...outbox.keys()].filter(id => due(id) !== undefined)),
		gone: facts.pulled.gone,
	};
};

/** For people, how a session stands that the PBX did not have when it was asked; '' if it has it as far as is known. */
export const absenceText = ({gone, missing = []}: Pulled, session: number): string => {
	if (hasId(gone, session)) return 'gone';
	return missing.some(([id]) => id === session) ? 'not visible by the API' : '';
};

/** Whether both have the same sessions. */
export const isSameOnPbx = (a: OnPbx, b: OnPbx): boolean =>
	a.gone === b.gone && a.pending.size === b.pending.size && a.pending.isSubsetOf(b.pending);
