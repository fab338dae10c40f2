import {Answered, answerOfMany, type Endpoint, idsParameter, numberParameter, pageSize} from './call.js';
import {isThere} from './session-endpoints.js';
import {type Chat, type Said} from './world.js';

/** As the guide's example has it: empty texts are empty, and no files are none. */
export const messageRecord = ({id: session}: Chat, said: Said): object => ({
	session_id: session,
	msg_id: said.id,
	delivery_status: said.delivery,
	sender: {user_id: 0, avatar: '', ...said.sender},
	msg_type: said.type,
	msg_body: said.text,
	msg_files: said.files ? JSON.stringify(said.files) : '',
	send_time: said.at,
	param: said.param ? JSON.stringify(said.param) : '',
	send_error: '',
	send_error_msg: '',
	tag: '',
	receive_time: said.at,
	whatsapp_msg_param: '',
	msg_kind: 0,
});

const newest = (chat: Chat, before: number, size: number): object => ({
	session_id: chat.id,
	records: chat.messages
		.filter(({id}) => id < before)
		.toReversed()
		.slice(0, size)
		.map(said => messageRecord(chat, said)),
});

/** Endpoints that tell of messages. */
export const messageEndpoints: Readonly<Record<string, Endpoint>> = {
	'message/get': call => {
		const size = pageSize(call);
		const chat = call.world.chats.get(numberParameter(call, 'id'));
		if (!isThere(call, chat)) throw new Answered(60_001);
		const before = call.parameters.last_msg_id;
		return {data: newest(chat, before === undefined ? Infinity : Number(before), size)};
	},
	'message/query': call => {
		const size = pageSize(call);
		const chats = idsParameter(call).map(id => call.world.chats.get(id));
		return answerOfMany(
			call,
			'data',
			chats.map(chat => (isThere(call, chat) ? newest(chat, Infinity, size) : undefined)),
		);
	},
};
