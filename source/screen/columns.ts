import {handlerLabel} from '../domain/handler.js';
import {channelLabel, type Party, partyLabel, recipient, sender, type Session} from '../domain/session.js';
import {displayWidth, fitCell} from '../domain/text/fit.js';
import {safeLine} from '../domain/text/safe-text.js';
import {formatAge, formatTime} from '../domain/text/time.js';

interface Column {
	readonly heading: string;
	/** In cells; a flexible column takes a share of what is left. */
	readonly width: number;
	readonly isFlexible?: boolean;
	readonly align?: 'right';
	/** As it came; made safe where it is drawn. */
	readonly text: (session: Session, context: CellContext) => string;
	/** What to show where the text does not fit; else it is cut. */
	readonly short?: (session: Session) => string;
}

export interface CellContext {
	/** Unix seconds. */
	readonly now: number;
	readonly isOrphaned: boolean;
}

/** Half a number tells nothing, so that a name stands alone where both do not fit. */
const nameOf = ({name, number}: Party): string => name || number;

const columns = {
	id: {heading: 'ID', width: 7, text: session => String(session.id)},
	created: {heading: 'Created', width: 16, text: session => formatTime(session.createdAt)},
	active: {heading: 'Last active', width: 11, text: (session, {now}) => formatAge(session.lastActiveAt, now)},
	sender: {
		heading: 'Sender',
		width: 14,
		isFlexible: true,
		text: session => partyLabel(sender(session)),
		short: session => nameOf(sender(session)),
	},
	recipient: {
		heading: 'Recipient',
		width: 14,
		isFlexible: true,
		text: session => partyLabel(recipient(session)),
		short: session => nameOf(recipient(session)),
	},
	customer: {
		heading: 'Customer',
		width: 14,
		isFlexible: true,
		text: session => partyLabel(session.customer),
		short: session => nameOf(session.customer),
	},
	channel: {heading: 'Channel', width: 9, text: session => channelLabel(session.channel.type)},
	number: {heading: 'Number', width: 13, text: session => session.channel.number},
	// The sign before a handler says that its owner was deleted.
	handler: {
		heading: 'Handler',
		width: 14,
		isFlexible: true,
		text: (session, {isOrphaned}) => (isOrphaned ? '!' : '') + handlerLabel(session.handler),
	},
	status: {heading: 'Status', width: 6, text: session => session.status},
	messages: {heading: 'Msgs', width: 5, align: 'right', text: session => String(session.messages)},
} as const satisfies Record<string, Column>;

export type ColumnKey = keyof typeof columns;

/** Which columns there are, from the widest terminal to the narrowest. */
const choices: readonly (readonly ColumnKey[])[] = [
	['id', 'created', 'active', 'sender', 'recipient', 'channel', 'number', 'handler', 'status', 'messages'],
	['id', 'created', 'active', 'sender', 'recipient', 'channel', 'handler', 'status', 'messages'],
	['id', 'active', 'sender', 'recipient', 'channel', 'handler', 'status', 'messages'],
	['id', 'active', 'customer', 'channel', 'handler', 'status', 'messages'],
	['id', 'active', 'customer', 'handler', 'status', 'messages'],
	['id', 'active', 'customer', 'handler', 'status'],
];

export interface FittedColumn {
	readonly key: ColumnKey;
	readonly width: number;
}

const columnOf = (key: ColumnKey): Column => columns[key];

const needed = (keys: readonly ColumnKey[]): number =>
	keys.reduce((sum, key) => sum + columnOf(key).width, keys.length - 1);

/** The columns for so many cells, a blank between two; together exactly as wide if they fit at all. */
export const fitColumns = (width: number): readonly FittedColumn[] => {
	const keys = choices.find(each => needed(each) <= width) ?? choices.at(-1)!;
	const flexible = keys.filter(key => columnOf(key).isFlexible);
	const spare = Math.max(0, width - needed(keys));
	const share = Math.floor(spare / flexible.length);
	const rest = spare - share * flexible.length;
	return keys.map(key => ({
		key,
		width:
			columnOf(key).width + (columnOf(key).isFlexible ? share + (key === flexible.at(-1) ? rest : 0) : 0),
	}));
};

export const headingText = (fitted: readonly FittedColumn[]): string =>
	fitted.map(({key, width}) => fitCell(columnOf(key).heading, width, columnOf(key).align)).join(' ');

const cellText = (session: Session, {key, width}: FittedColumn, context: CellContext): string => {
	const {text, short, align} = columnOf(key);
	const whole = safeLine(text(session, context));
	return fitCell(short && displayWidth(whole) > width ? safeLine(short(session)) : whole, width, align);
};

/** The cells of a session, safe and each exactly as wide as its column. */
export const cellTexts = (
	session: Session,
	fitted: readonly FittedColumn[],
	context: CellContext,
): readonly string[] => fitted.map(column => cellText(session, column, context));
