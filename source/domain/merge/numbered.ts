import {comparable} from '../../text/comparable.js';
import {type ChatMessage} from '../incoming.js';
import {type Message} from '../message.js';

/** Message ids for each second. */
const idsOfSecond = 1000;

/** What is known of the session already. */
export interface KnownIds {
	/** With those in the trash. */
	readonly messages: readonly Message[];
	readonly deleted: ReadonlySet<number>;
}

/** By which a message that comes again is told. */
const marksOf = ({author, text, files = []}: Omit<ChatMessage, 'id' | 'at'>): string =>
	JSON.stringify([author.number, comparable(author.name), text, files.map(({name}) => name)]);

const secondOf = (id: number): number => Math.floor(id / idsOfSecond);

/** Known messages, and ids of purged ones, by the seconds of their ids. */
class KnownBySecond {
	readonly messages: ReadonlyMap<number, readonly Message[]>;
	/** Nothing but its id tells a purged message. */
	readonly purged: ReadonlyMap<number, readonly number[]>;

	constructor({messages, deleted}: KnownIds) {
		this.messages = Map.groupBy(messages, ({id}) => secondOf(id));
		const present = new Set(messages.map(({id}) => id));
		this.purged = Map.groupBy(
			[...deleted].filter(id => !present.has(id)),
			secondOf,
		);
	}
}

/**
The ids of messages of one stamp, in their order: those of the known ones that they are, then those of purged ones, since
any of the rest may be one of these, then the next that are free.
*/
const idsOf = (stamp: number, messages: readonly ChatMessage[], known: KnownBySecond): readonly number[] => {
	// More than a second holds go on in the next.
	const seconds = Array.from({length: Math.ceil(messages.length / idsOfSecond)}, (_, index) => stamp + index);
	const here = seconds.flatMap(second => known.messages.get(second) ?? []);
	const purged = seconds.flatMap(second => known.purged.get(second) ?? []);
	const taken = new Set([...here.map(({id}) => id), ...purged]);
	const byMarks = Map.groupBy(here.toReversed(), message => marksOf(message));
	const ids = messages.map(message =>
		here.length === 0 ? undefined : byMarks.get(marksOf(message))?.pop()?.id,
	);
	const left = purged.toReversed();
	let next = stamp * idsOfSecond;
	const free = (): number => {
		while (taken.has(next)) next++;
		return next++;
	};

	return ids.map(id => id ?? left.pop() ?? free());
};

/**
Gives an id to each message whose system gave none: its stamp in seconds × 1000 and its ordinal in that second, so that
the order of ids is the order of time.
*/
export const numbered = (messages: readonly ChatMessage[], known: KnownIds): readonly Message[] => {
	const byStamp = Map.groupBy(
		messages.filter(({id}) => id === undefined),
		({stamp, at}) => stamp ?? at,
	);
	const bySecond = new KnownBySecond(known);
	const ids = new Map<ChatMessage, number>();
	for (const [stamp, group] of byStamp)
		for (const [index, id] of idsOf(stamp, group, bySecond).entries()) ids.set(group[index]!, id);
	return messages.map(message => {
		const whole: Message & Pick<ChatMessage, 'stamp'> = {...message, id: message.id ?? ids.get(message)!};
		delete (whole as {stamp?: number}).stamp;
		return whole;
	});
};
