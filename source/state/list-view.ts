import {type Directory} from '../domain/directory.js';
import {type Facts} from '../domain/facts.js';
import {setField} from '../domain/language/edit.js';
import {Finder, type Found} from '../domain/find/finder.js';
import {type QueryContext} from '../domain/find/matcher.js';
import {type OnPbx} from '../domain/find/on-pbx.js';
import {parseFilter} from '../domain/language/parse.js';
import {asksOnPbx, type Problem, type Query, type Sort} from '../domain/language/query.js';
import {blockSize} from '../domain/table/block.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {type Totals, TotalsCount} from '../domain/table/totals.js';
import {type Activity, ActivityCount} from './activity.js';
import {type MessageSearch, searchProgress, wantedWords} from './message-search.js';
import {remembered} from './remembered.js';
import {type State} from './state.js';
import {type TextField} from './text-field.js';

/** What the store offers to the eye. */
export type ShownStore = Facts & {readonly table: SessionTable; readonly locale?: string | undefined};

/** What the list shows: derived from the state and the store. */
export interface ListView {
	/** Of the filter that is applied. */
	readonly query: Query;
	/** What is wrong with the text that is being typed. */
	readonly problems: readonly Problem[];
	/** Whether the first of them is about the term that is being typed, which may yet become one. */
	readonly isUnfinished: boolean;
	/** The sessions that match, in order. */
	readonly rows: Uint32Array;
	/** One byte for every row of the table: 1 where it matches. */
	readonly hits: Uint8Array;
	/** How much is known of which sessions match, from 0 to 1: below that rows, hits and counts are not all. */
	readonly counted: number;
	/** How much of the order was made that is asked for, from 0 to 1: below that the rows are in the one before. */
	readonly sorted: number;
	/** How much was looked through of the messages that the filter asks for, from 0 to 1. */
	readonly searched: number;
	/** Whether all that is derived from the sessions is there: rows in their order, activity and totals. */
	readonly isComplete: boolean;
	/** Of the sessions that match. */
	readonly activity: Activity;
	readonly totals: Totals;
	readonly markedShown: number;
	readonly markedHidden: number;
}

/** Derives what the list shows. In a large store that takes long, so that it is done in steps. */
export interface ListViewer {
	/** Says what to look for; whether that is something new. */
	look(state: State): boolean;
	/** Looks for about a millisecond. */
	step(): void;
	/** Whether there is nothing left to look for. */
	readonly isComplete: boolean;
	/** What the list shows by now. */
	view(state: State): ListView;
}

/** A term at the end of the text, with the caret behind it. */
const isUnfinished = (problem: Problem | undefined, {text, caret}: TextField): boolean =>
	problem !== undefined && caret === text.length && problem.end === text.length;

/** Derives each part anew only when something it depends on has changed. */
export const createListViewer = (store: ShownStore): ListViewer => {
	const {table} = store;
	const finder = new Finder(table, store.locale);
	const totals = new TotalsCount(table);
	const activity = new ActivityCount(table);
	const parse = remembered(parseFilter);
	const parseTyped = remembered(parseFilter);
	/** Another order is not another query. */
	const parseUnsorted = remembered(parseFilter);
	const contextOf = remembered(
		(
			now: number,
			directory: Directory,
			inMessages: MessageSearch['found'] | undefined,
			onPbx: OnPbx | undefined,
		): QueryContext => ({now, directory, inMessages, onPbx}),
	);
	let wanted = {isFiltered: false, now: 0};
	const lookAtActivity = (): void => {
		// Of a part of what is to be found nobody wants to know it.
		if (finder.counted === 1) activity.look({found: finder.found, ...wanted});
	};

	const look = remembered(
		(query: Query, sort: Sort, context: QueryContext, version: number, isFiltered: boolean, now: number) => {
			finder.look(query, sort, context);
			totals.look(context.directory);
			// Of a small store nobody sees a part of what is counted.
			totals.step();
			wanted = {isFiltered, now};
			lookAtActivity();
			return {version};
		},
	);
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
	/** The marked sessions in order, also those that the filter hides; not those that were purged. */
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
			// Only a time that is told in relation to now makes the passing of time matter.
			const now = terms.some(term => term.condition.kind === 'time') ? state.now : 0;
			const context = contextOf(
				now,
				store.directory,
				wantedWords(query) && state.search?.found,
				asksOnPbx(query) ? store.onPbx : undefined,
			);
			const before = looked;
			looked = look(query, sort, context, state.version, state.filter !== '', state.now);
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
			const problems = state.dialog?.kind === 'filter' ? parseTyped(state.dialog.field.text).problems : [];
			const {found, counted, sorted} = finder;
			const marked = rowsOf(state.marks.ids, table.layout).rows;
			const markedShown = countShown(marked, found);
			return {
				query,
				problems,
				isUnfinished:
					state.dialog?.kind === 'filter' &&
					state.notice?.kind !== 'refused' &&
					isUnfinished(problems[0], state.dialog.field),
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
