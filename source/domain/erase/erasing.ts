import {type Facts} from '../facts.js';
import {type FoundPerson, sessionsOf} from './found.js';
import {mentionOf, type Person} from './person.js';

/** A text in `words.jsonl`, such as a note, that tells of the person. */
export interface ToldWord {
	readonly digest: string;
	readonly text: string;
	/** Whether it is of a hold in force, and so stays. */
	readonly isHeld: boolean;
}

/** What is to go, as it is shown before anybody agrees. */
export interface Erasing extends FoundPerson {
	readonly words: readonly ToldWord[];
	/** Sessions of the person that a hold keeps: then nothing goes. */
	readonly held: readonly number[];
}

/** What becomes of the words, as people are told: of each text once, since every import notes the names of its files. */
export const wordTexts = (words: readonly ToldWord[]): readonly string[] => [
	...new Set(
		words.map(({text, isHeld}) =>
			isHeld
				? `Stays, because a hold is called or finds so: “${text}”`
				: `A note or name goes with it: “${text}”`,
		),
	),
];

/** How many sessions it hits, as a whole or in part. */
export const countOf = (erasing: Pick<Erasing, 'sessions' | 'messages'>): number =>
	sessionsOf(erasing).length;

/** Whether there is nothing to erase: a connected PBX may have sessions that were not fetched yet. */
export const isNothing = (
	{connection}: Pick<Facts, 'connection'>,
	erasing: Pick<Erasing, 'sessions' | 'messages' | 'words'>,
): boolean => connection === undefined && countOf(erasing) + erasing.words.length === 0;

/** Why a session may be the person's. */
export const whyLabels = {name: 'the same name', number: 'a number that may be the same'} as const;

/** Why that note cannot be kept with the erasure, if so: it would tell of the person for ever. */
export const noteBlocker = (
	note = '',
	readings: readonly Person[],
	names: ReadonlySet<string>,
): string | undefined =>
	readings.some(person => mentionOf(person, names)(note))
		? 'The note tells who the person is, and would be kept. Write it without name and number.'
		: undefined;
