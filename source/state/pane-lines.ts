import {type AuthorRole, authorRole} from '../domain/author.js';
import {apiHandler} from '../domain/handler.js';
import {type Author, isFailed, isSpoken, type Message, messageType, userType} from '../domain/message.js';
import {describeSendError} from '../domain/send-error.js';
import {type Session} from '../domain/session.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {type TimelineEntry} from '../domain/timeline/entry.js';
import {operationOfMessage} from '../domain/timeline/of-messages.js';
import {formatBytes} from '../text/count.js';
import {fitCell, roomFor, wrapText} from '../text/fit.js';
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
type Line = readonly Part[];

/**
Words wrapped beside what stands before the first of their lines. Only its number of lines is known at once: most
lines of a session are not on the screen, and need not be put together.
*/
export interface Paragraph {
	/** The words of each line. */
	readonly words: readonly Part[];
	/** Makes what stands before the first line. */
	readonly lead: () => Line;
	/** How wide that is; the other lines have blanks there. In cells. */
	readonly indent: number;
}

export const lineOf = ({words, lead, indent}: Paragraph, index: number): Line => [
	...(index === 0 ? lead() : [blanks(indent)]),
	words[index]!,
];

/** The columns of a pane, in cells. */
interface PaneColumns {
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
	const indents = new Map(
		spoken.filter(({role}) => role !== 'pbx').map(each => [each.author, indentOf(each)]),
	);
	const widths = Array.from(indents, ([author, indent]) => indent + roomFor(author));
	return {width, authors: Math.min(Math.floor((width - timeWidth) / 3), Math.max(0, ...widths))};
};

const blanks = (width: number): Part => ({role: 'text', text: ' '.repeat(width)});

const timePart = (at: number): Part => ({role: 'time', text: `${formatClock(at)} `});

/** Wraps the parts, each beginning a line, beside a lead that is so wide. */
const hanging = (
	lead: () => Line,
	indent: number,
	parts: readonly Part[],
	{width}: PaneColumns,
): Paragraph => ({
	words: parts.flatMap(({role, text}) =>
		wrapText(safeLines(text), Math.max(1, width - indent)).map(line => ({role, text: line})),
	),
	lead,
	indent,
});

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
const bulletWidth = 2;

const sideRoles: Readonly<Record<AuthorRole, PartRole>> = {
	customer: 'customer',
	company: 'company',
	unknown: 'text',
	pbx: 'pbx',
};

/**
Somebody's words: the time, the author, and beside it the text. The author is told once for what one says in a row.
*/
export const spokenParagraph = (spoken: Spoken, isGoingOn: boolean, columns: PaneColumns): Paragraph => {
	const {message, role, author} = spoken;
	const content = contentOf(spoken);
	if (role === 'pbx')
		return hanging(() => [timePart(message.at), bullet], timeWidth + bulletWidth, content, columns);

	const side = indentOf(spoken);
	const lead = (): Line => [
		timePart(message.at),
		{
			role: isGoingOn ? 'text' : sideRoles[role],
			text: fitCell(' '.repeat(side) + (isGoingOn ? '' : author), columns.authors),
		},
		blanks(authorGap + side),
	];
	return hanging(lead, timeWidth + columns.authors + authorGap + side, content, columns);
};

const isFailure = ({kind}: TimelineEntry): boolean =>
	kind === 'delivery-failed' || kind === 'withdrawal-failed';

/** What was done, among other operations, or dim among messages. */
export const operationParagraph = (
	entry: TimelineEntry,
	isAmongMessages: boolean,
	columns: PaneColumns,
): Paragraph => {
	const usual = isAmongMessages ? 'pbx' : entry.isTakenBack ? 'taken-back' : 'operation';
	const part: Part = {
		role: isFailure(entry) ? 'failure' : usual,
		text: safeLine(describeOperation(entry)),
	};
	const lead = (): Line => [timePart(entry.at), ...(isAmongMessages ? [bullet] : [])];
	return hanging(lead, timeWidth + (isAmongMessages ? bulletWidth : 0), [part], columns);
};

/** What a message of the PBX reports; `undefined` if it reports nothing. */
export const reportParagraph = (message: Message, columns: PaneColumns): Paragraph | undefined => {
	const entry = operationOfMessage(message);
	return entry && operationParagraph(entry, true, columns);
};

/** A remark between two items. */
export const remarkParagraph = (text: string, columns: PaneColumns): Paragraph =>
	hanging(() => [blanks(timeWidth)], timeWidth, [{role: 'remark', text: safeLine(text)}], columns);

export const dayParagraph = (day: string): Paragraph => ({
	words: [{role: 'day', text: day}],
	lead: () => [],
	indent: 0,
});
