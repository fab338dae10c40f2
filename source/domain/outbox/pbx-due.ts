import {type Change} from '../change.js';
import {type PbxOutbox} from './pbx-outbox.js';
import {type PbxStep, pbxStepsOf} from './pbx-steps.js';
import {type Due, type Dues} from './survey.js';

/** The next act that the PBX has to carry out on a session. */
export interface PbxDue extends Due {
	readonly step: PbxStep;
	/** Acts on the session before it that were sent, oldest first: they left messages that are no news. */
	readonly former: readonly PbxStep[];
}

/** The source of acts that the PBX has to carry out; the store is one. */
export interface PbxOutboxFacts {
	readonly pbxOutbox: PbxOutbox;
	/** Those that touched a session, oldest first. */
	changesOf(id: number): readonly Change[];
}

const isOpen = ({outcome}: PbxStep, again: boolean): boolean =>
	outcome === undefined || (again && outcome.isStopped === true);

/** The next of a session; with `again` also what waits for a person to decide. */
export const duePbxAct = (session: number, changes: readonly Change[], again = false): PbxDue | undefined => {
	const steps = pbxStepsOf(changes, session);
	const index = steps.findIndex(step => isOpen(step, again));
	const step = steps[index];
	if (step === undefined) return undefined;
	const {change, hasBegun, outcome} = step;
	const failure = outcome?.failure;
	return {
		session,
		change,
		step,
		former: steps.slice(0, index).filter(each => each.hasBegun && each.outcome?.failure === undefined),
		...(hasBegun && {hasBegun}),
		...(failure !== undefined && {failure}),
	};
};

/** All acts that the PBX has to carry out. */
export const pbxDues = (facts: PbxOutboxFacts): Dues<PbxDue> => ({
	get outbox() {
		return facts.pbxOutbox.sessions;
	},
	due(id, again = false) {
		const {since} = facts.pbxOutbox;
		const changes = facts.changesOf(id).filter(({n}) => n > since);
		return duePbxAct(id, changes, again);
	},
});

/** Whether an act on the session is not carried out on the PBX yet, as far as is known. */
export const isPending = (facts: PbxOutboxFacts, id: number): boolean =>
	facts.pbxOutbox.sessions.has(id) && pbxDues(facts).due(id) !== undefined;

/** How far an act on a session is on the PBX. */
export type PbxState =
	/** Surely not carried out: to take it back is no call. */
	| 'waiting'
	/** Sent, without an answer yet. */
	| 'unknown'
	| 'done'
	/** Not for the PBX, or not carried out there. */
	| 'nothing';

/** How far that act on the session is. */
export const pbxStateOf = (facts: PbxOutboxFacts, id: number, {n}: Pick<Change, 'n'>): PbxState => {
	const {since} = facts.pbxOutbox;
	const changes = facts.changesOf(id).filter(change => change.n > since);
	const step = pbxStepsOf(changes, id).find(({change}) => change.n === n);
	if (step === undefined) return 'nothing';
	if (step.outcome === undefined) return step.hasBegun ? 'unknown' : 'waiting';
	return step.outcome.failure === undefined ? 'done' : 'nothing';
};

/** Whether a deletion of the session was carried out on the PBX. */
export const isDeletedByAct = (facts: PbxOutboxFacts, id: number): boolean => {
	const {since} = facts.pbxOutbox;
	const changes = facts.changesOf(id).filter(({n}) => n > since);
	return pbxStepsOf(changes, id).some(
		({deed, outcome}) => deed.kind === 'delete' && outcome !== undefined && outcome.failure === undefined,
	);
};

/**
When a deletion may be carried out at the earliest, each by the clock that is named, in Unix seconds; `undefined` if it
need not wait.
*/
export const graceEnds = ({
	step: {change, deed},
}: Pick<PbxDue, 'step'>): {readonly here: number; readonly there: number} | undefined => {
	const {grace = 0, clock = change.at} = change.forPbx ?? {};
	return deed.kind === 'delete' ? {here: change.at + grace, there: clock + grace} : undefined;
};
