import {firstRowsWatch, isNewestFirst} from '../domain/find/first-rows.js';
import {type Query, soughtInHistories} from '../domain/language/query.js';
import {type Store} from '../storage/store.js';
import {asOfFlag} from './as-of.js';
import {type Context, type Flags} from './command.js';
import {formatFlags, isCounted} from './list-formats.js';
import {sitesFlags} from './sites-flags.js';
import {filterFlag} from './targets.js';

export const listFlags = {
	...filterFlag,
	limit: {type: 'number', value: 'N', explanation: 'only the first N; --json counts all matches'},
	...formatFlags,
	...asOfFlag,
	...sitesFlags,
} as const satisfies Flags;

export type ListContext = Context<typeof listFlags>;

/** Tells when the sessions to print are in memory; `undefined` if only loading all sessions can tell. */
export const firstWatch = (context: ListContext, query: Query): ((store: Store) => boolean) | undefined => {
	const {limit} = context.flags;
	const isCut = limit !== undefined && context.flags.asOf === undefined;
	if (!isCut || isCounted(context) || !isNewestFirst(query) || soughtInHistories(query).length > 0)
		return undefined;
	const now = context.machine.now();
	let isThere: ((newestMissing: number) => boolean) | undefined;
	return ({table, directory, newestMissing}) => {
		isThere ??= firstRowsWatch(table, query, {now, directory}, limit);
		return isThere(newestMissing);
	};
};
