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
import {historyWithout} from '../../domain/erase/without-person.js';
import {type History} from '../../domain/history.js';
import {type Message} from '../../domain/message.js';
import {type Party, type Session} from '../../domain/session.js';
import {type Country, isPhoneNumber} from '../../text/phone-number.js';

export interface PersonSearch {
	/** The person by each meaning that the request can have; the first that is the customer of a session counts. */
	readonly readings: readonly Person[];
	/** Sessions that are this person's, too, because somebody said so. */
	readonly also: readonly number[];
	/** Unix seconds: what is later stays; all goes if missing. */
	readonly upTo?: number | undefined;
	/** Told now and then how far it is, from 0 to 1. May throw, which ends the search. */
	readonly onProgress?: ((progress: number) => void) | undefined;
	/** What the same search found before: what held nothing then, and is the same still, is not read again. */
	readonly earlier?: FoundPerson | undefined;
}

export const isCustomer = (person: Person, {customer, channel}: Session): boolean =>
	isPerson(person, customer, channel.type);

const writtenBy =
	(session: Session, isAuthor: (author: Party) => boolean) =>
	({author}: Message): boolean =>
		authorRole(author, session) !== 'company' && isAuthor(author);

const wordsOf = ({text, files = []}: Message): readonly string[] => [text, ...files.map(({name}) => name)];

const textsOf = ({records}: History): readonly string[] => records.flatMap(({by, text = ''}) => [by, text]);

/** What a search has found so far, and knows of the person beside what was asked for. */
export class Finding {
	readonly names = new Set<string>();
	readonly forms: Set<string>;
	readonly parties: Party[] = [];
	readonly whole: number[] = [];
	readonly messages = new Map<number, readonly number[]>();
	readonly candidates: Candidate[] = [];
	mentions = 0;
	readonly #person: Person;
	readonly #country: Country | undefined;
	readonly #search: PersonSearch;
	readonly #also: ReadonlySet<number>;
	/** By name: the same few are asked for in each session. */
	readonly #folded = new Map<string, string | undefined>();

	constructor(person: Person, country: Country | undefined, search: PersonSearch) {
		this.#person = person;
		this.#country = country;
		this.#search = search;
		this.#also = new Set(search.also);
		this.forms = new Set(person.forms);
	}

	learn(party: Party, {channel}: Session): void {
		if (!this.parties.some(({name, number}) => name === party.name && number === party.number))
			this.parties.push(party);
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
		else this.whole.push(session.id);
	}

	/**
	A session of which nobody knows yet whether anything in it is the person's.
	@returns how many of its texts mention the person, if it holds nothing else of them
	*/
	takeOther(session: Session, history: History): number | undefined {
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
			return undefined;
		}

		if (isCandidate) this.candidates.push({session: id, why: isNumber ? 'number' : 'name'});
		else if (isPart && !isAlso)
			this.candidates.push({session: id, why: 'name', messages: namesakes.map(message => message.id)});
		const going = new Set(isAlso ? [...own, ...namesakes] : own);
		const isNamed = historyWithout(history, text => this.#person.isNumber(text, channel.type)) !== history;
		this.#takePart(
			session,
			history.messages.filter(message => going.has(message) && message.at <= upTo),
			isNamed,
		);
		const tells = mentionOf(this.#person, this.names);
		const mentions = [
			...history.messages.flatMap(message => (going.has(message) ? [] : wordsOf(message))),
			...textsOf(history),
		].filter(tells).length;
		this.mentions += mentions;
		return isCandidate || isPart || isNamed || going.size > 0 ? undefined : mentions;
	}

	#isNamesake({name}: Party): boolean {
		if (!this.#folded.has(name)) this.#folded.set(name, foldedName({name}));
		return this.names.has(this.#folded.get(name) ?? '');
	}

	/** @param isNamed whether the person stands beside the messages, as in a list of members */
	#takePart({id}: Session, messages: readonly Message[], isNamed = false): void {
		if (messages.length === 0 && !isNamed) return;
		this.messages.set(
			id,
			messages.map(message => message.id),
		);
	}
}
