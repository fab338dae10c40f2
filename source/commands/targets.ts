import {text as textOf} from 'node:stream/consumers';
import {describeTimes} from '../domain/language/describe.js';
import {findRows} from '../domain/find/find-rows.js';
import {type QueryContext} from '../domain/find/query-context.js';
import {looksIntoTrash, type Query, soughtInHistories} from '../domain/language/query.js';
import {storeContext} from '../domain/find/store-context.js';
import {UsageRefusal} from '../domain/refusal.js';
import {findInMessages} from '../storage/search.js';
import {type Store} from '../storage/store.js';
import {type Context, type Flags} from './command.js';
import {type Output} from './streams.js';
import {readId} from './ids.js';
import {searchProgress} from './progress.js';
import {readFilter} from './read-filter.js';

export const filterFlag = {
	filter: {type: 'string', value: 'Q', explanation: 'the sessions that match, as on the screen'},
} as const satisfies Flags;

export const targetFlags = {
	...filterFlag,
	all: {type: 'boolean', explanation: 'allow an empty filter: every session'},
} as const satisfies Flags;

/** Inputs besides the store that a filter depends on. */
export interface Asking {
	/** In Unix seconds. */
	readonly now: number;
	/** Shows the progress of searching messages, if the filter asks for that. */
	readonly stderr: Output;
}

/**
The context in which a filter is evaluated; searches messages if the filter asks for that. Valid only as long as the
store's directory stays the same.
*/
export const contextOf = async (store: Store, query: Query, {now, stderr}: Asking): Promise<QueryContext> => {
	const progress = searchProgress(stderr);
	try {
		const inMessages = await findInMessages(store, soughtInHistories(query), {
			inTrash: looksIntoTrash(query),
			onProgress: progress.update,
		});
		return {now, inMessages, ...storeContext(store, query)};
	} finally {
		progress.end();
	}
};

/** Returns a function that finds the matching sessions at each call, and gives their ids in the filter's order. */
export const findSessions = async (store: Store, query: Query, asking: Asking): Promise<() => number[]> => {
	const context = await contextOf(store, query, asking);
	const {table, locale} = store;
	return () =>
		Array.from(findRows(table, query, {...context, ...storeContext(store, query)}, locale), row =>
			table.idOf(row),
		);
};

/** The sessions that an act is about, as the user named them. */
interface TargetQuery {
	/**
	Returns a function that gives the ids of the sessions meant, by the store's state at each call.
	*/
	in(store: Store): Promise<() => readonly number[]>;
	/** The meaning of the times in the filter, a line each. */
	readonly times: readonly string[];
}

const readIds = async ({input, stdin}: Context<typeof targetFlags>): Promise<readonly number[]> => {
	const isPiped = input.length === 1 && input[0] === '-';
	if (!isPiped && input.includes('-'))
		throw new UsageRefusal('- reads the ids from stdin, so it goes with no others.');
	const words = isPiped ? await textOf(stdin.stream()) : input.join(' ');
	return words
		.split(/\s+/)
		.filter(Boolean)
		.map(word => readId(word, 'session'));
};

/**
Reads which sessions are meant: by ids, by ids from stdin (`-`), or by filter.
@param now what the times in the filter are counted from, in Unix seconds
*/
export const readTargets = async (
	context: Context<typeof targetFlags>,
	now = context.machine.now(),
): Promise<TargetQuery> => {
	const {input, flags, stderr} = context;
	const filter = flags.filter ?? (flags.all ? '' : undefined);
	if ((filter === undefined) === (input.length === 0))
		throw new UsageRefusal('Name the sessions: either by ids, or - to read ids from stdin, or by --filter.');
	if (filter === undefined) {
		const ids = await readIds(context);
		return {in: () => Promise.resolve(() => ids), times: []};
	}

	const query = readFilter(filter);
	if (query.terms.length === 0 && !flags.all)
		throw new UsageRefusal('The filter is empty, so it means every session. If you want that, add --all.');
	return {in: async store => findSessions(store, query, {now, stderr}), times: describeTimes(query, now)};
};
