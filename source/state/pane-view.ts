import {type Change} from '../domain/change.js';
import {type Author, isFailed, isPbxMessage, type Message, messageType, userType} from '../domain/message.js';
import {type Session} from '../domain/session.js';
import {wrapText} from '../domain/text/fit.js';
import {safeLine, safeLines} from '../domain/text/safe-text.js';
import {formatExactTime} from '../domain/text/time.js';
import {timeline} from '../domain/timeline.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {type TimelineEntry} from '../domain/timeline/entry.js';
import {operationOfMessage} from '../domain/timeline/of-messages.js';
import {type Source} from './list-view.js';
import {remembered} from './remembered.js';
import {layoutOf} from './size.js';
import {type Pane, type State} from './state.js';

export type PaneItem =
	| {readonly kind: 'message'; readonly message: Message}
	| {readonly kind: 'operation'; readonly entry: TimelineEntry};

/** What a line is, for its colour; its words do not depend on that. */
export type LineRole = 'customer' | 'company' | 'pbx' | 'text' | 'failure' | 'operation' | 'taken-back';

export interface PaneLine {
	/** Of which item. */
	readonly item: number;
	readonly role: LineRole;
	/** Safe, and fits into the width. */
	readonly text: string;
}

/** What a pane shows of its session. */
export interface PaneView {
	readonly session: Session | undefined;
	readonly items: readonly PaneItem[];
	readonly lines: readonly PaneLine[];
	/** The first line of each item, and behind them the number of lines. */
	readonly starts: readonly number[];
}

/** Cells before every line of a pane, for cursor and mark. */
export const paneMargin = 2;

const authorLabel = (author: Author, session: Session): string => {
	const label = [author.number, author.name].filter(Boolean).join(' ');
	if (author.userType === userType.customer)
		return author.name || author.number || session.customer.name || 'Customer';
	if (author.userType === userType.api) return label || 'Platform';
	if (author.userType === userType.extension) return label || 'Extension';
	return label === '' || label === 'PBX' ? 'PBX' : `PBX ${label}`;
};

const messageRole = (message: Message): LineRole => {
	if (isPbxMessage(message)) return 'pbx';
	return message.author.userType === userType.customer ? 'customer' : 'company';
};

const deliveryLabel = (message: Message): string =>
	message.delivery === 'failed' ? '! not delivered' : message.delivery === 'sending' ? 'sending' : '';

const fileLabel = (name: string, size: number | undefined): string =>
	`[file] ${name || 'without a name'}${size === undefined ? '' : ` (${Math.ceil(size / 1024).toLocaleString('en')} KiB)`}`;

type Lines = Omit<PaneLine, 'item'>[];

const wrapped = (text: string, width: number, role: LineRole, indent = ''): Lines =>
	safeLines(text)
		.split('\n')
		.flatMap(line => wrapText(line, Math.max(1, width - indent.length)))
		.map(line => ({role, text: indent + line}));

/** A message of the PBX tells an operation, and has a line of its own kind; a user message is told word by word. */
const messageLines = (message: Message, session: Session, width: number): Lines => {
	const isSpoken = message.type === messageType.user || message.type === messageType.unsupported;
	if (!isSpoken) {
		const entry = operationOfMessage(message);
		return entry === undefined ? [] : operationLines(entry, width);
	}

	const heading = [formatExactTime(message.at), authorLabel(message.author, session), deliveryLabel(message)];
	const unsupported =
		message.type === messageType.unsupported && message.text === ''
			? '(a kind of message that the PBX does not support)'
			: '';
	return [
		...wrapped(safeLine(heading.filter(Boolean).join('  ')), width, messageRole(message)),
		...(message.text || unsupported ? wrapped(message.text || unsupported, width, 'text', '  ') : []),
		...(message.files ?? []).flatMap(file =>
			wrapped(safeLine(fileLabel(file.name, file.size)), width, 'text', '  '),
		),
		...(isFailed(message)
			? wrapped(safeLine(`! ${message.error ?? 'unknown error'}`), width, 'failure', '  ')
			: []),
	];
};

const operationLines = (entry: TimelineEntry, width: number): Lines =>
	wrapped(
		safeLine(`${formatExactTime(entry.at)}  ${describeOperation(entry)}`),
		width,
		entry.isTakenBack ? 'taken-back' : 'operation',
	);

const itemsOf = (pane: Pane, source: Source, session: Session, changes: readonly Change[]): PaneItem[] => {
	const history = source.history(session.id);
	const hidden = source.deletedMessages(session.id);
	const messages = history.messages
		.filter(message => !hidden.has(message.id))
		.map(message => ({kind: 'message', message}) as const);
	if (pane.kind === 'messages' && !pane.isMerged) return messages;
	const entries = timeline({session, history, changes}).map(entry => ({kind: 'operation', entry}) as const);
	if (pane.kind === 'operations') return entries;
	// What the PBX's messages tell is in the operations already.
	const spoken = messages.filter(
		({message}) => message.type === messageType.user || message.type === messageType.unsupported,
	);
	const timeOf = (item: PaneItem): number => (item.kind === 'message' ? item.message.at : item.entry.at);
	// In the same second a session begins, then somebody writes, then somebody does something.
	return [...entries.slice(0, 1), ...spoken, ...entries.slice(1)].toSorted((a, b) => timeOf(a) - timeOf(b));
};

const viewOf = (items: readonly PaneItem[], session: Session, width: number): PaneView => {
	const lines: PaneLine[] = [];
	const starts: number[] = [];
	for (const [item, content] of items.entries()) {
		starts.push(lines.length);
		const made =
			content.kind === 'message'
				? messageLines(content.message, session, width)
				: operationLines(content.entry, width);
		for (const line of made) lines.push({item, ...line});
	}

	return {session, items, lines, starts: [...starts, lines.length]};
};

const nothing: PaneView = {session: undefined, items: [], lines: [], starts: [0]};

type PaneSource = Source & {changesOf(id: number): readonly Change[]};

/** Derives what the pane shows, anew only when something it depends on has changed. */
export const createPaneViewer = (source: PaneSource): ((state: State) => PaneView | undefined) => {
	const items = remembered((kind: Pane['kind'], id: number, isMerged: boolean, version: number) => {
		const session = source.session(id);
		const pane = {kind, isMerged} as Pane;
		return {session, items: session ? itemsOf(pane, source, session, source.changesOf(id)) : [], version};
	});
	const view = remembered((content: ReturnType<typeof items>, width: number) =>
		content.session ? viewOf(content.items, content.session, width) : nothing,
	);
	return ({pane, size, isZoomed, version}) => {
		if (pane === undefined) return undefined;
		const layout = layoutOf(size, true, isZoomed).pane!;
		return view(items(pane.kind, pane.session, pane.isMerged, version), layout.columns - paneMargin);
	};
};
