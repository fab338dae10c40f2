import {type Actor, type Change, type Draft} from '../../source/domain/change.js';
import {type Connection} from '../../source/domain/connection.js';
import {touchedSessions} from '../../source/domain/effects.js';
import {capabilitiesOf} from '../../source/exchange/yeastar/capabilities.js';
import {Directory, emptyDirectory} from '../../source/domain/directory.js';
import {type Facts} from '../../source/domain/facts.js';
import {emptyHistory, type History} from '../../source/domain/history.js';
import {countMessages} from '../../source/domain/message.js';
import {type Pbx} from '../../source/domain/pbx.js';
import {type Session} from '../../source/domain/session.js';
import {type SessionTable} from '../../source/domain/table/session-table.js';
import {tableOf} from './table.js';

/** A PBX on which everything is allowed. */
export const ablePbx: Pbx = {firmware: '37.23.0.31', omnichannel: true, api: true};

/** When the first change is made; each later one a minute after. */
export const firstChangeAt = 1_700_000_000;

export interface Given {
	/** Ids not given count from 1; the counts of messages come from the histories. */
	readonly sessions?: readonly Partial<Session>[];
	readonly histories?: readonly History[];
	readonly pbx?: Pbx;
	readonly directory?: Directory;
	readonly connection?: Connection;
	/** Changes that were committed before, as after a restart. */
	readonly changes?: readonly Change[];
	readonly perBlock?: number;
}

/** Facts over a table in memory, to which changes can be committed as to a store. */
export interface MemoryFacts extends Facts {
	readonly table: SessionTable;
	/** None is held until somebody says so. */
	holdOn?: (session: number) => string | undefined;
	/** Oldest first. */
	readonly journal: readonly Change[];
	/** Numbers the change and applies it. */
	commit(actor: Actor, draft: Draft): Change;
	/** The changes that touched a session, oldest first. */
	changesOf(session: number): readonly Change[];
}

export const memoryFacts = (given: Given = {}): MemoryFacts => {
	const histories = new Map(given.histories?.map(history => [history.id, history]));
	const sessions = (given.sessions ?? []).map((session, index): Partial<Session> => {
		const history = histories.get(session.id ?? index + 1);
		return {...session, ...(history && countMessages(history.messages))};
	});
	const table = tableOf(sessions, given.perBlock);
	const journal: Change[] = [];
	const pbx = given.pbx ?? ablePbx;
	const append = (change: Change): Change => {
		table.apply(change, journal.length);
		journal.push(change);
		return change;
	};

	for (const change of given.changes ?? []) append(change);
	return {
		table,
		journal,
		pbx,
		capabilities: capabilitiesOf(pbx),
		connection: given.connection,
		directory: given.directory ?? new Directory(emptyDirectory),
		session: id => table.session(id),
		isPurged(id) {
			const row = table.rowOf(id);
			return row !== undefined && table.isPurged(row);
		},
		history: id => histories.get(id) ?? emptyHistory(id),
		deletedMessages: id => table.deletedMessages(id),
		changes: () => journal.toReversed(),
		commit: (actor, draft) =>
			append({...draft, ...actor, n: journal.length + 1, at: firstChangeAt + 60 * journal.length}),
		changesOf: session => journal.filter(change => touchedSessions(change).has(session)),
	};
};
