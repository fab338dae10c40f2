import {type IdRanges} from '../id-ranges.js';
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

/** Whether both have the same sessions. */
export const isSameOnPbx = (a: OnPbx, b: OnPbx): boolean =>
	a.gone === b.gone && a.pending.size === b.pending.size && a.pending.isSubsetOf(b.pending);
