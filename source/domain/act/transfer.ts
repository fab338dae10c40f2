import {type Actor, type Draft, type GrowingMove, isSameActor} from '../change.js';
import {transferRemark} from '../outbox/remark.js';
import {type Facts, type Skipped} from '../facts.js';
import {
	apiHandler,
	type Handler,
	handlerKey,
	type HandlerKind,
	handlerLabel,
	isSameHandler,
} from '../handler.js';
import {blockerOf} from '../capabilities.js';
import {type Plan} from './plan.js';
import {refuseIf} from '../refusal.js';
import {type Session} from '../session.js';

interface TransferRequest {
	readonly sessions: readonly number[];
	readonly to: Handler;
	readonly note?: string | undefined;
}

/** Why sessions cannot go to this kind of destination, if so. */
export const destinationKindBlocker = (
	facts: Pick<Facts, 'capabilities'>,
	kind: HandlerKind,
): string | undefined => (kind === 'api' ? blockerOf(facts.capabilities.api) : undefined);

/** Why nothing can be transferred at all, or not to that destination, if so. */
export const transferBlocker = (
	facts: Pick<Facts, 'capabilities' | 'directory'>,
	to?: Handler,
): string | undefined => {
	const blocker = blockerOf(facts.capabilities.manage) ?? (to && destinationKindBlocker(facts, to.kind));
	if (blocker !== undefined || to === undefined || to.kind === 'api') return blocker;
	const owner = facts.directory.find(to);
	if (owner === undefined)
		return `The PBX has no ${to.kind} “${handlerLabel(to)}”. Import its list, or choose another.`;
	return owner.deletedAt === undefined
		? undefined
		: `${handlerLabel(to)} was deleted on the PBX. Choose another destination.`;
};

/** Who got sessions by the actor's newest transfer, even if it is undone by now; `undefined` if there is none. */
export const lastDestinations = (
	facts: Pick<Facts, 'changes'>,
	actor: Actor,
): readonly Handler[] | undefined => {
	for (const {kind, moves = [], ...by} of facts.changes()) {
		if (kind === 'transfer' && isSameActor(by, actor))
			return [...new Map(moves.map(({to}) => [handlerKey(to), to])).values()];
	}

	return undefined;
};

/** The destination as the directory has it, and no more of it than the journal needs. */
const inFull = (facts: Facts, handler: Handler): Handler => {
	const {kind, id, number, name} = facts.directory.find(handler) ?? apiHandler;
	return {kind, id, number, name};
};

/** Why a session stays where it is, if so. */
const stayingOf = (session: Session | undefined, to: Handler): Omit<Skipped, 'id'> | undefined => {
	if (session === undefined) return {reason: 'there is no such session'};
	if (session.deleted) return {reason: 'in the trash'};
	if (!isSameHandler(session.handler, to)) return undefined;
	return {reason: `already with ${handlerLabel(to)}`, isAlreadySo: true};
};

/** The sessions that can go to where they are to go, gathered by where from and where to. */
export const planMoves = (
	facts: Facts,
	destinations: Iterable<readonly [id: number, to: Handler]>,
	note: string | undefined,
): Plan => {
	const skipped: Skipped[] = [];
	const moves = new Map<string, GrowingMove>();
	// Many sessions share few handler objects, so compare identity first.
	const known = new Map<Handler, Map<Handler, GrowingMove>>();
	const moveOf = (from: Handler, to: Handler): GrowingMove => {
		const found = known.get(from)?.get(to);
		if (found) return found;
		const key = JSON.stringify([from, to]);
		const move = moves.get(key) ?? {from, to, sessions: []};
		moves.set(key, move);
		known.set(from, new Map(known.get(from)).set(to, move));
		return move;
	};

	for (const [id, to] of destinations) {
		const session = facts.session(id);
		const reason = stayingOf(session, to);
		if (reason !== undefined) {
			skipped.push({id, ...reason});
			continue;
		}

		moveOf(session!.handler, to).sessions.push(id);
	}

	const draft: Draft = {kind: 'transfer', ...(note !== undefined && {note}), moves: [...moves.values()]};
	const hits = draft.moves!.flatMap(move => move.sessions);
	const remark = transferRemark(facts, draft);
	return {draft, hits, skipped, ...(remark && {remark})};
};

/**
The destination in full.
@throws Refusal if it cannot be given sessions
*/
export const openDestination = (facts: Facts, asked: Handler): Handler => {
	refuseIf(transferBlocker(facts, asked));
	return inFull(facts, asked);
};

/** Gives the sessions to another handler, each with its complete history; status and archived stay as they are. */
export const planTransfer = (facts: Facts, {sessions, to: asked, note}: TransferRequest): Plan => {
	const to = openDestination(facts, asked);
	return planMoves(
		facts,
		Array.from(new Set(sessions), id => [id, to] as const),
		note,
	);
};
