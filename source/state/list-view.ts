import {type Facts} from '../domain/facts.js';
import {Finder} from '../domain/filter/finder.js';
import {parseFilter} from '../domain/filter/parse.js';
import {type Problem, type Query} from '../domain/filter/query.js';
import {blockSize} from '../domain/table/block.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {countTotals, type Totals} from '../domain/table/totals.js';
import {type Activity, activityOf} from './activity.js';
import {type MessageSearch, searchProgress, wantedWords} from './message-search.js';
import {remembered} from './remembered.js';
import {type State} from './state.js';

/** What the store offers to the eye. */
export type Source = Facts & {readonly table: SessionTable};

/** What the list shows: derived from the state and the store. */
export interface ListView {
	/** Of the filter that is applied. */
	readonly query: Query;
	/** What is wrong with the text that is being typed. */
	readonly problems: readonly Problem[];
	/** The sessions that match, in order. */
	readonly rows: Uint32Array;
	/** One byte for every row of the table: 1 where it matches. */
	readonly hits: Uint8Array;
	/** How much was looked through of the messages that the filter asks for, from 0 to 1. */
	readonly searched: number;
	/** Of the sessions that match. */
	readonly activity: Activity;
	readonly totals: Totals;
	readonly markedShown: number;
	readonly markedHidden: number;
}

/** Parts of the activity, one cell each. */
const activityParts = 24;

/** Derives what the list shows, each part anew only when something it depends on has changed. */
export const createListViewer = (source: Source): ((state: State) => ListView) => {
	const finder = new Finder(source.table);
	const parse = remembered(parseFilter);
	const parseTyped = remembered(parseFilter);
	const find = remembered(
		(query: Query, now: number, version: number, inMessages: MessageSearch['found'] | undefined) => {
			const hits = finder.hits(query, {now, directory: source.directory, inMessages});
			return {hits, rows: finder.inOrder(hits, query.sort), version};
		},
	);
	/** The marked sessions in the query's order, also those that the filter hides; not those in the trash. */
	const findMarked = remembered((marks: ReadonlySet<number>, query: Query, version: number) => {
		const hits = new Uint8Array(source.table.blocks.length * blockSize);
		for (const id of marks) {
			if (source.session(id)) hits[source.table.rowOf(id)!] = 1;
		}

		return {rows: finder.inOrder(hits, query.sort), version};
	});
	const activity = remembered((rows: Uint32Array, isFiltered: boolean, now: number) =>
		activityOf(source.table, rows, isFiltered, now, activityParts),
	);
	const count = remembered((version: number) => ({...countTotals(source.table, source.directory), version}));
	const countShown = remembered((marks: ReadonlySet<number>, hits: Uint8Array) => {
		let shown = 0;
		for (const id of marks) shown += hits[source.table.rowOf(id) ?? -1] ?? 0;
		return shown;
	});
	return state => {
		const query = parse(state.filter);
		// Only a time that is told in relation to now makes the passing of time matter.
		const now = query.terms.some(term => term.condition.kind === 'time') ? state.now : 0;
		const wanted = wantedWords(query);
		const {rows, hits} = find(query, now, state.version, wanted && state.search?.found);
		const markedShown = countShown(state.marks.ids, hits);
		return {
			query,
			problems: state.dialog?.kind === 'filter' ? parseTyped(state.dialog.field.text).problems : [],
			rows: state.onlyMarked ? findMarked(state.marks.ids, query, state.version).rows : rows,
			hits,
			searched: searchProgress(wanted, state.search),
			activity: activity(rows, state.filter !== '', state.now),
			totals: count(state.version),
			markedShown,
			markedHidden: state.marks.ids.size - markedShown,
		};
	};
};
