import {type ErasureFact} from '../domain/erase/erasure.js';
import {type ErasurePlace} from '../domain/erase/erasure-place.js';
import {type Erasing} from '../domain/erase/erasing.js';
import {type Candidate} from '../domain/erase/found.js';
import {type Person} from '../domain/erase/person.js';
import {type TextField} from './text-field.js';

/** What was found of a person, and what would be done. */
export interface ErasureFound {
	readonly erasing: Erasing;
	/** What may be the same person's, also what is ticked, and so among what goes; by session. */
	readonly candidates: readonly Candidate[];
	/** Messages in the sessions that go as a whole. */
	readonly messages: number;
	readonly places: readonly Pick<ErasurePlace, 'name' | 'will'>[];
}

/** Looks for all of a person, then asks whether to erase them. */
export interface ErasureDialog {
	readonly kind: 'erasure';
	/** As the person is called where the cursor was, or a stand-in where only marks are left of who it is. */
	readonly who: string;
	readonly person: Person;
	/** The erasure that was put off before, if it is one. */
	readonly known?: ErasureFact | undefined;
	/** Stands for one look; another one once something else is looked for. */
	readonly look: object;
	/** How much of the look is done, from 0 to 1; missing once what was found is what is asked for. */
	readonly progress?: number | undefined;
	/** What was found last. */
	readonly found?: ErasureFound | undefined;
	/** Candidates that are this person's, too. */
	readonly ticked: ReadonlySet<number>;
	/** The candidate under the cursor, by its place. */
	readonly cursor: number;
	/** The first line that is shown. */
	readonly top: number;
	readonly note: string;
	/** The name of the receipt's file; empty if none is written. */
	readonly receipt: string;
	/** Whether the count must be typed, instead of `y`. */
	readonly needsCount: boolean;
	/** Digits typed so far. */
	readonly typed: string;
	/** When there was something to answer, in milliseconds. */
	readonly openedAt: number;
}

/** The note or the receipt's name while it is typed. */
export interface ErasureTextDialog {
	readonly kind: 'erasure-text';
	readonly about: 'note' | 'receipt';
	readonly field: TextField;
	readonly back: ErasureDialog;
}
