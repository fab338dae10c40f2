import {blockerOf} from '../capabilities.js';
import {type ActKind, type StateEffect} from '../change.js';
import {type Facts, type Skipped} from '../facts.js';
import {unlistedBlocker} from '../outbox/for-pbx.js';
import {refuseIf} from '../refusal.js';
import {type Session} from '../session.js';
import {type Plan} from './plan.js';

export type StateActKind = Extract<ActKind, 'close' | 'archive' | 'unarchive'>;

interface StateRequest {
	readonly kind: StateActKind;
	readonly sessions: readonly number[];
	readonly note?: string | undefined;
}

interface StateAct {
	readonly effect: StateEffect;
	readonly isSo: (session: Session) => boolean;
	readonly already: string;
}

const stateActs: Readonly<Record<StateActKind, StateAct>> = {
	close: {effect: 'closed', isSo: ({status}) => status === 'closed', already: 'already closed'},
	archive: {effect: 'archived', isSo: ({archived}) => archived, already: 'already archived'},
	unarchive: {effect: 'unarchived', isSo: ({archived}) => !archived, already: 'not archived'},
};

/** Why nothing can be closed, archived or brought back from there, if so. */
export const stateBlocker = (facts: Pick<Facts, 'capabilities'>): string | undefined =>
	blockerOf(facts.capabilities.manage);

/** Why a session stays as it is, if so. */
const stayingOf = (
	facts: Pick<Facts, 'connection'>,
	session: Session | undefined,
	{effect, isSo, already}: StateAct,
): Omit<Skipped, 'id'> | undefined => {
	if (session === undefined) return {reason: 'there is no such session'};
	if (session.deleted) return {reason: 'in the trash'};
	if (isSo(session)) return {reason: already, isAlreadySo: true};
	const unlisted = unlistedBlocker(facts, session, effect);
	return unlisted === undefined ? undefined : {reason: unlisted};
};

/** Closes sessions, archives them, or takes them out of the archive; nothing else of them alters. */
export const planStateAct = (facts: Facts, {kind, sessions, note}: StateRequest): Plan => {
	refuseIf(stateBlocker(facts));
	const act = stateActs[kind];
	const skipped: Skipped[] = [];
	const hits: number[] = [];
	for (const id of new Set(sessions)) {
		const staying = stayingOf(facts, facts.session(id), act);
		if (staying) skipped.push({id, ...staying});
		else hits.push(id);
	}

	return {
		draft: {kind, ...(note !== undefined && {note}), [act.effect]: hits},
		hits,
		skipped,
		...(kind === 'close' && facts.connection && {isFinal: true}),
	};
};
