import {type Session} from '../domain/session.js';
import {type FieldContext, sessionFields, type SortKey} from '../domain/session-fields.js';
import {displayWidth, fitCell} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {signs} from './signs.js';

/** The width in cells; a flexible column also gets a share of the spare room. */
const widthOf = (key: SortKey): number => {
	const {width} = sessionFields[key];
	// Room for the sign of a deleted owner, with a limit, so that a sign in words is cut rather than costing a column.
	return key === 'handler' ? Math.min(22, width + signs.deletedOwner.length) : width;
};

const isFlexible = (key: SortKey): boolean => sessionFields[key].fits === 'any';

/** The columns shown by default, from the widest terminal to the narrowest. */
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
	keys.reduce((sum, key) => sum + widthOf(key), keys.length - 1);

/** The order in which columns go if there is no room for all that the user chose. */
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

/** As many of the chosen columns as fit. */
const fitting = (chosen: readonly SortKey[], width: number): readonly SortKey[] => {
	let keys = chosen;
	for (const key of leastNeeded) {
		if (needed(keys) <= width || keys.length === 1) break;
		keys = keys.filter(other => other !== key);
	}

	return keys;
};

/**
The columns for so many cells, with a blank between two. They fill the width exactly if one is flexible and they fit
at all.
@param chosen the user's columns in order; without them the width decides
*/
export const fitColumns = (width: number, chosen?: readonly SortKey[]): readonly FittedColumn[] => {
	const keys = chosen
		? fitting(chosen, width)
		: (choices.find(each => needed(each) <= width) ?? choices.at(-1)!);
	const flexible = keys.filter(isFlexible);
	const spare = Math.max(0, width - needed(keys));
	const share = Math.floor(spare / Math.max(1, flexible.length));
	const rest = spare - share * flexible.length;
	return keys.map(key => ({
		key,
		width: widthOf(key) + (isFlexible(key) ? share + (key === flexible.at(-1) ? rest : 0) : 0),
	}));
};

export const headingText = (fitted: readonly FittedColumn[]): string =>
	fitted.map(({key, width}) => fitCell(sessionFields[key].title, width, sessionFields[key].align)).join(' ');

const cellText = (session: Session, {key, width}: FittedColumn, context: FieldContext): string => {
	const {text, shortText, align} = sessionFields[key];
	const whole = safeLine(text(session, context));
	const isShort = shortText !== undefined && displayWidth(whole) > width;
	return fitCell(isShort ? safeLine(shortText(session)) : whole, width, align);
};

/** The cells of a session: safe for the terminal, and each exactly as wide as its column. */
export const cellTexts = (
	session: Session,
	fitted: readonly FittedColumn[],
	{
		now,
		isOrphaned,
		isPending,
	}: {readonly now: number; readonly isOrphaned: boolean; readonly isPending: boolean},
): readonly string[] => {
	const context = {
		now,
		handlerSign: (isPending ? signs.pending : '') + (isOrphaned ? signs.deletedOwner : ''),
	};
	return fitted.map(column => cellText(session, column, context));
};
