import {Answered, type Endpoint, numberParameter, type PbxCall, textParameter} from './call.js';
import {isThere} from './session-endpoints.js';
import {type Chat, type Extension, type Holder, operatorKey} from './world.js';

const chatOf = (call: PbxCall): Chat => {
	const chat = call.world.chats.get(numberParameter(call, 'session_id'));
	if (!isThere(call, chat)) throw new Answered(60_001);
	return chat;
};

const destinationOf = (call: PbxCall): Holder => {
	const kind = textParameter(call, 'destination_type');
	if (kind === 'api') return {kind};
	const id = numberParameter(call, 'destination_id');
	if (kind !== 'extension' && kind !== 'queue') throw new Answered(40_002);
	const owners = kind === 'extension' ? call.world.extensions : call.world.queues;
	if (!owners.has(id)) throw new Answered(40_002);
	return {kind, id};
};

/** By number or id, as this PBX has it; the session must be in that operator's list. */
const operatorOf = (call: PbxCall, chat: Chat): Extension | 'api' => {
	const {world, quirks} = call;
	const told = textParameter(call, 'user_no');
	const operator =
		numberParameter(call, 'user_type') === 9
			? 'api'
			: world.extensions
					.values()
					.find(({id, number}) => (quirks.operatorBy === 'id' ? String(id) : number) === told);
	if (operator === undefined || !world.inListOf(operator).includes(chat)) throw new Answered(60_001);
	return operator;
};

const archive =
	(isArchived: boolean): Endpoint =>
	call => {
		const chat = chatOf(call);
		const key = operatorKey(operatorOf(call, chat));
		const isSo = chat.archivedBy.has(key) === isArchived;
		if (isSo && call.quirks.archivedAgain !== 0) throw new Answered(call.quirks.archivedAgain);
		if (isArchived) chat.archivedBy.add(key);
		else chat.archivedBy.delete(key);
		return {};
	};

/** Endpoints that change something. All but the deletion are asked for by POST. */
export const actEndpoints: Readonly<Record<string, Endpoint>> = {
	'message_session/transfer': call => {
		const chat = chatOf(call);
		if (chat.isClosed && !call.quirks.canTransferClosed) throw new Answered(70_084);
		call.world.transfer(chat, destinationOf(call));
		return {};
	},
	'message_session/close': call => {
		const chat = chatOf(call);
		if (!chat.isClosed) call.world.close(chat);
		else if (call.quirks.closedAgain !== 0) throw new Answered(call.quirks.closedAgain);
		return {};
	},
	'message_session/archive': archive(true),
	'message_session/unarchive': archive(false),
	'message_session/delete': call => {
		const chat = chatOf(call);
		chat.deletedBy.add(operatorKey(operatorOf(call, chat)));
		return {};
	},
};
