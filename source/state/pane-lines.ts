import {type AuthorRole, authorRole} from '../domain/author.js';
import {apiHandler} from '../domain/handler.js';
import {type Author, isFailed, isSpoken, type Message, messageType, userType} from '../domain/message.js';
import {describeSendError} from '../domain/send-error.js';
import {type Session} from '../domain/session.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {type TimelineEntry} from '../domain/timeline/entry.js';
import {operationOfMessage} from '../domain/timeline/of-messages.js';
import {formatBytes} from '../text/count.js';
import {displayWidth, fitCell, wrapText} from '../text/fit.js';
import {safeLine, safeLines} from '../text/safe-text.js';
import {formatClock} from '../text/time.js';

/** What a part of a line tells, which decides only its style. */
export type PartRole =
	| 'time'
	| 'customer'
	| 'company'
	| 'text'
	| 'pbx'
	| 'failure'
	| 'operation'
	| 'taken-back'
	| 'day'
	| 'remark';

export interface Part {
	readonly role: PartRole;
	/** Safe for the terminal. */
	readonly text: string;
}

/** The parts of a line, which together fit into the width. */
export type Line = readonly Part[];

/** The columns of a pane, in cells. */
export interface PaneColumns {
	readonly width: number;
	/** For the authors. */
	readonly authors: number;
}

/** Cells for a time and a blank. */
const timeWidth = 6;

/** What the company says stands so far to the right of what the customer says. */
const companyIndent = 2;

const authorGap = 2;

const authorLabel = (author: Author, role: AuthorRole, session: Session): string => {
	const label = [author.number, author.name].filter(Boolean).join(' ');
	if (role === 'customer') return author.name || author.number || session.customer.name || 'Customer';
	if (author.userType === userType.api) return apiHandler.name;
	if (author.userType === userType.extension) return label || 'Extension';
	return label || (role === 'unknown' ? 'Unknown' : '');
};

/** A message with what its author is called, and on which side that one stands. */
export interface Spoken {
	readonly message: Message;
	readonly role: AuthorRole;
	/** Safe for the terminal; empty if nobody stands behind it. */
	readonly author: string;
}

/** The message as somebody's words; `undefined` if it reports what was done. */
export const spokenOf = (message: Message, session: Session): Spoken | undefined => {
	if (!isSpoken(message)) return undefined;
	const role = authorRole(message.author, session);
	return {message, role, author: safeLine(authorLabel(message.author, role, session))};
};

const indentOf = ({role}: Spoken): number => (role === 'company' ? companyIndent : 0);

/** The columns for these messages: the authors get what they need, up to a third. */
export const paneColumns = (width: number, spoken: readonly Spoken[]): PaneColumns => {
	const widths = new Map(
		spoken
			.filter(({role}) => role !== 'pbx')
			.map(each => [each.author, indentOf(each) + displayWidth(each.author)]),
	);
	return {width, authors: Math.min(Math.floor((width - timeWidth) / 3), Math.max(0, ...widths.values()))};
};

const blanks = (width: number): Part => ({role: 'text', text: ' '.repeat(width)});

const timePart = (at: number): Part => ({role: 'time', text: `${formatClock(at)} `});

/** Wraps the parts, each beginning a line, and puts `lead` before the first line and blanks before the others. */
const hanging = (lead: Line, parts: readonly Part[], {width}: PaneColumns): readonly Line[] => {
	const indent = lead.reduce((sum, {text}) => sum + displayWidth(text), 0);
	return parts
		.flatMap(({role, text}) =>
			safeLines(text)
				.split('\n')
				.flatMap(line => wrapText(line, Math.max(1, width - indent)))
				.map(line => ({role, text: line})),
		)
		.map((part, index) => [...(index === 0 ? lead : [blanks(indent)]), part]);
};

const fileText = (name: string, size: number | undefined): string =>
	`[file] ${safeLine(name) || 'without a name'}${size === undefined ? '' : ` (${formatBytes(size)})`}`;

const failureText = ({error}: Message): string =>
	safeLine(['! not delivered', error && describeSendError(error)].filter(Boolean).join(': '));

const wordsOf = ({message: {type, text}, role, author}: Spoken): string => {
	const isUnsupported = type === messageType.unsupported && text === '';
	const words = isUnsupported ? '(a kind of message that the PBX does not support)' : text;
	return role === 'pbx' && author !== '' && author !== 'PBX' ? `${author}: ${words}` : words;
};

const contentOf = (spoken: Spoken): readonly Part[] => {
	const {files = [], delivery} = spoken.message;
	const words = wordsOf(spoken);
	const parts: readonly Part[] = [
		...(words === '' ? [] : [{role: spoken.role === 'pbx' ? 'pbx' : 'text', text: words} as const]),
		...files.map(({name, size}) => ({role: 'text', text: fileText(name, size)}) as const),
		...(isFailed(spoken.message) ? [{role: 'failure', text: failureText(spoken.message)} as const] : []),
		...(delivery === 'sending' ? [{role: 'pbx', text: '· sending'} as const] : []),
	];
	return parts.length === 0 ? [blanks(0)] : parts;
};

const bullet: Part = {role: 'pbx', text: '· '};

const sideRoles: Readonly<Record<AuthorRole, PartRole>> = {
	customer: 'customer',
	company: 'company',
	unknown: 'text',
	pbx: 'pbx',
};

/**
Somebody's words: the time, the author, and beside it the text. The author is told once for what one says in a row.
*/
export const spokenLines = (spoken: Spoken, isGoingOn: boolean, columns: PaneColumns): readonly Line[] => {
	const {message, role, author} = spoken;
	const time = timePart(message.at);
	if (role === 'pbx') return hanging([time, bullet], contentOf(spoken), columns);

	const indent = ' '.repeat(indentOf(spoken));
	const label = fitCell(indent + (isGoingOn ? '' : author), columns.authors);
	const gap = ' '.repeat(authorGap) + indent;
	return hanging(
		[time, {role: isGoingOn ? 'text' : sideRoles[role], text: label}, {role: 'text', text: gap}],
		contentOf(spoken),
		columns,
	);
};

const isFailure = ({kind}: TimelineEntry): boolean =>
	kind === 'delivery-failed' || kind === 'withdrawal-failed';

/** What was done, among other operations, or dim among messages. */
export const operationLines = (
	entry: TimelineEntry,
	isAmongMessages: boolean,
	columns: PaneColumns,
): readonly Line[] => {
	const usual = isAmongMessages ? 'pbx' : entry.isTakenBack ? 'taken-back' : 'operation';
	const part: Part = {
		role: isFailure(entry) ? 'failure' : usual,
		text: safeLine(describeOperation(entry)),
	};
	return hanging([timePart(entry.at), ...(isAmongMessages ? [bullet] : [])], [part], columns);
};

/** What a message of the PBX reports; nothing if it reports nothing. */
export const reportLines = (message: Message, columns: PaneColumns): readonly Line[] => {
	const entry = operationOfMessage(message);
	return entry === undefined ? [] : operationLines(entry, true, columns);
};

/** A remark between two items. */
export const remarkLines = (text: string, columns: PaneColumns): readonly Line[] =>
	hanging([blanks(timeWidth)], [{role: 'remark', text: safeLine(text)}], columns);
