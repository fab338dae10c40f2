import {type Conversation} from '../../domain/author.js';
import {type ChannelType, type Party} from '../../domain/session.js';
import {endBy, type ErasureFact} from '../../domain/erase/erasure.js';
import {foldedName, mentionBy, numberForms, numberOf} from '../../domain/erase/person.js';
import {extraWithout} from '../../domain/erase/without-person.js';
import {type IncomingSession} from '../../domain/incoming.js';
import {type Country} from '../../text/phone-number.js';
import {markOfName, markOfNumber} from './marks.js';

/** The session without the records and members whose owners were erased; the same one if there are none. */
const without = (incoming: IncomingSession, upToOf: (text: string) => number): IncomingSession => {
	const {told} = incoming;
	const records = incoming.records.filter(({by, at}) => at > upToOf(by));
	const extra = told?.extra && extraWithout(told.extra, text => upToOf(text) > 0);
	if (records.length === incoming.records.length && extra === told?.extra) return incoming;
	return {...incoming, records, ...(extra && {told: {...told, extra}})};
};

/** Keeps out of an import what is of persons who were erased, and not later than that. */
export class KeepOut {
	/** By key and mark: up to when the one with that number or name was erased, in Unix seconds. */
	readonly #marks = new Map<string, Map<string, number>>();
	readonly #answers = new Map<string, number>();
	readonly #country: Country | undefined;

	/** @param ahead seconds by which the clock that dated the messages is ahead of this machine's, as far as that is known */
	constructor(erasures: readonly ErasureFact[], country: Country | undefined, ahead = 0) {
		this.#country = country;
		for (const erasure of erasures) {
			const {marks} = erasure;
			const upTo = endBy(erasure, ahead);
			const known = this.#marks.get(marks.key) ?? new Map<string, number>();
			for (const mark of [...marks.numbers, ...marks.names])
				known.set(mark, Math.max(upTo, known.get(mark) ?? 0));
			this.#marks.set(marks.key, known);
		}
	}

	/**
	The part of a session that may come in; `undefined` if nothing of it may.
	@param known the session that is here, if it is
	*/
	allowed(incoming: IncomingSession, known?: Conversation): IncomingSession | undefined {
		if (this.#marks.size === 0) return incoming;
		const {told} = incoming;
		const type = told?.channel.type ?? known?.channel.type ?? '';
		const upTo = Math.max(
			told ? this.#upTo(told.customer, type) : 0,
			known ? this.#upTo(known.customer, type) : 0,
		);
		const messages = incoming.messages.filter(
			({at, author}) => at > Math.max(upTo, this.#upTo(author, type)),
		);
		const isLess = messages.length < incoming.messages.length;
		if (known === undefined && messages.length === 0 && (upTo > 0 || isLess)) return undefined;
		const rest = isLess ? {...incoming, messages} : incoming;
		if (upTo === 0) return this.#withoutOthers(rest, type, isLess);
		return {...incoming, messages, records: incoming.records.filter(({at}) => at > upTo)};
	}

	/** Whether a text, such as the name of a file, mentions somebody who was erased. */
	mentions(text: string): boolean {
		if (this.#marks.size === 0) return false;
		const isNumber = (number: string, type: ChannelType): boolean => this.#upTo({name: '', number}, type) > 0;
		return mentionBy({isNumber}, part => this.#upToOfName(part) > 0)(text);
	}

	/** A session of somebody else, in which those who were erased may stand among the members, or have done something. */
	#withoutOthers(incoming: IncomingSession, type: ChannelType, isTheirs: boolean): IncomingSession {
		const upToOf = (text: string): number => this.#upTo({name: '', number: text}, type);
		const rest = without(incoming, upToOf);
		// A name tells nothing where its owner's number was never seen.
		if (rest === incoming && !isTheirs) return incoming;
		return without(rest, text => Math.max(upToOf(text), this.#upToOfName(text)));
	}

	/** Up to when the party was erased, in Unix seconds; 0 if it never was. */
	#upTo(party: Party, channel: string): number {
		const number = numberOf(party);
		return number === ''
			? 0
			: this.#answer(`${channel}\t${number}`, key =>
					numberForms(number, channel, this.#country).map(form => markOfNumber(key, form)),
				);
	}

	#upToOfName(text: string): number {
		const name = foldedName({name: text});
		return name === undefined ? 0 : this.#answer(`\t${name}`, key => [markOfName(key, name)]);
	}

	/** Remembers the answer to that question. */
	#answer(asked: string, marksBy: (key: string) => readonly string[]): number {
		const known = this.#answers.get(asked);
		if (known !== undefined) return known;
		let upTo = 0;
		for (const [key, marks] of this.#marks)
			for (const mark of marksBy(key)) upTo = Math.max(upTo, marks.get(mark) ?? 0);
		this.#answers.set(asked, upTo);
		return upTo;
	}
}
