import {type AppStore} from '../actions/app.js';
import {emptyHistory} from '../domain/history.js';
import {type Past} from '../domain/past/past.js';
import {Refusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';

const reason = 'This is the past, where nothing changes: leave it first.';

/** A store as it was after one of its changes: nothing gets in, and messages that came later are not shown. */
export const pastStore = (store: Store, {change, table, directory}: Past): AppStore => ({
	identity: store.identity,
	readOnly: reason,
	holds: [],
	erasures: [],
	policies: [],
	newestChange: change.n,
	progress: 1,
	table,
	locale: store.locale,
	pbx: store.pbx,
	capabilities: store.capabilities,
	directory,
	outbox: new Map(),
	pbxOutbox: {since: 0, sessions: new Map()},
	session: id => table.session(id),
	isPurged: id => table.session(id) === undefined && table.rowOf(id) !== undefined,
	history(id) {
		if (store.session(id) === undefined) return emptyHistory(id);
		const {messages, records, ...history} = store.history(id);
		return {
			...history,
			messages: messages.filter(({at}) => at <= change.at),
			records: records.filter(({at}) => at <= change.at),
		};
	},
	deletedMessages: id => table.deletedMessages(id),
	*changes(words) {
		for (const each of store.changes(words)) if (each.n <= change.n) yield each;
	},
	changesOf: id => store.changesOf(id).filter(({n}) => n <= change.n),
	commit: () => Promise.reject(new Refusal(reason)),
	refresh: () => Promise.resolve(),
});
