import test from 'ava';
import {type RefusedRecord} from '../../../source/domain/incoming.js';
import {jsonDocuments} from '../../../source/exchange/read/json-documents.js';

const read = async (pieces: Iterable<string>, longest?: number) => {
	const refused: RefusedRecord[] = [];
	const documents: string[] = [];
	const options = {lists: new Set(['list', 'messages', 'records']), ...(longest !== undefined && {longest})};
	for await (const {origin, value} of jsonDocuments({name: 'x', text: pieces}, options, record =>
		refused.push(record),
	))
		documents.push(`${origin} ${JSON.stringify(value)}`);
	return {documents, refused: refused.map(({origin, reason}) => `${origin} ${reason}`)};
};

/** Read whole, character by character, and as if it were too long for JSON.parse: it must be the same. */
const ways: readonly (readonly [title: string, (text: string) => ReturnType<typeof read>])[] = [
	['whole', async text => read([text])],
	['in small pieces', async text => read(text)],
	['as if it were too long', async text => read(text, 0)],
];

for (const [way, readSo] of ways) {
	for (const [title, text, documents] of [
		['one document', '{"a":1}', ['x {"a":1}']],
		['one document on many lines', '{\n"a":\n1}\n', ['x {"a":1}']],
		['an array with one entry a line', '[\n{"a":1}\n]', ['x [{"a":1}]']],
		['a document glued to another', '{"a":1}{"a":2}\n[3]', ['x {"a":1}', 'x:1:8 {"a":2}', 'x:2 [3]']],
		[
			'formatted documents one after the other, with byte order marks',
			'{\n "a": 1\n}\n\uFEFF{\n "a": 2\n}\n',
			['x {"a":1}', 'x:4:2 {"a":2}'],
		],
		['line ends of an old Mac', '{"a":1}\r{"a":2}\r', ['x {"a":1}', 'x:1:9 {"a":2}']],
		[
			'every kind of value',
			'[{"a":[1.5,-2e3,true,false,null,"",{}]}]',
			['x [{"a":[1.5,-2000,true,false,null,"",{}]}]'],
		],
		['escapes', String.raw`["\"\\\u00e9\n\ud83d"]`, [String.raw`x ["\"\\é\n\ud83d"]`]],
		['a member of any name', '[{"__proto__":{"a":1}}]', ['x [{"__proto__":{"a":1}}]']],
	] as const) {
		test(`reads ${title}, ${way}`, async t => {
			t.deepEqual(await readSo(text), {documents, refused: []});
		});
	}
}

for (const [title, text, documents, refused] of [
	['a byte order mark', '\uFEFF\n{"a":1}\n', ['x {"a":1}'], []],
	['a line for each document', '\n{"a":1}\r\n\r\n{"a":2}\n', ['x:2 {"a":1}', 'x:4 {"a":2}'], []],
	['lines with a byte order mark', '{"a":1}\n\uFEFF{"a":2}\n', ['x:1 {"a":1}', 'x:2 {"a":2}'], []],
	[
		'a bad first line',
		'{"a":\n{"a":2}\n{"a":3}',
		['x:2 {"a":2}', 'x:3 {"a":3}'],
		['x:1:6 it is cut off here'],
	],
	[
		'bad lines among others',
		'{"a":1}\n{"a"\n{"b"\n{"a":3}',
		['x:1 {"a":1}', 'x:4 {"a":3}'],
		['x:2:5 it is cut off here', 'x:3:5 it is cut off here'],
	],
	[
		'a formatted document among lines, and two in one',
		'{"a":1}\n{\n "a": 2\n}\n{"a":3}{"a":4}',
		['x:1 {"a":1}', 'x:2 {"a":2}', 'x:5 {"a":3}', 'x:5:8 {"a":4}'],
		[],
	],
] as const) {
	test(`reads ${title}`, async t => {
		t.deepEqual(await read([text]), {documents: [...documents], refused: [...refused]});
	});
}

test('gives whole numbers that JavaScript would round as they are written', async t => {
	const text =
		'{"a":9007199254740993,"b":9007199254740991,"c":[-12345678901234567890],"d":"12345678901234567"}';
	const {documents} = await read([text]);
	t.deepEqual(documents, [`x ${text.replace('9007199254740993', '"$&"').replace(/-\d+/, '"$&"')}`]);
	const lines = await read([`${text}\n${text}`]);
	t.deepEqual(
		lines.documents.map(document => document.replace(/^x:\d/, 'x')),
		[documents[0], documents[0]],
	);
});

for (const [title, text, origin, reason] of [
	['nothing', '', 'x', 'it is empty'],
	['only blank lines', ' \n\r\n', 'x', 'it is empty'],
	['words', 'hello, world', 'x:1:1', 'it is not JSON: "h" is unexpected here'],
	['a web page', '<!DOCTYPE html>\n<style>\nb {}\n</style>\n', 'x:1:1', 'it is HTML or XML, not JSON'],
	['a bad value', '{\n"a": [1, oops]}', 'x:2:10', 'it is not JSON: "o" is unexpected here'],
	['an unquoted key', '{a:1}', 'x:1:2', 'it is not JSON: "a" is unexpected here'],
	[
		'single quotes',
		"{'a':1}",
		'x:1:2',
		`it is not JSON: "'" is unexpected here; texts stand in double quotes`,
	],
	['a comma too many', '{"a":1,}', 'x:1:8', 'it is not JSON: "}" is unexpected here'],
	['a missing colon', '{"a" 1}', 'x:1:6', 'it is not JSON: "1" is unexpected here'],
	['a missing comma', '\n\n{"a":"b"\n"c":1}', 'x:4:1', String.raw`it is not JSON: "\"" is unexpected here`],
	['the wrong bracket', '{"a":[1}', 'x:1:8', 'it is not JSON: "}" is unexpected here'],
	['no end', '{"a":[{}', 'x:1:9', 'it is cut off here'],
	['a text without end', '{"a":"b', 'x:1:6', 'it is cut off inside the text that begins here'],
	['a character without end', '{"a":"b\u001A\uDCE2', 'x:1:8', 'it is cut off inside a character'],
	['a bad byte', '{"a":"b\u001A\uDCE9c"}', 'x:1:8', 'the byte 0xE9 is not UTF-8'],
	['a bad byte outside a text', '{"a":\u001A\uDCFF}', 'x:1:6', 'the byte 0xFF is not UTF-8'],
	['NUL', '{"a":"b\0c"}', 'x:1:8', 'it is not JSON: NUL (U+0000) stands inside a text and must be escaped'],
	['NUL outside a text', '{"a":\0}', 'x:1:6', 'it is not JSON: NUL (U+0000) is unexpected here'],
	[
		'a line end in a text',
		'{"a":"b\nc"}',
		'x:1:8',
		'it is not JSON: a line end stands inside a text and must be escaped',
	],
	['an escape that is none', String.raw`{"a":"\q"}`, 'x:1:7', 'it is not JSON: no such escape is known'],
] as const) {
	test(`says where a text is wrong that has ${title}`, async t => {
		const told = {documents: [], refused: [`${origin} ${reason}`]};
		t.deepEqual(await read([text]), told);
		t.deepEqual(await read(text, 0), told);
	});
}

const good = '{"id":1,"tags":["a"]}';

for (const [title, text, document, refused] of [
	[
		'a record in a list in a list',
		`{"messages":[{"id":7,"records":[${good},{"b":[tru]},${good}]}]}`,
		`x {"messages":[{"id":7,"records":[${good},null,${good}]}]}`,
		['x:1:61: messages[0].records[1] it is not JSON: "t" is unexpected here'],
	],
	[
		'entries of an array',
		`[${good},\n{"id":"\u001A\uDCE9","tags":["b"]},{'b':1}, ${good}, 1 2]`,
		`x [${good},null,null,${good},1,2]`,
		[
			'x:2:8: [1] the byte 0xE9 is not UTF-8',
			`x:2:27: [2] it is not JSON: "'" is unexpected here; texts stand in double quotes`,
			'x:2:60 it is not JSON: "2" is unexpected here',
		],
	],
	[
		'a member beside a list',
		`{"list":[${good}],"errcode":zero,"total":1}`,
		`x {"list":[${good}],"total":1}`,
		['x:1:43 it is not JSON: "z" is unexpected here'],
	],
	[
		'a record without its end',
		`{"list":[{"a":1],"total":1}`,
		'x {"list":[],"total":1}',
		['x:1:16: list[0] it is not JSON: "]" is unexpected here'],
	],
	[
		'its end: inside a record',
		`{"total":2,"list":[${good},{"id":2,"tags":["b`,
		`x {"total":2,"list":[${good}]}`,
		['x:1:58: list[1] it is cut off inside the text that begins here'],
	],
	[
		'its end: between records',
		`{"total":2,"list":[${good},`,
		`x {"total":2,"list":[${good}]}`,
		['x:1:42: list it is cut off here'],
	],
] as const) {
	test(`takes in the rest of a document that is damaged in ${title}`, async t => {
		const told = {documents: [document], refused: [...refused]};
		t.deepEqual(await read([text]), told);
		t.deepEqual(await read(text), told);
	});
}

test('refuses what lies between documents once, and goes on with the next', async t => {
	const page = '<html>\n{}\n<p>502</p>\n</html>';
	t.deepEqual(await read([`{"a":\n1}\n${page}\n{\n"a":2}`, ', ,{"a":3}]']), {
		documents: ['x {"a":1}', 'x:4 {}', 'x:7 {"a":2}', 'x:8:10 {"a":3}'],
		refused: [
			'x:3:1 it is HTML or XML, not JSON',
			'x:5:1 it is HTML or XML, not JSON',
			'x:8:7 it is not JSON: "," is unexpected here',
			'x:8:17 it is not JSON: "]" is unexpected here',
		],
	});
});

test('reads nothing from a text on that is too long, and keeps what was before it', async t => {
	const pieces = ['{"list":[{"id":1},{"id":"', 'x'.repeat(2 ** 28), '"}]}\n{"a":2}'];
	t.deepEqual(await read(pieces, 0), {
		documents: ['x {"list":[{"id":1}]}'],
		refused: [
			'x:1:25: list[1].id more than 256 MB of text; nothing from here on was read',
			'x:1:25: list[1] it is cut off inside the text that begins here',
		],
	});
});
