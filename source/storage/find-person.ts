import {setImmediate as nextTurn} from 'node:timers/promises';
import {authorRole} from '../domain/author.js';
import {type Candidate, type FoundPerson} from '../domain/erase/found.js';
import {foldedName, isPerson, mentionOf, numberOf, type Person} from '../domain/erase/person.js';
import {type History} from '../domain/history.js';
import {type Message} from '../domain/message.js';
import {StoreRefusal} from '../domain/refusal.js';
import {type Party, type Session} from '../domain/session.js';
import {blockSize} from '../domain/table/block.js';
import {historyPositionAt} from '../domain/table/rows.js';
import {isPhoneNumber} from '../text/phone-number.js';
import {type Writing} from './writing.js';

/** Histories read between two turns of the event loop. */
const slice = 200;

type Looking = Pick<Writing, 'replica' | 'histories'>;

export interface PersonSearch {
	/** The person by each meaning that the request can have; the first that is the customer of a session counts. */
	readonly readings: readonly Person[];
	/** Sessions that are this person's, too, because somebody said so. */
	readonly also: readonly number[];
	/** Called with each message that would go, and with its session. */
	readonly onMessage?: (session: number, message: Message) => void;
}

const sessionsIn = ({replica: {table}}: Looking): readonly Session[] =>
	table.loadedBlocks.flatMap(block =>
		Array.from({length: block.count}, (_, slot) => table.session(block.id[slot]!) ?? []).flat(),
	);

const isCustomer = (person: Person, {customer, channel}: Session): boolean =>
	isPerson(person, customer, channel.type);

const writtenBy =
	(session: Session, isAuthor: (author: Party) => boolean) =>
	({author}: Message): boolean =>
		authorRole(author, session) !== 'company' && isAuthor(author);

/** All that is known of a person beside what was asked for. */
class Known {
	readonly names = new Set<string>();
	readonly numbers = new Set<string>();

	learn(party: Party): void {
		const name = foldedName(party);
		if (name !== undefined && !isPhoneNumber(party.name)) this.names.add(name);
		const number = numberOf(party);
		if (number !== '') this.numbers.add(number);
	}
}

const textsOf = ({records}: History): readonly string[] => records.flatMap(({by, text = ''}) => [by, text]);

/** Reads every history once, in slices; those that are damaged are named. */
const eachHistory = async (
	{replica: {table}, histories}: Looking,
	sessions: readonly Session[],
	take: (session: Session, history: History) => void,
): Promise<readonly number[]> => {
	const unread: number[] = [];
	for (const [index, session] of sessions.entries()) {
		if (index % slice === slice - 1) await nextTurn();
		const row = table.rowOf(session.id)!;
		try {
			take(session, histories.read(session.id, historyPositionAt(table.blockOf(row), row % blockSize)));
		} catch (error) {
			if (!(error instanceof StoreRefusal)) throw error;
			unread.push(session.id);
		}
	}

	return unread;
};

/** Finds all that the store has of a person. Reads every history, so it takes as long as a search. */
export const findPerson = async (
	looking: Looking,
	{readings, also, onMessage}: PersonSearch,
): Promise<FoundPerson> => {
	const all = sessionsIn(looking);
	const person = readings.find(reading => all.some(session => isCustomer(reading, session))) ?? readings[0]!;
	const named = new Set(also);
	const isTheirs = (session: Session): boolean => isCustomer(person, session);
	const [theirs, others] = [all.filter(isTheirs), all.filter(session => !isTheirs(session))];
	const known = new Known();
	for (const {customer} of theirs) known.learn(customer);
	const messages = new Map<number, readonly number[]>();
	const candidates: Candidate[] = [];
	const whole: number[] = [];

	const takeWhole = ({id}: Session, history: History): void => {
		whole.push(id);
		for (const message of history.messages) onMessage?.(id, message);
	};

	/** The person's own name on each message of theirs. */
	const learnAuthors = (session: Session, history: History): void => {
		for (const message of history.messages)
			if (authorRole(message.author, session) === 'customer') known.learn(message.author);
	};

	// Those that are damaged go all the same.
	await eachHistory(looking, theirs, (session, history) => {
		takeWhole(session, history);
		learnAuthors(session, history);
	});
	const mentions = {count: 0};
	const isNamesake = (party: Party): boolean => known.names.has(foldedName(party) ?? '');
	const takeOther = (session: Session, history: History): void => {
		const {id, customer, channel} = session;
		const by = history.messages.filter(writtenBy(session, author => isPerson(person, author, channel.type)));
		for (const {author} of by) known.learn(author);
		const namesake = isNamesake(customer);
		const isReading = readings.some(reading => isCustomer(reading, session));
		const maybe = isReading || person.mayBeNumber(numberOf(customer), channel.type);
		const alike = history.messages.filter(
			message => !by.includes(message) && writtenBy(session, isNamesake)(message),
		);
		const isPart = alike.length > 0 && !namesake && !maybe;
		if (named.has(id) && !isPart) {
			takeWhole(session, history);
			known.learn(customer);
			return;
		}

		if (namesake || maybe) candidates.push({session: id, why: maybe ? 'number' : 'name'});
		else if (isPart && !named.has(id))
			candidates.push({session: id, why: 'name', messages: alike.map(message => message.id)});
		const going = new Set(named.has(id) ? [...by, ...alike] : by);
		if (going.size > 0)
			messages.set(
				id,
				Array.from(going, message => message.id),
			);
		for (const message of going) onMessage?.(id, message);
		const tells = mentionOf(person, known.names);
		mentions.count += [
			...history.messages.flatMap(message => (going.has(message) ? [] : message.text)),
			...textsOf(history),
		].filter(tells).length;
	};

	const unread = await eachHistory(looking, others, takeOther);
	return {
		sessions: [...new Set([...theirs.map(({id}) => id), ...whole])],
		messages,
		mentions: mentions.count,
		candidates,
		numbers: known.numbers,
		names: known.names,
		unread,
	};
};
