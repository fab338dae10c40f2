import {Refusal, UsageRefusal} from '../../domain/refusal.js';
import {jsonDocuments} from '../read/json-documents.js';
import {type Refuse, type TextInput} from '../read/text-input.js';
import {type Fields, isFields} from '../yeastar/fields.js';

export interface JsonRecord {
	readonly origin: string;
	readonly fields: Fields;
	/** The object around the list that it is in; empty if there is none. */
	readonly page: Fields;
}

/** Whether it can be a text of objects; what people wrote may hold the words of one, and a stamp begins with a bracket. */
export const beginsLikeJson = (head: string): boolean => /^\s*(?:\[\s*)*\{/.test(head);

/** A list has holes where an entry was refused before. */
function* walk(
	value: unknown,
	origin: string,
	lists: ReadonlySet<string>,
	page: Fields,
): Generator<JsonRecord> {
	if (Array.isArray(value)) {
		for (const [index, entry] of Object.entries(value))
			yield* walk(entry, `${origin}[${index}]`, lists, page);
		return;
	}

	if (!isFields(value)) throw new Refusal('it is no JSON object');
	const names = Object.keys(value).filter(name => lists.has(name) && typeof value[name] === 'object');
	// A record may hold lists, too; a page is nothing else.
	if ('id' in value || 'sid' in value || names.length === 0) yield {origin, fields: value, page};
	else for (const name of names) yield* walk(value[name], `${origin}: ${name}`, lists, value);
}

/** The result; `undefined` if it refuses, which is told with the origin. What the user must say is asked for at once. */
export const attempt = <Result>(origin: string, refuse: Refuse, read: () => Result): Result | undefined => {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof Refusal) || error instanceof UsageRefusal) throw error;
		refuse({origin, reason: error.message});
		return undefined;
	}
};

/**
The records in a JSON file of an API: pages with lists, arrays, single records, one after the other or one a line.
@param lists the members of a page that hold records, or another page
*/
export async function* jsonRecords(
	input: TextInput,
	lists: ReadonlySet<string>,
	refuse: Refuse,
): AsyncGenerator<JsonRecord> {
	for await (const {origin, value} of jsonDocuments(input, {lists}, refuse)) {
		const records = attempt(origin, refuse, () => [...walk(value, origin, lists, {})]);
		yield* records ?? [];
	}
}
