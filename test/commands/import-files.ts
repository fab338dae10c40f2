import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryFolder} from '../helpers/store.js';

const fixture = (name: string): string => path.join('test/fixtures/files', name);

interface Report {
	readonly added: number;
	readonly refused: readonly {readonly place: string; readonly reason: string}[];
}

const importInto = (t: ExecutionContext) => {
	const chatlogs = commandLineOn(path.join(temporaryFolder(t), 'store'));
	return async (...files: readonly string[]) => {
		const {code, stdout} = await chatlogs(['import', ...files, '--json']);
		const {added, refused} = JSON.parse(stdout) as Report;
		return {
			code,
			added,
			refused: refused.map(({place, reason}) => `${path.basename(place)}: ${reason}`),
			chatlogs,
		};
	};
};

for (const [name, added] of [
	['packed.json.gz', 1],
	['utf16le.json', 1],
	['nul-inside.json', 1],
	['glued.json', 5],
	['glued-pretty.json', 5],
] as const) {
	test(`takes in ${name}`, async t => {
		t.like(await importInto(t)(fixture(name)), {code: 0, added, refused: []});
	});
}

test('shows where a message holds NUL', async t => {
	const {chatlogs} = await importInto(t)(fixture('nul-inside.json'));
	t.regex(await chatlogs.stdout(['messages', '1']), /h\^@i/);
});

test('takes in the good files beside those that are not', async t => {
	const folder = path.join(temporaryFolder(t), 'answers');
	mkdirSync(folder);
	writeFileSync(path.join(folder, 'a.html'), '<!DOCTYPE html>\n<p>502 Bad Gateway</p>\n');
	writeFileSync(path.join(folder, 'b.json'), '');
	writeFileSync(
		path.join(folder, 'c.json'),
		Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0, 0x22, 0x7d]),
	);
	const {code, added, refused} = await importInto(t)(fixture('latin1.json'), fixture('glued.json'), folder);
	t.is(code, 1);
	t.is(added, 5);
	t.deepEqual(refused, [
		'latin1.json:1:781: sessions[0]: the byte 0xE9 is not UTF-8',
		'latin1.json:1:1045: messages[0].records[0]: the byte 0xE9 is not UTF-8',
		'a.html:1:1: it is HTML or XML, not JSON',
		'b.json: it is empty',
		'c.json:1:7: it is not JSON: NUL (U+0000) stands inside a text and must be escaped',
	]);
});

for (const [name, refused] of [
	['cut-between.jsonl', 'cut-between.jsonl:6:182: it is cut off inside the text that begins here'],
	['cut-inside-char.jsonl', 'cut-inside-char.jsonl:6:189: it is cut off inside a character'],
] as const) {
	test(`takes in what is whole of ${name}`, async t => {
		t.like(await importInto(t)(fixture(name)), {code: 1, added: 5, refused: [refused]});
	});
}

test('names a message by the list that it is in, and a bad session once', async t => {
	const {added, refused} = await importInto(t)(fixture('place.json'));
	t.is(added, 3);
	t.deepEqual(refused, [
		'place.json: sessions[3]: it has neither type nor channel_type',
		'place.json: messages[2].records[0]: session 9 is not known; import its session record first',
		'place.json: messages[1].records[0]: session 77 is not known; import its session record first',
	]);
});

test('keeps words that are no text as the JSON that they are', async t => {
	const {added, refused, chatlogs} = await importInto(t)(fixture('types.json'));
	t.is(added, 31);
	t.false(refused.some(each => /messages\[3[01]\]/.test(each)));
	t.regex(await chatlogs.stdout(['messages', '662']), / {2}\{"text":"x"\}\n/);
	t.regex(await chatlogs.stdout(['messages', '663']), / {2}\["x"\]\n/);
});
