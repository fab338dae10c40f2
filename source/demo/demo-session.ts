import {apiHandler, type Handler} from '../domain/handler.js';
import {type IncomingSession, type ToldSession} from '../domain/incoming.js';
import {userType} from '../domain/message.js';
import {type Channel, type Party} from '../domain/session.js';
import {Conversation} from './conversation.js';
import {anyChannel, type Customer, customerAt, namedCustomer, partyOn} from './customer.js';
import {converse} from './dialogue.js';
import {type Hostile, hostiles} from './hostile-data.js';
import {phrasesIn} from './phrasebook.js';
import {type Topic} from './phrases.js';
import {type Random} from './random.js';
import {Scene} from './scene.js';
import {type Staff} from './staff.js';

/** A session with every field: the demo leaves nothing out. */
export interface DemoSession extends IncomingSession {
	readonly told: Required<Omit<ToldSession, 'lastMessage' | 'traces'>>;
}

/** The input of a session. */
interface Plot {
	readonly id: number;
	/** Its index among all sessions, from 0, and their number. */
	readonly index: number;
	readonly sessions: number;
	readonly firstMessage: number;
	/** Unix seconds. */
	readonly at: number;
	readonly now: number;
	readonly seed: number;
	readonly staff: Staff;
	readonly random: Random;
}

const longestUsual = 60;
const customersPerSession = 0.45;

/**
Which of the hostile entries that session has: each comes once even in a small demo, and one in a hundred of many
sessions has one.
*/
const hostileAt = (index: number, sessions: number): Hostile | undefined => {
	const interval = Math.min(100, Math.max(1, Math.floor(sessions / hostiles.length)));
	return index % interval === interval >> 1
		? hostiles[Math.floor(index / interval) % hostiles.length]
		: undefined;
};

/** About how many messages: some customers are never answered, a few go on for long. */
const lengthOf = ({index, sessions, random}: Plot): number => {
	if (index === Math.floor(sessions * 0.6)) return 400;
	if (index === Math.floor(sessions * 0.8)) return 700;
	if (index === Math.floor(sessions * 0.4) && sessions >= 50_000) return 10_020;
	return random.chance(0.06) ? random.between(1, 3) : 5 + Math.floor(51 * random.fraction() ** 2.4);
};

const customerOf = ({sessions, seed, random}: Plot, hostile: Hostile | undefined): Customer => {
	if (hostile?.name !== undefined) return namedCustomer(hostile.name, hostiles.indexOf(hostile));
	// The first ones come back often, the last ones hardly ever.
	return customerAt(Math.floor(sessions * customersPerSession * random.fraction() ** 1.3), seed);
};

/** The first handler: mostly a queue; an agent or the analytics platform if the company begins. */
const firstHandler = ({staff, at, random}: Plot, topic: Topic, isOutbound: boolean): Handler => {
	const queue = staff.queue(topic.queue, at);
	const share = random.fraction();
	if (share < 0.09) return apiHandler;
	return share < 0.22 || isOutbound ? staff.agentOf(queue, at, random) : queue;
};

/** The other fields that the PBX gives for a session, under its own names. */
const extraOf = (
	channel: Channel,
	customer: Party,
	isOutbound: boolean,
): Readonly<Record<string, unknown>> => ({
	origin: isOutbound ? 'campaign' : '',
	...(channel.type === 'facebook' && {page_name: channel.name}),
	...(channel.type === 'livechat' && {website_domain: channel.number, pre_chat_form: {name: customer.name}}),
});

export const demoSession = (plot: Plot): DemoSession => {
	const {id, index, sessions, firstMessage, at, now, staff, random} = plot;
	const hostile = hostileAt(index, sessions);
	const customer = customerOf(plot, hostile);
	const {type, name, number} = random.chance(0.75) ? customer.usualChannel : anyChannel(random);
	const party = partyOn(type, customer);
	const topic = random.pick(phrasesIn[customer.language].topics);
	const length = lengthOf(plot);
	const isOutbound = hostile === undefined && random.chance(0.09);

	const author = {userType: userType.customer, ...party};
	const handler = firstHandler(plot, topic, isOutbound);
	const beginning = {at, handler, customer: author, firstMessage, isRapid: length > longestUsual};
	const conversation = new Conversation(beginning, random, now);
	const course = {topic, length, isOutbound, isLiveChat: type === 'livechat', hostile};
	converse(new Scene(conversation, customer, staff, random), course);

	const channel = {type, name, number};
	return {
		id,
		origin: `demo session ${id}`,
		told: {
			channel,
			customer: party,
			handler: conversation.handler,
			status: conversation.isClosed ? 'closed' : 'open',
			archived: conversation.isClosed && random.chance(0.12),
			extra: extraOf(channel, party, isOutbound),
		},
		messages: conversation.messages,
		records: [],
	};
};
