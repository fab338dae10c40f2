import {
	Answered,
	answerOfMany,
	type Endpoint,
	idsParameter,
	numberParameter,
	pageSize,
	type PbxCall,
	textParameter,
} from './call.js';
import {type Chat, type Extension, lastOf, operatorKey} from './world.js';

/** Whose list is meant, by `user_type` and `user_no`; `undefined` if nobody has that number. */
const listedOperator = (call: PbxCall): Extension | 'api' | undefined => {
	const type = numberParameter(call, 'user_type');
	if (type === 9) return 'api';
	if (type !== 1) throw new Answered(40_002);
	const number = textParameter(call, 'user_no');
	return call.world.extensions.values().find(extension => extension.number === number);
};

const pickerOf = ({world, quirks}: PbxCall, {holder}: Chat): number => {
	if (holder.kind !== 'extension' || !holder.queue) return 0;
	if (quirks.picker === 'extension') return holder.id;
	const members = world.queues.get(holder.queue)?.members ?? [];
	return members.find(({extension}) => extension === holder.id)?.id ?? 0;
};

const queueOf = ({holder}: Chat): number => {
	if (holder.kind === 'queue') return holder.id;
	return holder.kind === 'extension' ? (holder.queue ?? 0) : 0;
};

const listEntry = (call: PbxCall, chat: Chat, operator: Extension | 'api'): object => {
	const {world, quirks} = call;
	const {holder} = chat;
	const staff = world.userOf(holder);
	const entry = {
		id: chat.id,
		type: chat.type,
		is_close: Number(chat.isClosed),
		is_archived: Number(chat.archivedBy.has(operatorKey(operator))),
		from: quirks.isTurned ? chat.customer : staff,
		to: quirks.isTurned ? staff : chat.customer,
		expire: -1,
		did_number: chat.did,
		queue_id: queueOf(chat),
		pickup_member_id: pickerOf(call, chat),
		last_msg_id: lastOf(chat),
	};
	const omitted: ReadonlySet<string> = new Set(quirks.omitted);
	return Object.fromEntries(Object.entries(entry).filter(([name]) => !omitted.has(name)));
};

const textOf = ({parameters}: PbxCall, name: string): string => {
	const value = parameters[name];
	return typeof value === 'string' ? value : '';
};

/** 2, and nothing, ask for both. */
const fits = (asked: string, value: boolean): boolean =>
	['', '2'].includes(asked) || asked === String(Number(value));

const isWanted = (call: PbxCall, chat: Chat, operator: Extension | 'api'): boolean => {
	const pickUp = textOf(call, 'is_pickup');
	const collection = textOf(call, 'collection');
	return (
		(collection === 'all' || chat.isOfCampaign === (collection === 'campaign')) &&
		fits(textOf(call, 'is_closed'), chat.isClosed) &&
		fits(textOf(call, 'is_archived'), chat.archivedBy.has(operatorKey(operator))) &&
		(!['1', '2'].includes(pickUp) || (chat.holder.kind === 'queue') === (pickUp === '2'))
	);
};

const details = (call: PbxCall, chat: Chat): object => ({
	id: chat.id,
	channel_type: chat.type,
	channel_name: chat.channel,
	did_number: chat.did,
	to_number: chat.customer.user_no,
	origin: chat.isOfCampaign ? 'campaign' : '',
	page_name: '',
	website_domain: '',
	user_info: chat.customer,
	participants:
		chat.holder.kind === 'queue'
			? (call.world.queues.get(chat.holder.id)?.members ?? []).map(({id}) => ({id}))
			: [],
});

/** Whether anybody still has it: it is gone when it was deleted from the list of the one who holds it. */
export const isThere = (call: PbxCall, chat: Chat | undefined): chat is Chat =>
	chat !== undefined && (call.quirks.deletesFor === 'the operator' || chat.deletedBy.size === 0);

/** Endpoints that tell of sessions. */
export const sessionEndpoints: Readonly<Record<string, Endpoint>> = {
	'message_session/list': call => {
		const size = pageSize(call);
		const operator = listedOperator(call);
		if (operator === undefined) {
			if (call.quirks.unknownOwner === 0) return {list: []};
			throw new Answered(call.quirks.unknownOwner);
		}

		const from = call.parameters.first_msg_id;
		const isFirst = from === undefined || from === '' || call.quirks.cursor === 'stuck';
		const cursor = isFirst ? Infinity : Number(from);
		const list = call.world
			.inListOf(operator)
			.filter(chat => isThere(call, chat) && isWanted(call, chat, operator))
			.filter(chat => (call.quirks.cursor === 'exclusive' ? lastOf(chat) < cursor : lastOf(chat) <= cursor))
			.slice(0, size);
		return {list: list.map(chat => listEntry(call, chat, operator))};
	},
	'message_session/get': call => {
		const chat = call.world.chats.get(numberParameter(call, 'id'));
		if (!isThere(call, chat)) throw new Answered(60_001);
		return {[call.quirks.sessionUnder]: details(call, chat)};
	},
	'message_session/query': call => {
		const chats = idsParameter(call).map(id => call.world.chats.get(id));
		return answerOfMany(
			call,
			'list',
			chats.map(chat => (isThere(call, chat) ? details(call, chat) : undefined)),
		);
	},
};
