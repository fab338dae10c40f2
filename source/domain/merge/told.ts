import {type Country, mayBeSameNumber} from '../../text/phone-number.js';
import {type ToldSession} from '../incoming.js';
import {type Session} from '../session.js';
import {foreignness} from './another-pbx.js';
import {completedHandler, isSameHolder} from './handlers.js';

/**
The spelling to keep of two that are one number, whichever came first: the one with `+`, else the longer one, which
may have an extension.
*/
const keptNumber = (a: string, b: string): string => {
	if (a === b) return a;
	if (a.startsWith('+') !== b.startsWith('+')) return a.startsWith('+') ? a : b;
	if (a.length !== b.length) return a.length > b.length ? a : b;
	return a < b ? a : b;
};

/** The channel of a connected PBX may get another number: then the later one counts. */
const laterNumber = (known: string, told: string, type: string): string =>
	known === told || known === '' || told === '' || mayBeSameNumber(known, told, type)
		? keptNumber(known, told)
		: told;

type Traits = Pick<Session, 'channel' | 'customer'>;

/** Later values count; missing values stay. */
export const joinTraits = (known: Traits, told: Traits): Traits => ({
	channel: {
		...known.channel,
		name: told.channel.name || known.channel.name,
		number: laterNumber(known.channel.number, told.channel.number, known.channel.type),
	},
	customer: {
		...known.customer,
		name: told.customer.name || known.customer.name,
		number: keptNumber(known.customer.number, told.customer.number),
	},
});

const joinHandlers = (known: ToldSession['handler'], told: ToldSession['handler']): ToldSession['handler'] =>
	known && told && isSameHolder(known, told) ? completedHandler(told, known) : (told ?? known);

const join = (known: ToldSession, told: ToldSession): ToldSession => {
	const handler = joinHandlers(known.handler, told.handler);
	return {
		...known,
		...told,
		...joinTraits(known, told),
		...(handler && {handler}),
		...((known.extra ?? told.extra) && {extra: {...known.extra, ...told.extra}}),
	};
};

/**
Several answers about one session in one import, as if they were one answer: where they contradict each other, the one
with the higher last message counts, then the later one.
@returns the reason if they name two customers, or two channels
*/
export const joinTold = (
	id: number,
	answers: readonly ToldSession[],
	country?: Country,
): ToldSession | string => {
	if (answers.length === 1) return answers[0]!;
	const [first, ...others] = answers.toSorted((a, b) => (a.lastMessage ?? 0) - (b.lastMessage ?? 0));
	let joined = first!;
	for (const told of others) {
		const reason = foreignness({...joined, id}, told, country);
		if (reason !== undefined) return reason;
		joined = join(joined, told);
	}

	return joined;
};
