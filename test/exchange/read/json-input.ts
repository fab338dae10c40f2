import test from 'ava';
import {type RefusedRecord} from '../../../source/domain/incoming.js';
import {jsonDocuments} from '../../../source/exchange/read/json-input.js';

const read = (text: string | Iterable<string>) => {
	const refused: RefusedRecord[] = [];
	const documents = [...jsonDocuments({name: 'x', text}, record => refused.push(record))];
	return {documents: documents.map(({place, value}) => `${place} ${JSON.stringify(value)}`), refused};
};

for (const [title, text, documents] of [
	['one document', '{"a":1}', ['x {"a":1}']],
	['one document on many lines', '{\n"a":\n1}\n', ['x {"a":1}']],
	['an array with one entry a line', '[\n{"a":1}\n]', ['x [{"a":1}]']],
	['a byte order mark', '\uFEFF{"a":1}', ['x {"a":1}']],
	['a line for each document', '\n{"a":1}\r\n\r\n{"a":2}\n', ['x:2 {"a":1}', 'x:4 {"a":2}']],
	['a bad first line', '{"a":\n{"a":2}\n{"a":3}', ['x:2 {"a":2}', 'x:3 {"a":3}']],
	['a bad line among others', '{"a":1}\n{"a"\n{"a":3}', ['x:1 {"a":1}', 'x:3 {"a":3}']],
] as const) {
	test(`reads ${title}, as a text and line by line`, t => {
		t.deepEqual(read(text).documents, documents);
		t.deepEqual(read(text.split('\n')).documents, documents);
	});
}

for (const [title, text, place, reason] of [
	['nothing', '', 'x', 'it is empty'],
	['only blank lines', '\uFEFF \n\r\n', 'x', 'it is empty'],
	['words', 'hello', 'x:1:1', 'it is not JSON: "h" is unexpected here'],
	['a bad value', '{\n"a": [1, oops]}', 'x:2:10', 'it is not JSON: "o" is unexpected here'],
	['a comma too many', '[1,\n]', 'x:2:1', 'it is not JSON: "]" is unexpected here'],
	['an unquoted key', '{a:1}', 'x:1:2', 'it is not JSON: "a" is unexpected here'],
	['a missing colon', '{"a" 1}', 'x:1:6', 'it is not JSON: "1" is unexpected here'],
	['a missing comma', '\n\n{"a":"b"\n"c":1}', 'x:4:1', String.raw`it is not JSON: "\"" is unexpected here`],
	['the wrong bracket', '{"a":[1}', 'x:1:8', 'it is not JSON: "}" is unexpected here'],
	['more after its end', '[1] 2', 'x:1:5', 'it is not JSON: "2" is unexpected here'],
	['no end', '{"a":[{}', 'x:1:9', 'it is not JSON: it ends too early'],
	[
		'a control character in a text',
		'["a\u0001"]',
		'x:1:2',
		String.raw`it is not JSON: "\"" is unexpected here`,
	],
] as const) {
	test(`says where a text is wrong that has ${title}`, t => {
		t.deepEqual(read(text), {documents: [], refused: [{place, reason}]});
	});
}

test('refuses a document that no string can hold, and says what to do', t => {
	const line = `1,${' '.repeat(1024 * 1024)}`;
	function* lines() {
		yield '[';
		for (let count = 0; count < 512; count++) yield line;
	}

	const {documents, refused} = read(lines());
	t.deepEqual(documents, []);
	t.regex(refused[0]!.reason, /512 MB.*JSON Lines/);
});
