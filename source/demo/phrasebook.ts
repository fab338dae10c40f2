import {type Language} from './name-data.js';
import {type Phrase, type Phrases, type Slot} from './phrases.js';
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
