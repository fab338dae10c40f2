import {type Conversation, isPbxMessage} from '../author.js';
import {type Facts, heldBlocker, type Skipped} from '../facts.js';
import {countMessages, type Message} from '../message.js';
import {blockerOf} from '../capabilities.js';
import {deletionRemark} from './deletion-on-pbx.js';
import {type Plan} from './plan.js';
import {Refusal, refuseIf} from '../refusal.js';

export const deletionBlocker = (facts: Pick<Facts, 'capabilities'>): string | undefined =>
	blockerOf(facts.capabilities.remove);

/** Puts sessions into the trash, from where undo brings them back. */
export const planDeletion = (
	facts: Facts,
	{sessions, note}: {readonly sessions: readonly number[]; readonly note?: string | undefined},
): Plan => {
	refuseIf(deletionBlocker(facts));
	const skipped: Skipped[] = [];
	const deleted: number[] = [];
	for (const id of new Set(sessions)) {
		const session = facts.session(id);
		const held = heldBlocker(facts, id);
		if (session === undefined) skipped.push({id, reason: 'there is no such session'});
		else if (session.deleted) skipped.push({id, reason: 'already in the trash', isAlreadySo: true});
		else if (held === undefined) deleted.push(id);
		else skipped.push({id, reason: held});
	}

	const remark = deletionRemark(facts, deleted);
	return {
		draft: {kind: 'delete', ...(note !== undefined && {note}), deleted},
		hits: deleted,
		skipped,
		...(remark !== undefined && {remark}),
	};
};

/** Why this message cannot be deleted, nor be marked for it, if so. */
export const messageDeletionBlocker = (message: Message, conversation: Conversation): string | undefined =>
	isPbxMessage(message, conversation)
		? 'Messages of the PBX cannot be deleted by themselves; delete the whole session instead.'
		: undefined;

interface MessageDeletionRequest {
	readonly session: number;
	readonly messages: readonly number[];
	readonly note?: string | undefined;
}

/** Takes single messages out of a session's history. The ids of hits and skipped are those of messages. */
export const planMessageDeletion = (
	facts: Facts,
	{session: id, messages, note}: MessageDeletionRequest,
): Plan => {
	refuseIf(deletionBlocker(facts));
	const session = facts.session(id);
	if (session === undefined) throw new Refusal(`There is no session ${id}.`);
	if (session.deleted)
		throw new Refusal(`Session ${id} is in the trash. Bring it back first: its deletion can be undone.`);
	const held = heldBlocker(facts, id);
	refuseIf(
		held && `Session ${id} is ${held}, so nothing of it can be deleted. What is held: chatlogs hold list`,
	);
	const known = new Map(facts.history(id).messages.map(message => [message.id, message]));
	const already = facts.deletedMessages(id);
	const hit: Message[] = [];
	const skipped: Skipped[] = [];
	for (const messageId of new Set(messages)) {
		const message = known.get(messageId);
		const reason =
			message === undefined
				? `there is no such message in session ${id}`
				: already.has(messageId)
					? 'already deleted'
					: isPbxMessage(message, session)
						? 'a message of the PBX'
						: undefined;
		if (reason === undefined) hit.push(message!);
		else skipped.push({id: messageId, reason, ...(already.has(messageId) && {isAlreadySo: true})});
	}

	const ids = hit.map(message => message.id);
	const messagesDeleted = hit.length === 0 ? [] : [{session: id, ids, ...countMessages(hit)}];
	return {
		draft: {kind: 'delete-messages', ...(note !== undefined && {note}), messagesDeleted},
		hits: ids,
		skipped,
	};
};
