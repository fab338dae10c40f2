import {handlerLabel} from '../domain/handler.js';
import {channelLabel, type Party, partyLabel, recipient, sender, type Session} from '../domain/session.js';
import {type SortKey} from '../domain/language/terms.js';
import {displayWidth, fitCell} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {formatAge, formatTime} from '../text/time.js';
import {signs} from './signs.js';

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

const columns: Readonly<Record<SortKey, Column>> = {
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
		// A word is cut sooner than a column goes.
		width: Math.min(22, 13 + signs.deletedOwner.length),
		isFlexible: true,
		text: (session, {isOrphaned}) => (isOrphaned ? signs.deletedOwner : '') + handlerLabel(session.handler),
	},
	status: {heading: 'Status', width: 6, text: session => session.status},
	messages: {heading: 'Msgs', width: 5, align: 'right', text: session => String(session.messages)},
};

/** Which columns there are, from the widest terminal to the narrowest. */
const choices: readonly (readonly SortKey[])[] = [
	['id', 'created', 'active', 'sender', 'recipient', 'channel', 'number', 'handler', 'status', 'messages'],
	['id', 'created', 'active', 'sender', 'recipient', 'channel', 'handler', 'status', 'messages'],
	['id', 'active', 'sender', 'recipient', 'channel', 'handler', 'status', 'messages'],
	['id', 'active', 'customer', 'channel', 'handler', 'status', 'messages'],
	['id', 'active', 'customer', 'handler', 'status', 'messages'],
	['id', 'active', 'customer', 'handler', 'status'],
	['id', 'customer', 'handler', 'status'],
];

export interface FittedColumn {
	readonly key: SortKey;
	readonly width: number;
}

const needed = (keys: readonly SortKey[]): number =>
	keys.reduce((sum, key) => sum + columns[key].width, keys.length - 1);

/** What goes first where there is no room for all the columns that somebody chose. */
const leastNeeded: readonly SortKey[] = [
	'number',
	'created',
	'channel',
	'messages',
	'recipient',
	'sender',
	'status',
	'active',
	'handler',
	'customer',
];

/** As many of the chosen columns as there is room for. */
const fitting = (chosen: readonly SortKey[], width: number): readonly SortKey[] => {
	let keys = chosen;
	for (const key of leastNeeded) {
		if (needed(keys) <= width || keys.length === 1) break;
		keys = keys.filter(other => other !== key);
	}

	return keys;
};

/**
The columns for so many cells, a blank between two; together exactly as wide, if there is a flexible one and they fit
at all.
@param chosen by the user, in order; else the width decides
*/
export const fitColumns = (width: number, chosen?: readonly SortKey[]): readonly FittedColumn[] => {
	const keys = chosen
		? fitting(chosen, width)
		: (choices.find(each => needed(each) <= width) ?? choices.at(-1)!);
	const flexible = keys.filter(key => columns[key].isFlexible);
	const spare = Math.max(0, width - needed(keys));
	const share = Math.floor(spare / Math.max(1, flexible.length));
	const rest = spare - share * flexible.length;
	return keys.map(key => ({
		key,
		width: columns[key].width + (columns[key].isFlexible ? share + (key === flexible.at(-1) ? rest : 0) : 0),
	}));
};

export const columnHeading = (key: SortKey): string => columns[key].heading;

export const headingText = (fitted: readonly FittedColumn[]): string =>
	fitted.map(({key, width}) => fitCell(columns[key].heading, width, columns[key].align)).join(' ');

const cellText = (session: Session, {key, width}: FittedColumn, context: CellContext): string => {
	const {text, short, align} = columns[key];
	const whole = safeLine(text(session, context));
	return fitCell(short && displayWidth(whole) > width ? safeLine(short(session)) : whole, width, align);
};

/** The cells of a session, safe and each exactly as wide as its column. */
export const cellTexts = (
	session: Session,
	fitted: readonly FittedColumn[],
	context: CellContext,
): readonly string[] => fitted.map(column => cellText(session, column, context));
