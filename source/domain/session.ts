import {type Handler} from './handler.js';

/** `sms`, `whatsapp`, `facebook`, `livechat`; an unknown type is kept and shown as it is. */
export type ChannelType = string;

/** The way in. */
export interface Channel {
	readonly type: ChannelType;
	readonly name: string;
	readonly number: string;
}

/** One side of a conversation. */
export interface Party {
	readonly name: string;
	readonly number: string;
}

export type Status = 'open' | 'closed';

/** One conversation with one external customer over one channel. Times are Unix seconds. */
export interface Session {
	readonly id: number;
	readonly channel: Channel;
	readonly customer: Party;
	/** Whether the company wrote the first user message. */
	readonly outbound: boolean;
	/** Time of the first message at import; `undefined` without messages. */
	readonly createdAt: number | undefined;
	/** Time of the last message at import; `undefined` without messages. */
	readonly lastActiveAt: number | undefined;
	readonly handler: Handler;
	readonly status: Status;
	readonly archived: boolean;
	/** In the trash. */
	readonly deleted: boolean;
	/** Messages that are not deleted, how many of them failed, and the files in them. */
	readonly messages: number;
	readonly failed: number;
	readonly files: number;
	/** How often it was given to somebody else; undone transfers do not count. */
	readonly transfers: number;
}

const company = (session: Session): Party => ({name: session.channel.name, number: session.channel.number});

/** The author of the first user message; without one, the customer. */
export const sender = (session: Session): Party => (session.outbound ? company(session) : session.customer);

export const recipient = (session: Session): Party =>
	session.outbound ? session.customer : company(session);

/** *Picked up* belongs to the handler: an extension has picked up, a queue or the analytics platform has not. */
export const isPickedUp = (session: Session): boolean => session.handler.kind === 'extension';

/** Name and number, but the number only once. */
export const partyLabel = ({name, number}: Party): string =>
	(name.includes(number) ? name : [name, number].filter(Boolean).join(' ')) || '—';

const channelLabels: Readonly<Record<string, string>> = {
	sms: 'SMS',
	whatsapp: 'WhatsApp',
	facebook: 'Facebook',
	livechat: 'Live Chat',
};

export const channelTypes: readonly ChannelType[] = Object.keys(channelLabels);

export const channelLabel = (type: ChannelType): string => {
	const known = type.toLowerCase();
	return Object.hasOwn(channelLabels, known) ? channelLabels[known]! : type;
};

/** The way in, by its type and name: `SMS Twilio`, `WhatsApp Sales`. A name that begins with the type stands alone. */
export const wayInLabel = ({type, name}: Channel): string => {
	const label = channelLabel(type);
	const isTold = name.toLowerCase().startsWith(label.toLowerCase());
	return isTold ? name : [label, name].filter(Boolean).join(' ');
};
