import {setImmediate as nextTurn} from 'node:timers/promises';
import {type App} from '../actions/app.js';
import {isOrphaned} from '../domain/facts.js';
import {findRows} from '../domain/find/find-rows.js';
import {compareSorted, sortValueOf} from '../domain/find/sort-value.js';
import {storeContext} from '../domain/find/store-context.js';
import {parseFilter} from '../domain/language/parse.js';
import {looksIntoTrash, type Query, soughtInHistories} from '../domain/language/query.js';
import {isPending} from '../domain/outbox/pbx-due.js';
import {Refusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {withFound} from '../state/joint-found.js';
import {type JointRequest, type JointRow, jointLimit, type SiteFound} from '../state/joint-list.js';
import {findInMessages} from '../storage/search.js';
import {type Store} from '../storage/store.js';
import {nameOrder} from '../text/name-order.js';

type Lend = <Result>(
	site: Site,
	work: (store: Store) => Promise<Result>,
	signal: AbortSignal,
) => Promise<Result>;

interface Looking {
	readonly query: Query;
	/** In Unix seconds. */
	readonly now: number;
	readonly signal: AbortSignal;
}

/** The first sessions of a store that match, and how many do. */
const lookThrough = async (
	site: Site,
	store: Store,
	{query, now, signal}: Looking,
): Promise<{readonly rows: readonly JointRow[]; readonly matches: number}> => {
	const inMessages = await findInMessages(store, soughtInHistories(query), {
		inTrash: looksIntoTrash(query),
		signal,
	});
	const {table, locale} = store;
	const found = findRows(table, query, {now, inMessages, ...storeContext(store, query)}, locale);
	const rows = Array.from(found.subarray(0, jointLimit), (row): JointRow => {
		const session = table.sessionAt(row);
		const {id} = session;
		return {
			site,
			id,
			key: [sortValueOf(query.sort.key, session, table), id],
			session,
			isOrphaned: isOrphaned(store, session),
			isPending: isPending(store, id),
			isHeld: store.holdOn(id) !== undefined,
		};
	});
	return {rows, matches: found.length};
};

/**
Looks through one site after the other while the list of several sites is open, each store in memory only for that
time. Returns how to end it.
@param now the time in Unix seconds
*/
export const keepSearchingSites = (app: App, lend: Lend, now: () => number): (() => Promise<void>) => {
	let ending: AbortController | undefined;
	let wanted: JointRequest | undefined;
	let searching: Promise<void> = Promise.resolve();

	const search = async (request: JointRequest, signal: AbortSignal): Promise<void> => {
		const query = parseFilter(request.filter);
		const compare = compareSorted(query.sort, nameOrder(app.store.locale));
		const looking = {query, now: now(), signal};
		const found = new Map<string, SiteFound>();
		const isOver = (): boolean => signal.aborted;
		// What was there before stays until all is found anew.
		const {dialog} = app.state;
		const isFirst = dialog?.kind === 'joint' && dialog.rows.length === 0;
		let rows: readonly JointRow[] = [];
		for (const site of request.sites) {
			// What was found is drawn, and keys are heard, before the next is opened.
			await nextTurn();
			if (isOver()) return;
			try {
				const {rows: more, matches} = await lend(
					site,
					async store => lookThrough(site, store, looking),
					signal,
				);
				rows = [...rows, ...more].toSorted((a, b) => compare(a.key, b.key)).slice(0, jointLimit);
				found.set(site.name, {matches});
			} catch (error) {
				if (isOver()) return;
				if (!(error instanceof Refusal)) throw error;
				found.set(site.name, {matches: 0, trouble: error.message});
			}

			if (isOver()) return;
			const isShown = isFirst || found.size === request.sites.length;
			app.update(state => withFound(state, request, {found: new Map(found), ...(isShown && {rows})}));
		}
	};

	const stop = (): void => {
		ending?.abort();
		ending = undefined;
		wanted = undefined;
	};

	const follow = (): void => {
		const {dialog} = app.state;
		if (dialog?.kind !== 'joint') {
			stop();
			return;
		}

		const {request, found} = dialog;
		if (request === wanted || found.size === request.sites.length) return;
		stop();
		const own = new AbortController();
		[ending, wanted] = [own, request];
		searching = searching.then(async () => search(request, own.signal));
	};

	const unsubscribe = app.subscribe(follow);
	follow();
	return async () => {
		unsubscribe();
		stop();
		await searching;
	};
};
