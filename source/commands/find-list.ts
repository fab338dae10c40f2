import {type Query} from '../domain/language/query.js';
import {type Past} from '../domain/past/past.js';
import {type Store} from '../storage/store.js';
import {listThen, tellPast} from './as-of.js';
import {findThen} from './find-then.js';
import {type ListContext} from './list-flags.js';
import {listNow, type ListView} from './list-formats.js';
import {findSessions} from './targets.js';

interface FoundList {
	readonly view: ListView;
	readonly ids: readonly number[];
}

/** The sessions that match, as they were if a past is given, else as they are. */
export const findList = async (
	context: ListContext,
	store: Store,
	query: Query,
	past: Past | undefined,
): Promise<FoundList> => {
	const asking = {now: context.machine.now(), stderr: context.stderr};
	if (past === undefined) {
		const find = await findSessions(store, query, asking);
		return {view: listNow(store), ids: find()};
	}

	tellPast(context, past);
	return {view: listThen(past, store), ids: await findThen(past, store, query, asking)};
};
