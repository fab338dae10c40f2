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
	/** The index of its item, with which it scrolls. */
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
	readonly lines: readonly PaneLine[];
	/** The first line of each item, be it that of its day, then the number of lines. */
	readonly starts: readonly number[];
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
	const told = timeline({session, history, changes});
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

const viewOf = (
	content: Content,
	session: Session,
	isMessages: boolean,
	width: number,
	now: number,
): Lines => {
	const {items} = content;
	const lines: PaneLine[] = [];
	const starts: number[] = [];
	const spoken = items.map(told => (told.kind === 'message' ? spokenOf(told.message, session) : undefined));
	const columns = paneColumns(
		width,
		spoken.filter(each => each !== undefined),
	);
	const paragraphOf = (
		told: PaneItem,
		words: Spoken | undefined,
		isGoingOn: boolean,
	): Paragraph | undefined => {
		if (told.kind === 'operation') return operationParagraph(told.entry, isMessages, columns);
		return words ? spokenParagraph(words, isGoingOn, columns) : reportParagraph(told.message, columns);
	};

	let today = '';
	let before: Spoken | undefined;
	for (const [item, told] of items.entries()) {
		starts.push(lines.length);
		const add = (kind: PaneLine['kind'], paragraph: Paragraph): void => {
			for (const index of paragraph.words.keys()) lines.push({item, kind, paragraph, index});
		};

		const day = formatDate(timeOf(told));
		if (day !== today) add('day', dayParagraph(day));
		const words = spoken[item];
		const isGoingOn = day === today && before?.author === words?.author && before?.role === words?.role;
		const paragraph = paragraphOf(told, words, isGoingOn);
		if (paragraph) add('item', paragraph);
		for (const remark of remarksAfter(content, item, now)) add('remark', remarkParagraph(remark, columns));
		today = day;
		before = words;
	}

	return {session, items, lines, starts: [...starts, lines.length]};
};

const nothing: Lines = {session: undefined, items: [], lines: [], starts: [0]};

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
