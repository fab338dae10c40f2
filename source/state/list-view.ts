import {type Directory} from '../domain/directory.js';
import {type Facts} from '../domain/facts.js';
import {type IdRanges} from '../domain/id-ranges.js';
import {complete} from '../domain/language/complete.js';
import {isUnfinished, setField} from '../domain/language/edit.js';
import {Finder, type Found} from '../domain/find/finder.js';
import {type QueryContext} from '../domain/find/query-context.js';
import {type OnPbx} from '../domain/find/on-pbx.js';
import {type TouchedBy, touchedBy} from '../domain/find/touched-by.js';
import {trashTimes} from '../domain/keep/trash-past.js';
import {parseFilter} from '../domain/language/parse.js';
import {
	asksOnPbx,
	asksWhenDeleted,
	changesAsked,
	type Problem,
	type Query,
	type Sort,
} from '../domain/language/query.js';
import {blockSize} from '../domain/table/block.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {type Totals, TotalsCount} from '../domain/table/totals.js';
import {type Activity, ActivityCount} from './activity.js';
import {type FilterDialog} from './filter-dialogs.js';
import {typedProblems} from './filter-text.js';
import {type MessageSearch, searchProgress, wantedWords} from './message-search.js';
import {type Preferences} from './preferences.js';
import {remembered} from './remembered.js';
import {type State} from './state.js';
import {type Offer, offerOf} from './filter-completion.js';

const nothingHeld: IdRanges = [];

/** The part of the store that the screen shows. */
export type ShownStore = Facts & {
	readonly table: SessionTable;
	readonly locale?: string | undefined;
	/** What the system that it came from calls a session. Reads its history. */
	ownId?(session: number): string | undefined;
};

/** The content of the list, derived from the state and the store. */
export interface ListView {
	/** The query of the applied filter. */
	readonly query: Query;
	/** What is wrong with the filter being typed: a term that was left so, before the one around the caret. */
	readonly problem: Problem | undefined;
	/** Whether the problem concerns the term around the caret, which may yet become valid. */
	readonly isUnfinished: boolean;
	/** How the filter being typed may go on. */
	readonly offer: Offer;
	/** The sessions that match, in order. */
	readonly rows: Uint32Array;
	/** One byte for each row of the table: 1 where it matches. */
	readonly hits: Uint8Array;
	/** How much of the table was matched, from 0 to 1; below 1 the rows, hits and counts are partial. */
	readonly counted: number;
	/** How much of the sorting is done, from 0 to 1; below 1 the rows are still in the previous order. */
	readonly sorted: number;
	/** How much of the search in messages is done, from 0 to 1. */
	readonly searched: number;
	/** Whether everything derived from the sessions is ready: rows in order, activity and totals. */
	readonly isComplete: boolean;
	/** Activity of the matching sessions. */
	readonly activity: Activity;
	readonly totals: Totals;
	readonly markedShown: number;
	readonly markedHidden: number;
}

/** Derives the list's content, in steps because a large store takes long. */
interface ListViewer {
	/** Sets what to look for; returns whether that is something new. */
	look(state: State): boolean;
	/** Works for about a millisecond. */
	step(): void;
	/** Whether there is nothing left to look for. */
	readonly isComplete: boolean;
	/** The list's content so far. */
	view(state: State): ListView;
}

type Typed = Pick<ListView, 'problem' | 'isUnfinished' | 'offer'>;

const nothingTyped: Typed = {
	problem: undefined,
	isUnfinished: false,
	offer: {options: [], chosen: undefined},
};

/** Derives each part again only when something it depends on has changed. */
export const createListViewer = (store: ShownStore): ListViewer => {
	const {table} = store;
	const finder = new Finder(table, store.locale);
	const totals = new TotalsCount(table);
	const activity = new ActivityCount(table);
	const parse = remembered(parseFilter);
	/** Reads a text once, since views are derived far more often than something is typed. */
	const lookAtTyped = remembered((dialog: FilterDialog, named: Preferences['filters']): Typed => {
		const {text, caret} = dialog.field;
		const problems = typedProblems(text);
		const left = problems.find(problem => !isUnfinished(text, caret, problem));
		return {
			problem: left ?? problems[0],
			isUnfinished: left === undefined,
			offer: offerOf(dialog, complete(text, caret, store, {filters: named, sites: dialog.sites})),
		};
	});
	/** Parsed without the order, so that sorting differently is no new query. */
	const parseUnsorted = remembered(parseFilter);
	/** Anew for each version of the store; -1 stands for a query that asks for no change. */
	const touchedAsOf = remembered((query: Query, version: number): TouchedBy | undefined =>
		version === -1 ? undefined : touchedBy(store.changes(), changesAsked(query)),
	);

	/** The same for when sessions went to the trash. */
	const trashedAsOf = remembered((version: number): QueryContext['trashedAt'] =>
		version === -1 ? undefined : trashTimes(store.changes()),
	);

	const contextOf = remembered(
		(
			now: number,
			directory: Directory,
			inMessages: MessageSearch['found'] | undefined,
			onPbx: OnPbx | undefined,
			touched: TouchedBy | undefined,
			trashedAt: QueryContext['trashedAt'],
			held: IdRanges,
		): QueryContext => ({now, directory, inMessages, onPbx, touchedBy: touched, trashedAt, held}),
	);
	const lookAtActivity = (): void => {
		// The activity of partial results is of no use.
		if (finder.counted === 1) activity.look(finder.found);
	};

	const look = remembered((query: Query, sort: Sort, context: QueryContext, version: number) => {
		finder.look(query, sort, context);
		totals.look(context.directory);
		// A small store is counted at once, so partial counts never show.
		totals.step();
		lookAtActivity();
		return {version};
	});
	let looked: object | undefined;
	const rowsOf = remembered((marks: ReadonlySet<number>, layout: number) => {
		const rows = new Uint32Array(marks.size);
		let count = 0;
		for (const id of marks) {
			const row = table.rowOf(id);
			if (row !== undefined) rows[count++] = row;
		}

		return {rows: rows.subarray(0, count), layout};
	});
	/** The marked sessions in order, including those that the filter hides, without purged ones. */
	const inOrder = remembered((marked: Uint32Array, found: Found, version: number) => {
		const hits = new Uint8Array(table.blocks.length * blockSize);
		for (const row of marked) hits[row] = Number(!table.isPurged(row));
		return {rows: finder.inOrder(hits), found, version};
	});
	const countShown = remembered((marked: Uint32Array, {hits}: Found) => {
		let shown = 0;
		for (const row of marked) shown += hits[row] ?? 0;
		return shown;
	});
	const isComplete = (): boolean => finder.isComplete && totals.isComplete && activity.isComplete;
	return {
		look(state) {
			const {terms, sort} = parse(state.filter);
			const query = parseUnsorted(setField(state.filter, 'sort', []));
			// The current time matters only to a term about time, which may be relative to now.
			const now = terms.some(term => term.condition.kind === 'time') ? state.now : 0;
			const context = contextOf(
				now,
				store.directory,
				wantedWords(query) && state.search?.found,
				asksOnPbx(query) ? store.onPbx : undefined,
				touchedAsOf(query, changesAsked(query).length > 0 ? state.version : -1),
				trashedAsOf(asksWhenDeleted(query) ? state.version : -1),
				store.held ?? nothingHeld,
			);
			const before = looked;
			looked = look(query, sort, context, state.version);
			return looked !== before;
		},
		step() {
			if (!totals.isComplete) totals.step();
			else if (finder.counted === 1 && !activity.isComplete) activity.step();
			else {
				finder.step();
				lookAtActivity();
			}
		},
		get isComplete() {
			return isComplete();
		},
		view(state) {
			const query = parse(state.filter);
			const typed =
				state.dialog?.kind === 'filter' ? lookAtTyped(state.dialog, state.preferences.filters) : nothingTyped;
			const {found, counted, sorted} = finder;
			const marked = rowsOf(state.marks.ids, table.layout).rows;
			const markedShown = countShown(marked, found);
			return {
				query,
				...typed,
				isUnfinished: typed.isUnfinished && state.notice?.kind !== 'refused',
				rows: state.onlyMarked ? inOrder(marked, found, state.version).rows : found.rows,
				hits: found.hits,
				counted,
				sorted,
				searched: searchProgress(wantedWords(query), state.search),
				isComplete: isComplete(),
				activity: activity.activity,
				totals: totals.totals,
				markedShown,
				markedHidden: state.marks.ids.size - markedShown,
			};
		},
	};
};
