import {formatCount} from '../../text/count.js';
import {type Change, type Draft, type PurgedSessions} from '../change.js';
import {effectsOn} from '../effects.js';
import {type Facts, heldBlocker, type Skipped} from '../facts.js';
import {type Copies, copiesIn, keptByCopy} from './copies.js';
import {type Plan} from './plan.js';

/** The deleted parts of several sessions: whole sessions, and messages of others, by session. */
export interface Deletions {
	readonly sessions: readonly number[];
	readonly messages: ReadonlyMap<number, readonly number[]>;
}

export interface PurgeRequest {
	/** Each as a whole if it is in the trash, else its deleted messages. */
	readonly sessions: readonly number[];
	/** Deleted messages of sessions that are not named as a whole. */
	readonly messages?: Deletions['messages'];
	/** Also what is not deleted. */
	readonly erase?: boolean | undefined;
	/** If missing, nothing can be done about copies: what the PBX may have is not purged. */
	readonly copies?: Copies | undefined;
	readonly note?: string | undefined;
}

type Group = {-readonly [Key in keyof PurgedSessions]: PurgedSessions[Key]} & {sessions: number[]};

/** Deleted messages whose words are still there: those that were purged are no longer in the history. */
const deletedMessages = (facts: Facts, id: number): readonly number[] => {
	const deleted = facts.deletedMessages(id);
	if (deleted.size === 0) return [];
	return facts
		.history(id)
		.messages.map(message => message.id)
		.filter(message => deleted.has(message));
};

const copiesRemark = (count: number): string =>
	count === 1
		? 'The PBX’s copy of 1 session is deleted first.'
		: `The PBX’s copies of ${formatCount(count)} sessions are deleted first.`;

/** Whole sessions to be purged, by who has them. */
export const purgedGroups = (facts: Facts, ids: readonly number[]): readonly PurgedSessions[] => {
	const groups = new Map<string, Group>();
	for (const id of ids) {
		const session = facts.session(id);
		if (session === undefined) continue;
		const key = JSON.stringify(session.handler);
		const group = groups.get(key) ?? {from: session.handler, sessions: [], messages: 0};
		group.sessions.push(id);
		group.messages += session.messages + deletedMessages(facts, id).length;
		groups.set(key, group);
	}

	return [...groups.values()];
};

/**
Takes away for good what was deleted: sessions in the trash, and of others their deleted messages; with `erase` whole
sessions that are not deleted, too. Cannot be undone. The hits are sessions.
*/
export const planPurge = (facts: Facts, {sessions, messages, erase, note, copies}: PurgeRequest): Plan => {
	const skipped: Skipped[] = [];
	const messagesPurged: {session: number; ids: readonly number[]}[] = [];
	const going: number[] = [];
	const whole = new Set(sessions);
	for (const id of new Set([...sessions, ...(messages?.keys() ?? [])])) {
		const session = facts.session(id);
		if (session === undefined) {
			skipped.push(
				facts.isPurged(id)
					? {id, reason: 'purged already', isAlreadySo: true}
					: {id, reason: 'there is no such session'},
			);
			continue;
		}

		const held = heldBlocker(facts, id);
		if (held !== undefined) {
			skipped.push({id, reason: held});
			continue;
		}

		const deleted = deletedMessages(facts, id);
		if (whole.has(id) && (session.deleted || erase)) {
			const reason = keptByCopy(facts, id, copies);
			if (reason !== undefined) {
				skipped.push({id, reason});
				continue;
			}

			going.push(id);
			continue;
		}

		const meant = new Set(messages?.get(id));
		const ids = whole.has(id) ? deleted : deleted.filter(message => meant.has(message));
		if (ids.length > 0) messagesPurged.push({session: id, ids});
		else skipped.push({id, reason: 'nothing of it is deleted'});
	}

	const purged = purgedGroups(facts, going);
	const draft: Draft = {
		kind: 'purge',
		...(note !== undefined && {note}),
		...(purged.length > 0 && {purged}),
		...(messagesPurged.length > 0 && {messagesPurged}),
	};
	const plan: Plan = {
		draft,
		hits: [...purged.flatMap(group => group.sessions), ...messagesPurged.map(({session}) => session)],
		skipped,
		isFinal: true,
	};
	const atPbx = copies === 'go first' ? copiesIn(facts, plan).length : 0;
	return atPbx === 0 ? plan : {...plan, remark: copiesRemark(atPbx)};
};

/** The parts that are still deleted, and were last deleted by a change that `isMeant` picks. */
export const deletedBy = (facts: Pick<Facts, 'changes'>, isMeant: (change: Change) => boolean): Deletions => {
	const sessions: number[] = [];
	const messages = new Map<number, number[]>();
	const known = new Set<number | string>();
	const gone = new Set<number>();
	/** Whether no newer change concerns it. */
	const isLast = (session: number, message?: number): boolean => {
		const key = message === undefined ? session : `${session} ${message}`;
		if (gone.has(session) || known.has(key)) return false;
		known.add(key);
		return true;
	};

	for (const change of facts.changes()) {
		const isHit = isMeant(change);
		for (const effect of effectsOn(change)) {
			switch (effect.kind) {
				case 'purged': {
					for (const id of effect.sessions) gone.add(id);
					break;
				}

				case 'restored': {
					for (const id of effect.sessions) isLast(id);
					break;
				}

				case 'messages-restored': {
					for (const session of effect.sessions) for (const id of effect.ids) isLast(session, id);
					break;
				}

				case 'deleted': {
					for (const id of effect.sessions) if (isLast(id) && isHit) sessions.push(id);
					break;
				}

				case 'messages-deleted': {
					for (const session of effect.sessions) {
						const last = effect.ids.filter(id => isLast(session, id));
						if (isHit && last.length > 0) messages.set(session, [...(messages.get(session) ?? []), ...last]);
					}

					break;
				}

				default:
			}
		}
	}

	return {sessions, messages};
};
