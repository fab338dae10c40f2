import {type Handler, type HandlerKind} from '../../domain/handler.js';
import {type ImportedRecord} from '../../domain/history.js';
import {type ToldSession} from '../../domain/incoming.js';
import {type HeldAs} from '../../domain/keep/held-as.js';
import {type FixedTime} from '../../domain/keep/hold.js';
import {driftingTerms} from '../../domain/keep/hold-filter.js';
import {parseFilter} from '../../domain/language/parse.js';
import {Refusal} from '../../domain/refusal.js';
import {type Party} from '../../domain/session.js';
import {isUnseen} from '../../text/unseen.js';
import {type Fields, isFields, kept, textOf} from '../yeastar/fields.js';
import {countOf, listOf, timeOf} from './values.js';

/** The last number that a column of the store holds. */
const most = 0xff_ff_ff_ff;

const fieldsOf = (value: unknown, name: string): Fields => {
	if (!isFields(value)) throw new Refusal(`its ${name} is no JSON object`);
	return value;
};

const partyOf = (value: unknown, name: string): Party => {
	const party = fieldsOf(value, name);
	return {name: textOf(party.name), number: textOf(party.number)};
};

const isSame = (a: Fields | Party, b: Fields | Party): boolean => a.name === b.name && a.number === b.number;

const handlerKinds: ReadonlySet<unknown> = new Set<HandlerKind>(['extension', 'queue', 'api', 'none']);

const handlerOf = ({kind, id, number, name}: Fields): Handler => {
	if (!handlerKinds.has(kind)) throw new Refusal('its handler is of no known kind');
	return {
		kind: kind as HandlerKind,
		id: countOf(id, 'handler’s id'),
		number: textOf(number),
		name: textOf(name),
	};
};

interface ExportedSession {
	readonly told: ToldSession & {readonly handler: Handler};
	/** Whether its handler was deleted where it was exported. */
	readonly isOrphaned: boolean;
}

/** A session of an export, beside its messages. */
export const exportedSession = (fields: Fields): ExportedSession => {
	const {status, archived, extra} = fields;
	const channel = fieldsOf(fields.channel, 'channel');
	const customer = partyOf(fields.customer, 'customer');
	const sender = partyOf(fields.sender, 'sender');
	const handler = fieldsOf(fields.handler, 'handler');
	const type = textOf(channel.type);
	if (type === '') throw new Refusal('its channel has no type');
	if (status !== 'open' && status !== 'closed') throw new Refusal('its status is neither open nor closed');
	const transfers = countOf(fields.transfers, 'number of transfers');
	if (transfers > most) throw new Refusal('its number of transfers is too large');
	return {
		told: {
			channel: {type, ...partyOf(channel, 'channel')},
			customer,
			handler: handlerOf(handler),
			status,
			archived: archived === true,
			...(extra !== undefined && {extra: kept(fieldsOf(extra, 'extra'), 'extra')}),
			traces: {
				outbound: isSame(sender, channel) && !isSame(sender, customer),
				createdAt: timeOf(fields.createdAt, 'createdAt'),
				lastActiveAt: timeOf(fields.lastActiveAt, 'lastActiveAt'),
				transfers,
			},
		},
		isOrphaned: handler.deleted === true,
	};
};

/** A record of what was done to a session elsewhere. */
export const exportedRecord = (fields: Fields): ImportedRecord => ({
	at: timeOf(fields.at, 'at') ?? 0,
	kind: textOf(fields.kind),
	by: textOf(fields.by),
	...(fields.text !== undefined && {text: textOf(fields.text)}),
});

const isFixedTime = (value: unknown): value is FixedTime =>
	Array.isArray(value) && value.length === 2 && value.every(end => end === null || Number.isSafeInteger(end));

/** A hold on the session. */
export const exportedHold = (fields: Fields): HeldAs => {
	const name = textOf(fields.name);
	if (isUnseen(name)) throw new Refusal('a hold on it has no name');
	const times = listOf(fields.times, 'times');
	if (!times.every(isFixedTime))
		throw new Refusal('a hold on it has times that are not pairs of Unix seconds');
	const filter = fields.filter === undefined ? undefined : textOf(fields.filter);
	const query = parseFilter(filter ?? '');
	if (query.problems.length > 0 || driftingTerms(query).length > 0)
		throw new Refusal(`the filter of a hold on it is none that a hold can have: ${filter}`);
	return {
		name,
		...(filter !== undefined && {filter, times}),
		...(fields.note !== undefined && {note: textOf(fields.note)}),
	};
};
