import {type RefusedRecord} from '../../../domain/incoming.js';
import {Refusal} from '../../../domain/refusal.js';
import {type Fields, isFields, unpacked} from '../fields.js';

/** Entries of an answer, and those that could not be used. */
interface Listing<Item> {
	readonly items: readonly Item[];
	readonly refused: readonly RefusedRecord[];
}

/**
The entries of a list: one object where there is one, null or nothing where there is none, and on some builds all of it,
or each entry, as JSON in a string.
*/
export const entriesIn = (member: unknown): readonly unknown[] => {
	const value = unpacked(member) ?? [];
	return (Array.isArray(value) ? value : [value]).map(unpacked);
};

/** The items of an answer: lists come as `list` in some answers and as `data` in others. */
export const entriesOf = (answer: Fields): readonly unknown[] =>
	entriesIn(unpacked(answer.list) ?? unpacked(answer.data));

/** Reads each entry; one that cannot be used does not keep the others out. */
export const readEntries = <Item>(
	entries: readonly unknown[],
	origin: string,
	read: (record: Fields) => Item,
): Listing<Item> => {
	const items: Item[] = [];
	const refused: RefusedRecord[] = [];
	for (let index = 0; index < entries.length; index++) {
		const entry = entries[index];
		try {
			if (!isFields(entry)) throw new Refusal('it is no JSON object');
			items.push(read(entry));
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			refused.push({origin: `${origin}[${index}]`, reason: error.message});
		}
	}

	return {items, refused};
};
