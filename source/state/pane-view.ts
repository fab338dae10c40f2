import {authorRole} from '../domain/author.js';
import {type Change} from '../domain/change.js';
import {apiHandler} from '../domain/handler.js';
import {type Author, isFailed, isSpoken, type Message, messageType, userType} from '../domain/message.js';
import {describeSendError} from '../domain/send-error.js';
import {type Session} from '../domain/session.js';
import {wrapText} from '../text/fit.js';
import {formatCount} from '../text/count.js';
import {safeLine, safeLines} from '../text/safe-text.js';
import {formatExactTime} from '../text/time.js';
import {timeline} from '../domain/timeline.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {type TimelineEntry} from '../domain/timeline/entry.js';
import {describeHolders, holders, type Holding} from '../domain/timeline/holders.js';
import {operationOfMessage} from '../domain/timeline/of-messages.js';
import {describeSilence} from '../domain/timeline/silence.js';
import {type ShownStore} from './list-view.js';
import {remembered} from './remembered.js';
import {layoutOf} from './size.js';
import {type Pane, type State} from './state.js';

export type PaneItem =
	| {readonly kind: 'message'; readonly message: Message}
	| {readonly kind: 'operation'; readonly entry: TimelineEntry};

/** The kind of a line, which decides only its colour. A `remark` stands between items or after the last one. */
export type LineRole =
	'customer' | 'company' | 'pbx' | 'text' | 'failure' | 'operation' | 'taken-back' | 'remark';

export interface PaneLine {
	/** The index of its item. A remark belongs to the item before it, and scrolls with it. */
	readonly item: number;
	readonly role: LineRole;
	/** Safe for the terminal, and fits into the width. */
	readonly text: string;
}

/** The content of a pane. */
export interface PaneView {
	readonly session: Session | undefined;
	readonly items: readonly PaneItem[];
	readonly lines: readonly PaneLine[];
	/** The first line of each item, then the number of lines. */
	readonly starts: readonly number[];
}

/** Cells before each line of a pane, for cursor and mark. */
export const paneMargin = 2;

const authorLabel = (author: Author, session: Session): string => {
	const label = [author.number, author.name].filter(Boolean).join(' ');
	const role = authorRole(author, session);
	if (role === 'customer') return author.name || author.number || session.customer.name || 'Customer';
	if (author.userType === userType.api) return apiHandler.name;
	if (author.userType === userType.extension) return label || 'Extension';
	if (role === 'unknown') return label || 'Unknown';
	return label === '' || label === 'PBX' ? 'PBX' : `PBX ${label}`;
};

const messageRole = (message: Message, session: Session): LineRole => {
	const role = authorRole(message.author, session);
	return role === 'unknown' ? 'text' : role;
};

const deliveryLabel = (message: Message): string =>
	message.delivery === 'failed' ? '! not delivered' : message.delivery === 'sending' ? 'sending' : '';

const fileLabel = (name: string, size: number | undefined): string =>
	`[file] ${name || 'without a name'}${size === undefined ? '' : ` (${formatCount(Math.ceil(size / 1024))} KiB)`}`;

type Lines = Omit<PaneLine, 'item'>[];

const wrapped = (text: string, width: number, role: LineRole, indent = ''): Lines =>
	safeLines(text)
		.split('\n')
		.flatMap(line => wrapText(line, Math.max(1, width - indent.length)))
		.map(line => ({role, text: indent + line}));

/** Shows a message by the PBX as the operation that it reports, and a user's message in full. */
const messageLines = (message: Message, session: Session, width: number): Lines => {
	if (!isSpoken(message)) {
		const entry = operationOfMessage(message);
		return entry === undefined ? [] : operationLines(entry, width);
	}

	const heading = [formatExactTime(message.at), authorLabel(message.author, session), deliveryLabel(message)];
	const unsupported =
		message.type === messageType.unsupported && message.text === ''
			? '(a kind of message that the PBX does not support)'
			: '';
	return [
		...wrapped(safeLine(heading.filter(Boolean).join('  ')), width, messageRole(message, session)),
		...(message.text || unsupported ? wrapped(message.text || unsupported, width, 'text', '  ') : []),
		...(message.files ?? []).flatMap(file =>
			wrapped(safeLine(fileLabel(file.name, file.size)), width, 'text', '  '),
		),
		...(isFailed(message)
			? wrapped(safeLine(`! ${describeSendError(message.error ?? 'unknown_error')}`), width, 'failure', '  ')
			: []),
	];
};

const operationLines = (entry: TimelineEntry, width: number): Lines =>
	wrapped(
		safeLine(`${formatExactTime(entry.at)}  ${describeOperation(entry)}`),
		width,
		entry.isTakenBack ? 'taken-back' : 'operation',
	);

interface Content {
	readonly items: readonly PaneItem[];
	/** Who held the session; empty unless operations alone are shown. */
	readonly holdings: readonly Holding[];
}

const contentOf = (pane: Pane, store: ShownStore, session: Session, changes: readonly Change[]): Content => {
	const history = store.history(session.id);
	const hidden = store.deletedMessages(session.id);
	const messages = history.messages
		.filter(message => !hidden.has(message.id))
		.map(message => ({kind: 'message', message}) as const);
	if (pane.kind === 'messages' && !pane.isMerged) return {items: messages, holdings: []};
	const told = timeline({session, history, changes});
	const entries = told.map(entry => ({kind: 'operation', entry}) as const);
	if (pane.kind === 'operations') return {items: entries, holdings: holders(told, session)};
	// The operations already include what the PBX's messages report.
	const spoken = messages.filter(({message}) => isSpoken(message));
	// Within the same second, a session begins, then messages are written, then operations happen.
	const items = [...entries.slice(0, 1), ...spoken, ...entries.slice(1)];
	return {items: items.toSorted((a, b) => timeOf(a) - timeOf(b)), holdings: []};
};

export const timeOf = (item: PaneItem): number => (item.kind === 'message' ? item.message.at : item.entry.at);

/** The remark between an item and the next, or after the last. */
const remarkAfter = ({items, holdings}: Content, item: number, now: number): string | undefined => {
	const next = items[item + 1];
	if (next === undefined) return holdings.length === 0 ? undefined : describeHolders(holdings, now);
	const silence = describeSilence(timeOf(items[item]!), timeOf(next));
	return silence && `· ${silence} ·`;
};

const viewOf = (content: Content, session: Session, width: number, now: number): PaneView => {
	const {items} = content;
	const lines: PaneLine[] = [];
	const starts: number[] = [];
	for (const [item, told] of items.entries()) {
		starts.push(lines.length);
		const made =
			told.kind === 'message'
				? messageLines(told.message, session, width)
				: operationLines(told.entry, width);
		const remark = remarkAfter(content, item, now);
		const remarkLines = remark === undefined ? [] : wrapped(safeLine(remark), width, 'remark', '  ');
		for (const line of [...made, ...remarkLines]) lines.push({item, ...line});
	}

	return {session, items, lines, starts: [...starts, lines.length]};
};

const nothing: PaneView = {session: undefined, items: [], lines: [], starts: [0]};

type PaneStore = ShownStore & {changesOf(id: number): readonly Change[]};

/** Derives the pane's content, again only when something it depends on has changed. */
export const createPaneViewer = (store: PaneStore): ((state: State) => PaneView | undefined) => {
	const contents = remembered((kind: Pane['kind'], id: number, isMerged: boolean, version: number) => {
		const session = store.session(id);
		const pane = {kind, isMerged} as Pane;
		return session && {session, ...contentOf(pane, store, session, store.changesOf(id)), version};
	});
	const view = remembered((content: ReturnType<typeof contents>, width: number, now: number) =>
		content ? viewOf(content, content.session, width, now) : nothing,
	);
	return ({pane, size, isZoomed, version, now}) => {
		if (pane === undefined) return undefined;
		const layout = layoutOf(size, true, isZoomed).pane!;
		const content = contents(pane.kind, pane.session, pane.isMerged, version);
		// The current time matters only to the holdings, the last of which still runs.
		return view(content, layout.columns - paneMargin, content?.holdings.length ? now : 0);
	};
};
