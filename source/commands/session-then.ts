import {effectsOn} from '../domain/effects.js';
import {type History} from '../domain/history.js';
import {type Past} from '../domain/past/past.js';
import {Refusal} from '../domain/refusal.js';
import {type Session} from '../domain/session.js';
import {type TimelineEntry} from '../domain/timeline/entry.js';
import {operationOfMessage} from '../domain/timeline/of-messages.js';
import {type Store} from '../storage/store.js';
import {formatExactTime} from '../text/time.js';
import {pastAt} from './as-of.js';

/** One session as it was at a time. */
interface SessionThen {
	readonly past: Past;
	/** `undefined` if it was purged by then. */
	readonly session: Session | undefined;
	/** What it has of messages and records up to that time, whenever they came in. */
	readonly history: History;
}

const isPurgedBy = (store: Store, id: number, n: number): boolean =>
	store
		.changesOf(id)
		.some(
			change =>
				change.n <= n &&
				effectsOn(change).some(({kind, sessions}) => kind === 'purged' && sessions.includes(id)),
		);

/** @throws Refusal if it was not in the store then */
export const sessionThen = (store: Store, id: number, time: number): SessionThen => {
	if (store.table.rowOf(id) === undefined) throw new Refusal(`There is no session ${id}.`);
	// Read the history first, since that may reveal that the session was purged meanwhile.
	const {messages, records, ...history} = store.history(id);
	const past = pastAt(store, time);
	const session = past.table.session(id);
	if (session === undefined && !isPurgedBy(store, id, past.change.n))
		throw new Refusal(`Session ${id} was not in this store yet at ${formatExactTime(time)}.`);
	return {
		past,
		session,
		history: {
			...history,
			messages: messages.filter(({at}) => at <= time),
			records: records.filter(({at}) => at <= time),
		},
	};
};

/** The transfers that its messages tell had happened by then. */
export const toldTransfers = ({messages}: History): readonly TimelineEntry[] =>
	messages.flatMap(message => operationOfMessage(message) ?? []).filter(({to}) => to !== undefined);
