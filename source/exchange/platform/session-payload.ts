import {type History} from '../../domain/history.js';
import {type Message, type MessageFile, userType} from '../../domain/message.js';
import {type Session} from '../../domain/session.js';

/** The names and shapes here are those of the PBX's API, so that a client of it understands them; see the developer guide. */

const fileRecord = ({id, name, uri, size, type}: MessageFile): object => ({
	...(id !== undefined && {id}),
	...(uri !== undefined && {uri}),
	file_name: name,
	file_size: size,
	mime_type: type,
});

const deliveryStatus = {sending: 0, sent: 1, failed: 2} as const;

/** A message as `message/get` tells it: lists inside are JSON in a string. */
export const messagePayload = (session: number, message: Message): object => ({
	session_id: session,
	msg_id: message.id,
	...(message.delivery && {delivery_status: deliveryStatus[message.delivery]}),
	sender: {
		user_type: message.author.userType,
		user_no: message.author.number,
		username: message.author.name,
	},
	msg_type: message.type,
	msg_body: message.text,
	...(message.files && {msg_files: JSON.stringify(message.files.map(fileRecord))}),
	send_time: message.at,
	...(message.param !== undefined && {param: JSON.stringify(message.param)}),
	...(message.error !== undefined && {send_error: message.error}),
});

/** A session as `message_session/get` and `message_session/list` tell it together. */
export const sessionPayload = (
	{id, channel, customer, status, archived}: Session,
	{extra}: History,
	messages: readonly Message[],
): object => ({
	...extra,
	id,
	channel_type: channel.type,
	channel_name: channel.name,
	did_number: channel.number,
	to_number: customer.number,
	from: {user_type: userType.api, user_no: 'api', username: ''},
	to: {user_type: userType.customer, user_no: customer.number, username: customer.name},
	queue_id: 0,
	pickup_member_id: 0,
	is_close: status === 'closed' ? 1 : 0,
	is_archived: archived ? 1 : 0,
	last_msg_id: messages.reduce((highest, message) => Math.max(highest, message.id), 0),
});
