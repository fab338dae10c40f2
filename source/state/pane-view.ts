import {type Change} from '../domain/change.js';
import {isSpoken, type Message} from '../domain/message.js';
import {type Session} from '../domain/session.js';
import {type Absence} from '../domain/find/on-pbx.js';
import {formatDate, formatTime} from '../text/time.js';
import {timeline} from '../domain/timeline.js';
import {type TimelineEntry} from '../domain/timeline/entry.js';
import {describeHolders, holders, type Holding} from '../domain/timeline/holders.js';
import {describeSilence} from '../domain/timeline/silence.js';
import {type ShownStore} from './list-view.js';
import {
	dayParagraph,
	operationParagraph,
	paneColumns,
	type Paragraph,
	remarkParagraph,
	reportParagraph,
	type Spoken,
	spokenOf,
	spokenParagraph,
} from './pane-lines.js';
import {remembered} from './remembered.js';
import {layoutOf} from './size.js';
import {type Pane, type State} from './state.js';

export type PaneItem =
	| {readonly kind: 'message'; readonly message: Message}
	| {readonly kind: 'operation'; readonly entry: TimelineEntry};

/** A line of an item, or one of those that no key acts on: the day before it, a remark behind it. */
export interface PaneLine {
	/** The index of its item. */
	readonly item: number;
	readonly kind: 'item' | 'day' | 'remark';
	/** What it is a line of, and which one. */
	readonly paragraph: Paragraph;
	readonly index: number;
}

/** The content of a pane. */
export interface PaneView {
	readonly session: Session | undefined;
	readonly items: readonly PaneItem[];
	/**
	The lines of an item by its index, from that of its day to the remarks behind it; a few items have none. They are
	made when first asked for: a session may have thousands of messages, and a screen shows few.
	*/
	readonly linesOf: (item: number) => readonly PaneLine[];
	/** Lines that fit; the heading of the pane takes one more. */
	readonly height: number;
}

/**
Cells of a line besides its parts: before it for cursor and mark, behind it for the sign that the history goes on above
or below. A linear screen has words there.
*/
export const paneMargins = (isLinear = false): {readonly left: number; readonly right: number} =>
	isLinear ? {left: 8, right: 11} : {left: 2, right: 2};

interface Content {
	readonly items: readonly PaneItem[];
	/** Who held the session; empty unless operations alone are shown. */
	readonly holdings: readonly Holding[];
	/** How it stands on the PBX; missing unless operations alone are shown. */
	readonly absence?: Absence | undefined;
}

const contentOf = (pane: Pane, store: ShownStore, session: Session, changes: readonly Change[]): Content => {
	const history = store.history(session.id);
	const hidden = store.deletedMessages(session.id);
	const messages = history.messages
		.filter(message => !hidden.has(message.id))
		.map(message => ({kind: 'message', message}) as const);
	if (pane.kind === 'messages' && !pane.isMerged) return {items: messages, holdings: []};
	const told = timeline({session, history, changes, facts: store});
	const entries = told.map(entry => ({kind: 'operation', entry}) as const);
	if (pane.kind === 'operations')
		return {items: entries, holdings: holders(told, session), absence: store.absence?.(session.id)};
	// The operations already include what the PBX's messages report.
	const spoken = messages.filter(({message}) => isSpoken(message));
	// Within the same second, a session begins, then messages are written, then operations happen.
	const items = [...entries.slice(0, 1), ...spoken, ...entries.slice(1)];
	return {items: items.toSorted((a, b) => timeOf(a) - timeOf(b)), holdings: []};
};

export const timeOf = (item: PaneItem): number => (item.kind === 'message' ? item.message.at : item.entry.at);

const describeAbsence = (absence: Absence): string =>
	absence.kind === 'gone'
		? 'The PBX does not have it any more.'
		: `Not visible by the API since ${formatTime(absence.since)}: the PBX did not show it when it was asked for.`;

/** The remarks between an item and the next, or after the last. */
const remarksAfter = ({items, holdings, absence}: Content, item: number, now: number): readonly string[] => {
	const next = items[item + 1];
	if (next === undefined)
		return [
			...(holdings.length === 0 ? [] : [describeHolders(holdings, now)]),
			...(absence === undefined ? [] : [describeAbsence(absence)]),
		];
	const silence = describeSilence(timeOf(items[item]!), timeOf(next));
	return silence ? [`· ${silence} ·`] : [];
};

type Lines = Omit<PaneView, 'height'>;

/** One message of each author. */
const byAuthors = (items: readonly PaneItem[]): readonly Message[] => {
	const messages = items.flatMap(item => (item.kind === 'message' ? [item.message] : []));
	const byAuthor = messages.map(message => {
		const {userType, number, name} = message.author;
		return [`${userType} ${number} ${name}`, message] as const;
	});
	return [...new Map(byAuthor.filter(([, message]) => isSpoken(message))).values()];
};

const viewOf = (
	content: Content,
	session: Session,
	isMessages: boolean,
	width: number,
	now: number,
): Lines => {
	const {items} = content;
	const columns = paneColumns(
		width,
		byAuthors(items).map(message => spokenOf(message, session)!),
	);
	const wordsOf = (told: PaneItem | undefined): Spoken | undefined =>
		told?.kind === 'message' ? spokenOf(told.message, session) : undefined;

	const paragraphOf = (told: PaneItem, isGoingOn: (words: Spoken) => boolean): Paragraph | undefined => {
		if (told.kind === 'operation') return operationParagraph(told.entry, isMessages, columns);
		const words = wordsOf(told);
		return words ? spokenParagraph(words, isGoingOn(words), columns) : reportParagraph(told.message, columns);
	};

	const makeLines = (item: number): readonly PaneLine[] => {
		const told = items[item];
		if (told === undefined) return [];
		const before = items[item - 1];
		const day = formatDate(timeOf(told));
		const isNewDay = before === undefined || formatDate(timeOf(before)) !== day;
		const paragraph = paragraphOf(told, ({author, role}) => {
			const said = isNewDay ? undefined : wordsOf(before);
			return said?.author === author && said.role === role;
		});
		const remarks = remarksAfter(content, item, now);
		const linesIn = (kind: PaneLine['kind'], of: Paragraph): readonly PaneLine[] =>
			of.words.map((_, index) => ({item, kind, paragraph: of, index}));
		return [
			...(isNewDay ? linesIn('day', dayParagraph(day)) : []),
			...(paragraph ? linesIn('item', paragraph) : []),
			...remarks.flatMap(remark => linesIn('remark', remarkParagraph(remark, columns))),
		];
	};

	const made: (readonly PaneLine[])[] = [];
	return {session, items, linesOf: item => (made[item] ??= makeLines(item))};
};

const nothing: Lines = {session: undefined, items: [], linesOf: () => []};

type PaneStore = ShownStore & {changesOf(id: number): readonly Change[]};

/** Derives the pane's content from the state and how many sessions match, again only when that has changed. */
export const createPaneViewer = (
	store: PaneStore,
): ((state: State, matches: number) => PaneView | undefined) => {
	const contents = remembered((kind: Pane['kind'], id: number, isMerged: boolean, version: number) => {
		const session = store.session(id);
		const pane = {kind, isMerged} as Pane;
		return session && {session, kind, ...contentOf(pane, store, session, store.changesOf(id)), version};
	});
	const linesOf = remembered((content: ReturnType<typeof contents>, width: number, now: number) =>
		content ? viewOf(content, content.session, content.kind === 'messages', width, now) : nothing,
	);
	const view = remembered((lines: Lines, height: number): PaneView => ({...lines, height}));
	return ({pane, size, isZoomed, version, now}, matches) => {
		if (pane === undefined) return undefined;
		const {columns, rows} = layoutOf(size, {hasPane: true, isZoomed, matches}).pane!;
		const content = contents(pane.kind, pane.session, pane.isMerged, version);
		const {left, right} = paneMargins(size.isLinear);
		const width = Math.max(1, columns - left - right);
		// The current time matters only to the holdings, the last of which still runs.
		return view(linesOf(content, width, content?.holdings.length ? now : 0), Math.max(1, rows - 1));
	};
};
