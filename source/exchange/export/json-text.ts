import {lazily} from '../../text/lazily.js';

/**
Characters that a terminal would act on although JSON need not escape them: C1 controls, bidi and format characters.
*/
const unescaped = lazily(() => /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu);

const escape = (character: string): string =>
	Array.from(
		{length: character.length},
		(_, unit) => String.raw`\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
	).join('');

/** The value as JSON that says the same but is harmless on a terminal. */
export const inertJson = (value: unknown, indent?: number): string =>
	JSON.stringify(value, undefined, indent).replaceAll(unescaped(), escape);

/** In memory, or as they are found. */
type Records = Iterable<object> | AsyncIterable<object>;

const indented = (value: unknown, by: string): string => inertJson(value, 2).replaceAll('\n', `\n${by}`);

/** `{…head, name: records}` as one document, record by record. */
export async function* jsonListText(head: object, name: string, records: Records): AsyncGenerator<string> {
	yield '{\n';
	for (const [key, value] of Object.entries(head)) yield `  ${inertJson(key)}: ${indented(value, '  ')},\n`;
	yield `  ${inertJson(name)}: [`;
	const margin = ' '.repeat(4);
	let isFirst = true;
	for await (const record of records) {
		yield `${isFirst ? '' : ','}\n${margin}${indented(record, margin)}`;
		isFirst = false;
	}

	yield isFirst ? ']\n}\n' : '\n  ]\n}\n';
}

/** One JSON object a line. */
export async function* jsonLinesText(records: Records): AsyncGenerator<string> {
	for await (const record of records) yield `${inertJson(record)}\n`;
}
