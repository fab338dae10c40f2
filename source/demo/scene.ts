import {type Message} from '../domain/message.js';
import {type Conversation} from './conversation.js';
import {type Customer} from './customer.js';
import {phrased, phrasesIn, wordOf} from './phrasebook.js';
import {type Phrase, type Phrases, type Slot} from './phrases.js';
import {type Random} from './random.js';
import {type Staff} from './staff.js';

type Details = Record<Slot, string>;

const drawDetails = (phrases: Phrases, random: Random): Omit<Details, 'name' | 'agent'> => ({
	order: `A-${random.between(10_000, 99_999)}`,
	code: String(random.between(100_000, 999_999)),
	product: wordOf(phrases.product, random),
	day: wordOf(phrases.day, random),
	amount: wordOf(phrases.amount, random),
	time: `${random.between(9, 18)}:${random.pick(['00', '15', '30', '45'])}`,
});

/** A conversation with its language and the details that stay the same in it, such as the order number. */
export class Scene {
	readonly conversation: Conversation;
	readonly staff: Staff;
	readonly random: Random;
	readonly phrases: Phrases;
	readonly isNamed: boolean;
	readonly #details: Details;

	constructor(conversation: Conversation, {callName, language}: Customer, staff: Staff, random: Random) {
		this.conversation = conversation;
		this.staff = staff;
		this.random = random;
		this.phrases = phrasesIn[language];
		this.isNamed = callName !== undefined;
		this.#details = {...drawDetails(this.phrases, random), name: callName ?? '', agent: ''};
	}

	/** Whether somebody is there who can answer: no queue, and it is not later than now. */
	get isAnswered(): boolean {
		return this.conversation.handler.kind !== 'queue' && this.conversation.age >= 0;
	}

	/** New details, for another matter. */
	turnPage(): void {
		Object.assign(this.#details, drawDetails(this.phrases, this.random));
	}

	text(phrase: Phrase): string {
		const {kind, name} = this.conversation.handler;
		this.#details.agent = kind === 'api' ? this.phrases.assistant : name;
		return phrased(phrase, this.#details, this.random);
	}

	customerSays(phrase: Phrase, extras?: Pick<Message, 'files'>): void {
		this.conversation.customer(this.text(phrase), extras);
	}

	companySays(phrase: Phrase, extras?: Pick<Message, 'files'>): void {
		this.conversation.company(this.text(phrase), extras);
	}
}
