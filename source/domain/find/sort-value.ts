import {type NameOrder} from '../../text/name-order.js';
import {handlerLabel} from '../handler.js';
import {type Sort} from '../language/query.js';
import {channelLabel, type Party, recipient, sender, type Session} from '../session.js';
import {type SortKey} from '../session-fields.js';
import {type SessionTable} from '../table/session-table.js';
import {channelKey} from './haystack.js';
import {sortName} from './name-ranks.js';

/** What a session is sorted by, as it can be compared across tables; `null` where there is nothing to sort by. */
export type SortValue = string | number | null;

const byParty =
	(of: (session: Session) => Party) =>
	(session: Session): SortValue =>
		sortName(of(session)) || null;

const values: Readonly<Record<SortKey, (session: Session, table: SessionTable) => SortValue>> = {
	id: ({id}) => id,
	created: ({createdAt}) => createdAt ?? null,
	active: ({lastActiveAt}) => lastActiveAt ?? null,
	sender: byParty(sender),
	recipient: byParty(recipient),
	customer: byParty(({customer}) => customer),
	channel: ({channel}) => channelLabel(channel.type) || null,
	number: ({channel}, table) => channelKey(channel, table) || null,
	handler: ({handler}) => (handler.kind === 'none' ? null : handlerLabel(handler) || null),
	status: ({status}) => (status === 'closed' ? 1 : 0),
	messages: ({messages}) => messages,
};

export const sortValueOf = (key: SortKey, session: Session, table: SessionTable): SortValue =>
	values[key](session, table);

/** A session's value and its id. */
export type SortedBy = readonly [value: SortValue, id: number];

/** Orders sessions of several tables as `RowOrder` orders those of one; below 0 if the first comes first. */
export const compareSorted =
	({descending}: Sort, order: NameOrder) =>
	([a, idA]: SortedBy, [b, idB]: SortedBy): number => {
		if (a === null || b === null) return a === b ? idB - idA : a === null ? 1 : -1;
		const difference = typeof a === 'number' ? a - Number(b) : order(a, String(b));
		return (descending ? -difference : difference) || idB - idA;
	};
