import {findRows} from '../domain/find/find-rows.js';
import {trashTimes} from '../domain/keep/trash-past.js';
import {
	asksOfNow,
	asksWhenDeleted,
	changesAsked,
	type Query,
	soughtInHistories,
} from '../domain/language/query.js';
import {type Doubt} from '../domain/past/doubts.js';
import {type Past} from '../domain/past/past.js';
import {UsageRefusal} from '../domain/refusal.js';
import {findAnywhere} from '../storage/find-anywhere.js';
import {type Store} from '../storage/store.js';
import {searchProgress} from './progress.js';
import {type Asking} from './targets.js';

/** What has to be known of a session to tell whether it matches. */
const neededFor = ({terms}: Query): readonly Doubt[] => {
	const words = new Set(terms.flatMap(({condition}) => (condition.kind === 'state' ? condition.anyOf : [])));
	return [
		...(words.has('open') || words.has('closed') ? (['status'] as const) : []),
		...(words.has('archived') ? (['archived'] as const) : []),
	];
};

/** The sessions with a message that has a word, in the trash or not: where it is now says nothing of then. */
export const inMessagesAnywhere = async (
	store: Store,
	words: readonly string[],
	{stderr}: Asking,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> => {
	const progress = searchProgress(stderr);
	try {
		return await findAnywhere(store, words);
	} finally {
		progress.end();
	}
};

/**
The sessions for which the query held then, in its order; those of which that is not known are left out.
@throws UsageRefusal if it asks for what the past does not tell
*/
export const findThen = async (
	past: Past,
	store: Store,
	query: Query,
	asking: Asking,
): Promise<readonly number[]> => {
	if (asksOfNow(query) || changesAsked(query).length > 0)
		throw new UsageRefusal(
			'What is on the PBX, held or touched by a change is known of now only: leave out is:pending, is:gone, is:held and change:, or --as-of.',
		);
	const {table, directory} = past;
	const inMessages = await inMessagesAnywhere(store, soughtInHistories(query), asking);
	const changes = Iterator.from(store.changes()).filter(({n}) => n <= past.change.n);
	const trashedAt = asksWhenDeleted(query) ? trashTimes(changes) : undefined;
	const rows = findRows(table, query, {now: asking.now, directory, inMessages, trashedAt}, store.locale);
	const ids = Array.from(rows, row => table.idOf(row));
	const needed = neededFor(query);
	if (!table.doubts.isNeeded || needed.length === 0) return ids;
	return ids.filter(id => !table.doubts.has(id, ...needed));
};
