import {type Facts} from '../facts.js';
import {trashTimes} from '../keep/trash-past.js';
import {asksOnPbx, asksWhenDeleted, changesAsked, type Query} from '../language/query.js';
import {type QueryContext} from './query-context.js';
import {touchedBy} from './touched-by.js';

/** What a store tells of what a filter asks for, as it is now. */
export const storeContext = (
	store: Facts,
	query: Query,
): Pick<QueryContext, 'directory' | 'held' | 'onPbx' | 'touchedBy' | 'trashedAt'> => ({
	directory: store.directory,
	held: store.held,
	...(changesAsked(query).length > 0 && {touchedBy: touchedBy(store.changes(), changesAsked(query))}),
	...(asksWhenDeleted(query) && {trashedAt: trashTimes(store.changes())}),
	...(asksOnPbx(query) && {onPbx: store.onPbx}),
});
