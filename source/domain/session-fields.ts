import {formatAge, formatTime} from '../text/time.js';
import {handlerLabel} from './handler.js';
import {anyOf, stateWords, takes} from './language/words.js';
import {
	channelLabel,
	type Party,
	partyLabel,
	recipient,
	sender,
	type Session,
	wayInLabel,
} from './session.js';

/** How the field's term in a filter is told. */
export interface FieldFilter {
	readonly kind: 'count' | 'time' | 'party' | 'channel' | 'handler' | 'state' | 'change' | 'text' | 'sort';
	/** Continues from “expected”. */
	readonly takes: string;
	readonly explanation: string;
	readonly example: string;
}

/** How a session is told. */
export interface FieldContext {
	/** In Unix seconds: recent times are told by their age. Without it all of them are told exactly. */
	readonly now?: number;
	/** The sign before its handler that says that this was deleted; empty if it was not. */
	readonly handlerSign?: string;
	/** What its own system calls a session; missing where none has such an id. */
	readonly ownId?: (session: number) => string | undefined;
}

/** How a column shows sessions. */
export interface ColumnField {
	readonly title: string;
	/** Where there is room to say more. */
	readonly longTitle?: string;
	/** As it came; made safe where it is drawn. */
	readonly text: (session: Session, context: FieldContext) => string;
	/** A shorter form for where the text does not fit into so many cells; without one the text is cut. */
	readonly shortText?: (session: Session, width: number) => string;
	/** Cells that its column needs. */
	readonly width: number;
	/** Whether its column may be narrower than its texts, and up to how many cells it can use. */
	readonly fits?: 'narrower' | {readonly upTo: number};
	readonly align?: 'right';
}

/** The fields of a session that are shown, and filtered and sorted by. */
interface SessionField extends ColumnField {
	/** Whether somebody who sorts by it wants the greatest first. */
	readonly isGreatestFirst?: true;
	/** Whether it is sorted by a name. */
	readonly isName?: true;
	/** Whether changes alter it; all others stay as they are between two imports. */
	readonly isChanging?: true;
	readonly filter: FieldFilter;
}

/** Half a number tells nothing, so that a name stands alone where both do not fit. */
const nameOf = ({name, number}: Party): string => name || number;

const partyField = (of: (session: Session) => Party): Omit<SessionField, 'title' | 'filter'> => ({
	text: session => partyLabel(of(session)),
	shortText: session => nameOf(of(session)),
	width: 12,
	fits: {upTo: 32},
	isName: true,
});

const declared = {
	id: {
		title: 'ID',
		longTitle: 'Session ID',
		text: session => String(session.id),
		width: 7,
		isGreatestFirst: true,
		filter: {kind: 'count', takes: takes.count, explanation: 'session id', example: 'id:3000..3100'},
	},
	created: {
		title: 'Created',
		text: session => formatTime(session.createdAt),
		width: 16,
		isGreatestFirst: true,
		filter: {
			kind: 'time',
			takes: takes.time,
			explanation: 'time of the first message',
			example: 'created:2026-11-01..2026-11-22',
		},
	},
	active: {
		title: 'Last active',
		text: ({lastActiveAt}, {now}) =>
			now === undefined ? formatTime(lastActiveAt) : formatAge(lastActiveAt, now),
		width: 12,
		isGreatestFirst: true,
		filter: {kind: 'time', takes: takes.time, explanation: 'time of the last message', example: 'active:7d'},
	},
	sender: {
		title: 'Sender',
		...partyField(sender),
		filter: {kind: 'party', takes: takes.party, explanation: 'who wrote first', example: 'sender:maria'},
	},
	recipient: {
		title: 'Recipient',
		...partyField(recipient),
		filter: {
			kind: 'party',
			takes: takes.party,
			explanation: 'who was written to first',
			example: 'recipient:"+1 555 0100"',
		},
	},
	customer: {
		title: 'Customer',
		...partyField(session => session.customer),
		filter: {
			kind: 'party',
			takes: takes.party,
			explanation: 'the customer, on either side',
			example: 'customer:"李 雷"',
		},
	},
	channel: {
		title: 'Via',
		longTitle: 'Channel type',
		text: session => wayInLabel(session.channel),
		// A name of which little is left only blurs the type.
		shortText: ({channel}, width) => (width < 14 ? channelLabel(channel.type) : wayInLabel(channel)),
		width: 9,
		fits: {upTo: 20},
		filter: {
			kind: 'channel',
			takes: takes.channel,
			explanation: 'channel type',
			example: 'channel:whatsapp,sms',
		},
	},
	number: {
		title: 'Number',
		longTitle: 'Channel number',
		text: session => session.channel.number,
		width: 13,
		fits: 'narrower',
		filter: {
			kind: 'party',
			takes: takes.party,
			explanation: 'channel, by number or name',
			example: 'number:+1555*',
		},
	},
	handler: {
		title: 'Handler',
		text: ({handler}, {handlerSign = ''}) => handlerSign + handlerLabel(handler),
		width: 10,
		fits: {upTo: 34},
		isChanging: true,
		filter: {
			kind: 'handler',
			takes: takes.handler,
			explanation: 'who holds it now',
			example: 'handler:queue:Support',
		},
	},
	status: {
		title: 'Status',
		text: session => session.status,
		width: 6,
		isChanging: true,
		filter: {
			kind: 'state',
			takes: anyOf(stateWords.status),
			explanation: 'open or closed',
			example: 'status:open',
		},
	},
	messages: {
		title: 'Msgs',
		text: session => String(session.messages),
		width: 5,
		align: 'right',
		isGreatestFirst: true,
		isChanging: true,
		filter: {kind: 'count', takes: takes.count, explanation: 'number of messages', example: 'messages:>20'},
	},
} as const satisfies Readonly<Record<string, SessionField>>;

export type SortKey = keyof typeof declared;

/** Each once, for whatever shows, filters or sorts by it; what sorts and filters rows keeps arrays of its own. */
export const sessionFields: Readonly<Record<SortKey, SessionField>> = declared;

export const sortKeys = Object.keys(declared) as readonly SortKey[];

/** The fields of a session in full, in order; the customer is one of sender and recipient. */
export const usualKeys: readonly SortKey[] = sortKeys.filter(key => key !== 'customer');
