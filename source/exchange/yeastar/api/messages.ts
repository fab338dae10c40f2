import {type RefusedRecord} from '../../../domain/incoming.js';
import {type Message} from '../../../domain/message.js';
import {Refusal} from '../../../domain/refusal.js';
import {type Fields, idOf, integerOf, isFields} from '../fields.js';
import {messageOf, sharedAuthors} from '../message-record.js';
import {code} from './error-codes.js';
import {entriesIn, entriesOf, readEntries} from './listing.js';
import {findMany} from './many.js';
import {askPage} from './paging.js';
import {type PbxApi} from './pbx-api.js';
import {PbxTrouble, troubleOf} from './trouble.js';

/** A page of a session's messages, the newest first. */
export interface MessagePage {
	readonly messages: readonly Message[];
	readonly refused: readonly RefusedRecord[];
	/** The id to ask for the next, older page with; `undefined` if this page is empty. */
	readonly next: number | undefined;
	readonly isPartial: boolean;
}

const areNewestFirst = (messages: readonly Message[]): boolean =>
	messages.every(({id}, index) => index === 0 || id <= messages[index - 1]!.id);

const pageOf = (session: number, set: Fields, origin: string, isPartial: boolean): MessagePage => {
	const records = entriesIn(set.records);
	const shared = sharedAuthors();
	const {items, refused} = readEntries(records, origin, record => {
		if ((integerOf(record.session_id) ?? session) !== session)
			throw new Refusal(`it is of another session than ${session}`);
		return messageOf(record, 'message', shared);
	});
	let next: number | undefined;
	for (const record of records) {
		// One that cannot be used must not keep the older ones out.
		const id = isFields(record) ? integerOf(record.msg_id) : undefined;
		if (id !== undefined && id < (next ?? Infinity)) next = id;
	}

	const messages = areNewestFirst(items) ? items : items.toSorted((a, b) => b.id - a.id);
	return {messages, refused, next, isPartial};
};

const isOf = (session: number, set: Fields): boolean => (integerOf(set.session_id) ?? session) === session;

/**
A page of a session's messages, older than `before`, else the newest; `undefined` if there is no such session, or none
that the API may see.
@throws PbxTrouble if the PBX does not give it
*/
export const listMessages = async (
	api: PbxApi,
	session: number,
	before: number | undefined,
	signal: AbortSignal,
): Promise<MessagePage | undefined> => {
	const endpoint = 'message/get';
	const query = {id: session, ...(before !== undefined && {last_msg_id: before})};
	const verdict = await askPage(api, endpoint, query, signal);
	if (verdict.kind === 'refused' && verdict.code === code.notFound) return undefined;
	if (verdict.kind !== 'done') throw troubleOf(endpoint, verdict);
	const [set = {}] = entriesOf(verdict.fields);
	if (!isFields(set) || !isOf(session, set))
		throw new PbxTrouble(
			'other',
			`Asked for the messages of session ${session}, the PBX gave something else.`,
		);
	return pageOf(session, set, `${endpoint} of session ${session}`, verdict.isPartial);
};

/**
The newest page of each of many sessions; those that are not there are left out.
@throws PbxTrouble if the PBX does not give them
*/
export const listNewestMessages = async (
	api: PbxApi,
	sessions: readonly number[],
	signal: AbortSignal,
): Promise<ReadonlyMap<number, MessagePage>> => {
	const endpoint = 'message/query';
	return findMany(sessions, {
		endpoint,
		askMany: async ids => askPage(api, endpoint, {ids}, signal),
		read: ({fields, isPartial}) =>
			readEntries(entriesOf(fields), endpoint, set => {
				const session = idOf(set.session_id, 'session_id');
				return [session, pageOf(session, set, `${endpoint} of session ${session}`, isPartial)] as const;
			}).items,
		askOne: async session => listMessages(api, session, undefined, signal),
	});
};
