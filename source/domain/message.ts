/** Kinds of message, by the PBX's own codes (developer guide, "Query messages in multiple message sessions"). */
export const messageType = {
	user: 0,
	/** To an extension or the analytics platform. */
	transferred: 1,
	closedByHand: 2,
	closedAutomatically: 3,
	unsupported: 4,
	pickedUp: 5,
	transferredToQueue: 6,
	closedByVisitor: 7,
	call: 8,
} as const;

/** Who wrote a message, by the PBX's own codes as far as they are known; 5 is the visitor of a live chat. See `authorRole`. */
export const userType = {extension: 1, customer: 2, visitor: 5, api: 9} as const;

export const isCustomerCode = (code: number): boolean =>
	code === userType.customer || code === userType.visitor;

export interface Author {
	readonly userType: number;
	readonly number: string;
	readonly name: string;
}

export type DeliveryStatus = 'sending' | 'sent' | 'failed';

export interface MessageFile {
	readonly name: string;
	/** The PBX's own, and where it offers the file; both may be gone there long before the message. */
	readonly id?: string;
	readonly uri?: string;
	/** In bytes. */
	readonly size?: number;
	readonly type?: string;
}

/** Known by (session id, message id). `at` is in Unix seconds. */
export interface Message {
	readonly id: number;
	readonly type: number;
	readonly at: number;
	readonly author: Author;
	readonly text: string;
	readonly files?: readonly MessageFile[];
	readonly delivery?: DeliveryStatus;
	/** Why the delivery failed, in the PBX's words. */
	readonly error?: string;
	/** The PBX's details of a transfer (types 1 and 6) or a call (type 8). */
	readonly param?: unknown;
}

/** Whether it says something, rather than reporting what was done. */
export const isSpoken = ({type}: Message): boolean =>
	type === messageType.user || type === messageType.unsupported;

export const isFailed = (message: Message): boolean => message.delivery === 'failed';

export const isTransfer = (message: Message): boolean =>
	message.type === messageType.transferred || message.type === messageType.transferredToQueue;

/** Whether it says that somebody else holds the session from then on. */
export const isMove = (message: Message): boolean =>
	isTransfer(message) || message.type === messageType.pickedUp;

const closingTypes: ReadonlySet<number> = new Set([
	messageType.closedByHand,
	messageType.closedAutomatically,
	messageType.closedByVisitor,
]);

export const isClosing = ({type}: Message): boolean => closingTypes.has(type);

/** The one with the highest id, in whatever order they are; `undefined` if there is none. */
export const newestOf = (messages: readonly Message[]): Message | undefined =>
	messages.reduce<Message | undefined>(
		(newest, message) => (newest !== undefined && newest.id > message.id ? newest : message),
		undefined,
	);

/** The counts of messages that the list shows. */
export interface MessageCounts {
	readonly messages: number;
	readonly failed: number;
	readonly files: number;
}

export const countMessages = (messages: readonly Message[]): MessageCounts => ({
	messages: messages.length,
	failed: messages.filter(isFailed).length,
	files: messages.reduce((sum, message) => sum + (message.files?.length ?? 0), 0),
});
