import {setImmediate as nextTurn} from 'node:timers/promises';
import {authorRole} from '../../domain/author.js';
import {type Candidate, type FoundPerson} from '../../domain/erase/found.js';
import {
	foldedName,
	isPerson,
	mentionOf,
	numberForms,
	numberOf,
	type Person,
} from '../../domain/erase/person.js';
import {type History} from '../../domain/history.js';
import {type Message} from '../../domain/message.js';
import {StoreRefusal} from '../../domain/refusal.js';
import {type Party, type Session} from '../../domain/session.js';
import {blockSize} from '../../domain/table/block.js';
import {historyPositionAt} from '../../domain/table/rows.js';
import {type Country, isPhoneNumber} from '../../text/phone-number.js';
import {type HistoryReader} from '../history-files.js';
import {type SessionTable} from '../../domain/table/session-table.js';

/** Histories read between two turns of the event loop. */
const slice = 200;

/** The store as the search sees it. */
interface Looking {
	readonly replica: {readonly table: SessionTable};
	readonly histories: Pick<HistoryReader, 'read'>;
}

export interface PersonSearch {
	/** The person by each meaning that the request can have; the first that is the customer of a session counts. */
	readonly readings: readonly Person[];
	/** Sessions that are this person's, too, because somebody said so. */
	readonly also: readonly number[];
	/** Unix seconds: what is later stays; all goes if missing. */
	readonly upTo?: number | undefined;
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

/** What a search has found so far, and knows of the person beside what was asked for. */
class Finding {
	readonly names = new Set<string>();
	readonly forms: Set<string>;
	readonly whole: number[] = [];
	readonly messages = new Map<number, readonly number[]>();
	readonly candidates: Candidate[] = [];
	mentions = 0;
	readonly #person: Person;
	readonly #country: Country | undefined;
	readonly #search: PersonSearch;
	readonly #also: ReadonlySet<number>;

	constructor(person: Person, country: Country | undefined, search: PersonSearch) {
		this.#person = person;
		this.#country = country;
		this.#search = search;
		this.#also = new Set(search.also);
		this.forms = new Set(person.forms);
	}

	learn(party: Party, {channel}: Session): void {
		const name = foldedName(party);
		if (name !== undefined && !isPhoneNumber(party.name)) this.names.add(name);
		const number = numberOf(party);
		if (number === '') return;
		for (const form of numberForms(number, channel.type, this.#country)) this.forms.add(form);
	}

	/** A session of the person, as far as it is not later than what is to be erased. */
	takeTheirs(session: Session, {messages}: History): void {
		const {upTo = Infinity} = this.#search;
		for (const {author} of messages.filter(writtenBy(session, () => true)))
			if (isPerson(this.#person, author, session.channel.type)) this.learn(author, session);
		if ((session.lastActiveAt ?? 0) > upTo)
			this.#takePart(
				session,
				messages.filter(({at}) => at <= upTo),
			);
		else {
			this.whole.push(session.id);
			for (const message of messages) this.#search.onMessage?.(session.id, message);
		}
	}

	/** A session of which nobody knows yet whether anything in it is the person's. */
	takeOther(session: Session, history: History): void {
		const {id, customer, channel} = session;
		const {upTo = Infinity, readings} = this.#search;
		const isAlso = this.#also.has(id);
		const own = history.messages.filter(
			writtenBy(session, author => isPerson(this.#person, author, channel.type)),
		);
		for (const {author} of own) this.learn(author, session);
		const namesakes = history.messages.filter(
			writtenBy(session, author => this.#isNamesake(author) && !isPerson(this.#person, author, channel.type)),
		);
		const isNumber =
			readings.some(reading => isCustomer(reading, session)) ||
			this.#person.mayBeNumber(numberOf(customer), channel.type);
		const isCandidate = isNumber || this.#isNamesake(customer);
		const isPart = namesakes.length > 0 && !isCandidate;
		if (isAlso && !isPart) {
			this.learn(customer, session);
			this.takeTheirs(session, history);
			return;
		}

		if (isCandidate) this.candidates.push({session: id, why: isNumber ? 'number' : 'name'});
		else if (isPart && !isAlso)
			this.candidates.push({session: id, why: 'name', messages: namesakes.map(message => message.id)});
		const going = new Set(isAlso ? [...own, ...namesakes] : own);
		this.#takePart(
			session,
			history.messages.filter(message => going.has(message) && message.at <= upTo),
		);
		const tells = mentionOf(this.#person, this.names);
		this.mentions += [
			...history.messages.flatMap(message => (going.has(message) ? [] : message.text)),
			...textsOf(history),
		].filter(tells).length;
	}

	#isNamesake(party: Party): boolean {
		return this.names.has(foldedName(party) ?? '');
	}

	#takePart({id}: Session, messages: readonly Message[]): void {
		if (messages.length === 0) return;
		this.messages.set(
			id,
			messages.map(message => message.id),
		);
		for (const message of messages) this.#search.onMessage?.(id, message);
	}
}

/** Finds all that the store has of a person. Reads every history, so it takes as long as a search. */
export const findPerson = async (looking: Looking, search: PersonSearch): Promise<FoundPerson> => {
	const {readings} = search;
	const all = sessionsIn(looking);
	const person = readings.find(reading => all.some(session => isCustomer(reading, session))) ?? readings[0]!;
	const finding = new Finding(person, looking.replica.table.country, search);
	const theirs = all.filter(session => isCustomer(person, session));
	const others = new Set(all).difference(new Set(theirs));
	for (const session of theirs) finding.learn(session.customer, session);
	// Those that are damaged go all the same.
	const damaged = await eachHistory(looking, theirs, (session, history) => {
		finding.takeTheirs(session, history);
	});
	const unread = await eachHistory(looking, [...others], (session, history) => {
		finding.takeOther(session, history);
	});
	const {whole, messages, mentions, candidates, forms, names} = finding;
	return {sessions: [...whole, ...damaged], messages, mentions, candidates, forms, names, unread};
};
