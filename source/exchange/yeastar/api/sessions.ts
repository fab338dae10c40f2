import {type RefusedRecord} from '../../../domain/incoming.js';
import {type Fields, idOf, integerOf, kept} from '../fields.js';
import {code} from './error-codes.js';
import {entriesOf, readEntries} from './listing.js';
import {findMany} from './many.js';
import {findPage} from './paging.js';
import {type PbxApi} from './pbx-api.js';
import {PbxTrouble, troubleOf} from './trouble.js';
import {type Parameters} from './wire.js';

/** Whose sessions a list holds. An answer need not tell it, so it is kept with every entry. */
export type Scope = {readonly userType: 1; readonly number: string} | {readonly userType: 9};

/** As lists and acts name an operator. */
export const userOfScope = (scope: Scope): Parameters =>
	scope.userType === 9 ? {user_type: 9, user_no: 'api'} : {user_type: scope.userType, user_no: scope.number};

export interface ListedSession {
	readonly id: number;
	/** The id of its last message, which is the cursor, too. */
	readonly lastMessage: number | undefined;
	/** For `toldSessionOf`. */
	readonly record: Fields;
}

interface SessionPage {
	readonly sessions: readonly ListedSession[];
	readonly refused: readonly RefusedRecord[];
	/** Cursor of the next page; `undefined` if this one is empty or has no cursor in it. */
	readonly next: number | undefined;
	/** The PBX says that entries are missing. */
	readonly isPartial: boolean;
}

const idOfRecord = (record: Fields): number => idOf(record.id ?? record.session_id, 'id');

/**
A page of an operator's sessions, the one with the newest message first: of campaigns or not, archived or not, closed or
not, picked up or not.
@param from the cursor of the page before. Whether the entry that it names comes again is not documented, so drop repeats,
and stop where a page brings nothing new.
@throws PbxTrouble if the PBX does not give it
*/
export const listSessions = async (
	api: PbxApi,
	scope: Scope,
	from: number | undefined,
	signal: AbortSignal,
): Promise<SessionPage> => {
	const endpoint = 'message_session/list';
	const query = {
		...userOfScope(scope),
		collection: 'all',
		is_archived: 2,
		is_closed: 2,
		is_pickup: 0,
		...(from !== undefined && {first_msg_id: from}),
	};
	const {fields, isPartial} = await findPage(api, endpoint, query, signal);
	const {items: sessions, refused} = readEntries(entriesOf(fields), endpoint, (record): ListedSession => ({
		id: idOfRecord(record),
		lastMessage: integerOf(record.last_msg_id),
		record: kept(record, 'record'),
	}));
	const next = sessions.findLast(({lastMessage}) => lastMessage !== undefined)?.lastMessage;
	return {sessions, refused, next, isPartial};
};

/**
A session as `message_session/get` tells it, which says neither who holds it nor what became of it; `undefined` if there
is none of that id, or none that the API may see.
@throws PbxTrouble if the PBX does not say
*/
export const findSession = async (
	api: PbxApi,
	id: number,
	signal: AbortSignal,
): Promise<Fields | undefined> => {
	const endpoint = 'message_session/get';
	const verdict = await api.ask({endpoint, query: {id}}, signal);
	if (verdict.kind === 'refused' && verdict.code === code.notFound) return undefined;
	if (verdict.kind !== 'done') throw troubleOf(endpoint, verdict);
	const {items} = readEntries(entriesOf(verdict.fields), endpoint, record => ({
		id: idOfRecord(record),
		record: kept(record, 'record'),
	}));
	const found = items.find(item => item.id === id);
	if (found === undefined)
		throw new PbxTrouble('other', `Asked for session ${id}, the PBX gave something else.`);
	return found.record;
};

/**
The same of many, by their ids; those that are not there are left out.
@throws PbxTrouble if the PBX does not say
*/
export const findSessions = async (
	api: PbxApi,
	ids: readonly number[],
	signal: AbortSignal,
): Promise<ReadonlyMap<number, Fields>> => {
	const endpoint = 'message_session/query';
	return findMany(ids, {
		endpoint,
		askMany: async some => api.ask({endpoint, query: {ids: some}}, signal),
		read: ({fields}) =>
			readEntries(entriesOf(fields), endpoint, record => [idOfRecord(record), record] as const).items,
		askOne: async id => findSession(api, id, signal),
	});
};
