import {type RefusedRecord} from '../../../domain/incoming.js';
import {type Fields, idOf, integerOf} from '../fields.js';
import {code} from './error-codes.js';
import {entriesOf, readEntries} from './listing.js';
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

export interface SessionPage {
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
		record,
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
		record,
	}));
	const found = items.find(item => item.id === id);
	if (found === undefined)
		throw new PbxTrouble('other', `Asked for session ${id}, the PBX gave something else.`);
	return found.record;
};

/**
The same of many, by their ids; those that are not there are left out. What a PBX answers where one of the ids is unknown
is not documented, so if it refuses, each is asked for alone.
@throws PbxTrouble if the PBX does not say
*/
export const findSessions = async (
	api: PbxApi,
	ids: readonly number[],
	signal: AbortSignal,
): Promise<ReadonlyMap<number, Fields>> => {
	const endpoint = 'message_session/query';
	const found = new Map<number, Fields>();
	if (ids.length === 0) return found;
	const wanted = new Set(ids);
	const verdict = await api.ask({endpoint, query: {ids: ids.join(',')}}, signal);
	const isUnknown = verdict.kind === 'refused' || (verdict.kind === 'pause' && verdict.code === code.absent);
	if (verdict.kind !== 'done' && !isUnknown) throw troubleOf(endpoint, verdict);
	if (verdict.kind === 'done') {
		const {items} = readEntries(
			entriesOf(verdict.fields),
			endpoint,
			record => [idOfRecord(record), record] as const,
		);
		for (const [id, record] of items) if (wanted.delete(id)) found.set(id, record);
		if (!verdict.isPartial) return found;
	}

	await Promise.all(
		Array.from(wanted, async id => {
			const record = await findSession(api, id, signal);
			if (record !== undefined) found.set(id, record);
		}),
	);
	return found;
};
