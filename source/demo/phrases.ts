import {type QueueKey} from './directory-data.js';

/** Alternatives with ` | ` between them; `{slot}` stands for a detail of the conversation. */
export type Phrase = string;

/** The kinds of slot; `code` is a number of six digits. */
export type Slot = 'name' | 'agent' | 'order' | 'code' | 'product' | 'day' | 'time' | 'amount';

/** A question or statement of the company, and the customer's answer. */
export type Exchange = readonly [company: Phrase, customer: Phrase];

export interface Topic {
	readonly queue: QueueKey;
	/** By the customer. */
	readonly opening: Phrase;
	readonly exchanges: readonly Exchange[];
	/** By the company. */
	readonly resolution: Phrase;
}

/** Everything that is said in one language. */
export interface Phrases {
	/** The name by which the analytics platform calls itself. */
	readonly assistant: string;
	readonly product: Phrase;
	readonly day: Phrase;
	readonly amount: Phrase;
	/** By the PBX. */
	readonly welcome: Phrase;
	readonly hello: Phrase;
	readonly answer: Phrase;
	readonly answerByName: Phrase;
	readonly takeOver: Phrase;
	/** By the company, before the customer has written. */
	readonly campaign: Phrase;
	readonly reply: Phrase;
	/** With a file of the customer, and one of the company. */
	readonly photo: Phrase;
	readonly document: Phrase;
	/** Before a call. */
	readonly call: Phrase;
	/** By the customer, before another topic. */
	readonly another: Phrase;
	readonly thanks: Phrase;
	readonly goodbye: Phrase;
	readonly pauses: readonly Exchange[];
	readonly topics: readonly Topic[];
}
