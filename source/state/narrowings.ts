import {handlerValue} from '../domain/language/complete.js';
import {handlerLabel} from '../domain/handler.js';
import {channelLabel, partyLabel} from '../domain/session.js';
import {sessionFields} from '../domain/session-fields.js';
import {typeablePart} from '../text/safe-text.js';
import {type ShownStore} from './list-view.js';

/** One thing about a session that the list can be narrowed to. */
interface Narrowing {
	readonly field: 'customer' | 'number' | 'channel' | 'handler';
	readonly title: string;
	/** As it came. */
	readonly label: string;
	/** The value of the filter's term; empty if it cannot be typed. */
	readonly value: string;
}

/** The things about a session that the list can be narrowed to; none if it was purged. */
export const narrowings = (store: Pick<ShownStore, 'session'>, id: number): readonly Narrowing[] => {
	const session = store.session(id);
	if (session === undefined) return [];
	const {customer, channel, handler} = session;
	const narrowing = (field: Narrowing['field'], label: string, value: string): Narrowing => {
		const {title, longTitle = title} = sessionFields[field];
		// A part of a value would find others, too.
		return {field, title: longTitle, label, value: typeablePart(value) === value ? value : ''};
	};

	return [
		narrowing('customer', partyLabel(customer), customer.number || customer.name),
		narrowing('number', partyLabel(channel), channel.number || channel.name),
		narrowing('channel', channelLabel(channel.type), channel.type),
		narrowing('handler', handlerLabel(handler), handlerValue(handler)),
	];
};
