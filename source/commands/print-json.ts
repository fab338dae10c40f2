import {inertJson} from './output.js';

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
