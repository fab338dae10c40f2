import {type QueueKey} from './directory-data.js';
import {type Language} from './name-data.js';
import {ar} from './phrases/ar.js';
import {de} from './phrases/de.js';
import {en} from './phrases/en.js';
import {es} from './phrases/es.js';
import {fr} from './phrases/fr.js';
import {hi} from './phrases/hi.js';
import {ja} from './phrases/ja.js';
import {ko} from './phrases/ko.js';
import {ru} from './phrases/ru.js';
import {zh} from './phrases/zh.js';
import {type Random} from './random.js';

/** Alternatives with ` | ` between them; `{slot}` stands for a detail of the conversation. */
export type Phrase = string;

/** What a slot can be; `code` is a number of six digits. */
export type Slot = 'name' | 'agent' | 'order' | 'code' | 'product' | 'day' | 'time' | 'amount';

/** What the company asks or tells, and what the customer answers. */
export type Exchange = readonly [company: Phrase, customer: Phrase];

export interface Topic {
	readonly queue: QueueKey;
	/** By the customer. */
	readonly opening: Phrase;
	readonly exchanges: readonly Exchange[];
	/** By the company. */
	readonly resolution: Phrase;
}

/** All that is said in one language. */
export interface Phrases {
	/** How the platform calls itself. */
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
	/** With a file of the customer, and of the company. */
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

export const phrasesIn: Readonly<Record<Language, Phrases>> = {en, es, de, fr, zh, ja, ko, ar, hi, ru};

/** Text and slot names in turn, beginning and ending with a text. */
type Template = readonly string[];

const parsed = new Map<Phrase, readonly Template[]>();

const parse = (phrase: Phrase): readonly Template[] => {
	const templates = phrase.split(' | ').map(alternative => alternative.split(/{(\w+)}/));
	parsed.set(phrase, templates);
	return templates;
};

/** One of the phrase's alternatives, with the slots filled. */
export const phrased = (phrase: Phrase, details: Readonly<Record<Slot, string>>, random: Random): string => {
	const template = random.pick(parsed.get(phrase) ?? parse(phrase));
	let text = template[0]!;
	for (let index = 1; index < template.length; index += 2) {
		text += details[template[index] as Slot] + template[index + 1]!;
	}

	return text;
};

/** One of the alternatives of a phrase without slots. */
export const wordOf = (phrase: Phrase, random: Random): string =>
	random.pick(parsed.get(phrase) ?? parse(phrase))[0]!;
