import {hasId, type IdRanges} from '../id-ranges.js';
import {pbxDues, type PbxOutboxFacts} from '../outbox/pbx-due.js';
import {type Marks, type Pulled} from '../pulled.js';

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

/**
How a session stands that the PBX did not have when it was asked for. `not visible`: maybe only the API does not show it;
`since` is when it was asked for first, in Unix seconds.
*/
export type Absence = {readonly kind: 'gone'} | {readonly kind: 'not visible'; readonly since: number};

const timesIn = new WeakMap<Marks, ReadonlyMap<number, number>>();

/** Lists ask for every row that they show, so the times are put in order once. */
const timesOf = (missing: Marks): ReadonlyMap<number, number> => {
	const known = timesIn.get(missing) ?? new Map(missing);
	timesIn.set(missing, known);
	return known;
};

/** `undefined` if the PBX has the session as far as is known. */
export const absenceOf = ({gone, missing}: Pulled, session: number): Absence | undefined => {
	if (hasId(gone, session)) return {kind: 'gone'};
	const since = missing && timesOf(missing).get(session);
	return since === undefined ? undefined : {kind: 'not visible', since};
};

/** For people; '' if the PBX has the session as far as is known. */
export const absenceText = (pulled: Pulled, session: number): string => {
	const absence = absenceOf(pulled, session);
	if (absence === undefined) return '';
	return absence.kind === 'gone' ? 'gone' : 'not visible by the API';
};

/** Whether both have the same sessions. */
export const isSameOnPbx = (a: OnPbx, b: OnPbx): boolean =>
	a.gone === b.gone && a.pending.size === b.pending.size && a.pending.isSubsetOf(b.pending);
