import {type Conversation} from '../../domain/author.js';
import {type Party} from '../../domain/session.js';
import {type ErasureFact} from '../../domain/erase/erasure.js';
import {numberForms, numberOf} from '../../domain/erase/person.js';
import {type IncomingSession} from '../../domain/incoming.js';
import {type Country} from '../../text/phone-number.js';
import {markOfNumber} from './marks.js';

/** Keeps out of an import what is of persons who were erased, and not later than that. */
export class KeepOut {
	/** By key and mark: up to when the number's owner was erased, in Unix seconds. */
	readonly #marks = new Map<string, Map<string, number>>();
	readonly #answers = new Map<string, number>();
	readonly #country: Country | undefined;

	constructor(erasures: readonly ErasureFact[], country: Country | undefined) {
		this.#country = country;
		for (const {marks, upTo} of erasures) {
			const known = this.#marks.get(marks.key) ?? new Map<string, number>();
			for (const mark of marks.numbers) known.set(mark, Math.max(upTo, known.get(mark) ?? 0));
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
		if (upTo === 0 && messages.length === incoming.messages.length) return incoming;
		if (known === undefined && messages.length === 0) return undefined;
		return {...incoming, messages, records: incoming.records.filter(({at}) => at > upTo)};
	}

	/** Up to when the party was erased, in Unix seconds; 0 if it never was. */
	#upTo(party: Party, channel: string): number {
		const number = numberOf(party);
		if (number === '') return 0;
		const asked = `${channel}\t${number}`;
		const answer = this.#answers.get(asked);
		if (answer !== undefined) return answer;
		let upTo = 0;
		for (const form of numberForms(number, channel, this.#country))
			for (const [key, marks] of this.#marks) upTo = Math.max(upTo, marks.get(markOfNumber(key, form)) ?? 0);
		this.#answers.set(asked, upTo);
		return upTo;
	}
}
