import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {Readable} from 'node:stream';
import {constants, gzipSync} from 'node:zlib';
import test from 'ava';
import {Refusal} from '../../../source/domain/refusal.js';
import {fileInputs} from '../../../source/exchange/read/import-files.js';
import {type ImportInput, streamInput} from '../../../source/exchange/read/import-input.js';
import {piecesOf} from '../../../source/exchange/read/text-input.js';
import {temporaryFolder} from '../../helpers/store.js';

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const read = async (input: ImportInput) => {
	const refused: string[] = [];
	let text = '';
	for await (const piece of piecesOf(input, ({origin, reason}) => refused.push(`${origin}: ${reason}`)))
		text += piece;
	return {text, refused, source: await input.source()};
};

const readFile = async (file: string) => {
	const [input] = await fileInputs(file);
	return read(input!);
};

const readBytes = async (bytes: Buffer, size = bytes.length) => {
	const chunks = Array.from({length: Math.ceil(bytes.length / size)}, (_, index) =>
		bytes.subarray(index * size, (index + 1) * size),
	);
	const {text, refused, source} = await read(streamInput(Readable.from(chunks), 'stdin'));
	return {text, refused, isWhole: source.digest === digestOf(bytes)};
};

test('gives a file with the digest of its bytes, and without its folder', async t => {
	const file = path.join(temporaryFolder(t), 'dump.json');
	const bytes = Buffer.from('\uFEFF{"sessions":\n[]}\n');
	writeFileSync(file, bytes);
	t.deepEqual(await readFile(file), {
		text: '{"sessions":\n[]}\n',
		refused: [],
		source: {name: 'dump.json', digest: digestOf(bytes)},
	});
});

test('reads a named pipe, which can be read only once', async t => {
	const pipe = path.join(temporaryFolder(t), 'pipe');
	execFileSync('mkfifo', [pipe]);
	const bytes = Buffer.from('{"sessions": []}');
	const [{text, source}] = await Promise.all([readFile(pipe), writeFile(pipe, bytes)]);
	t.is(text, bytes.toString());
	t.deepEqual(source, {name: 'pipe', digest: digestOf(bytes)});
});

test('gives the files in a folder and in those below it, by name, without hidden ones', async t => {
	const folder = temporaryFolder(t);
	mkdirSync(path.join(folder, 'b'));
	for (const file of ['c.json', 'b/2.json', 'b/1.json', '.hidden', 'a.json'])
		writeFileSync(path.join(folder, file), '');
	symlinkSync(path.join(folder, 'a.json'), path.join(folder, 'd.json'));
	symlinkSync(folder, path.join(folder, 'b', 'round'));
	const inputs = await fileInputs(folder);
	t.deepEqual(
		inputs.map(({name}) => path.relative(folder, name)),
		['a.json', 'b/1.json', 'b/2.json', 'c.json', 'd.json'],
	);
});

test('refuses what can not be read, with the reason', async t => {
	const folder = temporaryFolder(t);
	await t.throwsAsync(fileInputs(path.join(folder, 'none')), {instanceOf: Refusal, message: /no such file/});
	await t.throwsAsync(fileInputs(folder), {instanceOf: Refusal, message: /a folder without files/});
	symlinkSync('nowhere', path.join(folder, 'link'));
	await t.throwsAsync(fileInputs(folder), {
		instanceOf: Refusal,
		message: /link cannot be read: there is no such/,
	});
});

test('keeps what came before an error of the disk', async t => {
	const stream = new Readable({read: () => undefined});
	stream.push('{"a":1}');
	setImmediate(() =>
		stream.destroy(Object.assign(new Error('EIO: i/o error, read'), {code: 'EIO', syscall: 'read'})),
	);
	const {text, refused} = await read(streamInput(stream, 'stdin'));
	t.is(text, '{"a":1}');
	t.deepEqual(refused, ['stdin: it could not be read to its end: the disk reports an error']);
});

const words = '{"é": "李雷 😀"}';
const utf16be = Buffer.from(words, 'utf16le').swap16();

for (const [title, bytes] of [
	['UTF-8 alone', Buffer.from(words)],
	['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${words}`)],
	['UTF-16 of little end', Buffer.from(words, 'utf16le')],
	['UTF-16 of little end with a byte order mark', Buffer.from(`\uFEFF${words}`, 'utf16le')],
	['UTF-16 of big end', utf16be],
	['UTF-16 of big end with a byte order mark', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be])],
	['gzip', gzipSync(words)],
	['gzip files one after the other', Buffer.concat([gzipSync(words.slice(0, 5)), gzipSync(words.slice(5))])],
	['UTF-16 in gzip', gzipSync(Buffer.from(`\uFEFF${words}`, 'utf16le'))],
] as const) {
	test(`reads ${title}, however it is cut into chunks`, async t => {
		for (const size of [1, 2, 3, 5, bytes.length])
			t.deepEqual(await readBytes(bytes, size), {text: words, refused: [], isWhole: true});
	});
}

const mark = (...bytes: readonly number[]): string =>
	bytes.map(byte => `\u001A${String.fromCharCode(0xdc_00 + byte)}`).join('');

test('marks every byte that is no character, and nothing else', async t => {
	const bytes = Buffer.concat([
		Buffer.from('a\u00E9b\u0080', 'latin1'),
		Buffer.from('é\u001A\uFFFD😀'),
		// An overlong form, half a surrogate pair, what lies above Unicode, and a character that the end cuts.
		Buffer.from('\u00C0\u00AF|\u00ED\u00A0\u0080|\u00F4\u0090\u0080\u0080|\u00E2\u0082', 'latin1'),
	]);
	const text = `a${mark(0xe9)}b${mark(0x80)}é\u001A\uFFFD😀${mark(0xc0, 0xaf)}|${mark(0xed, 0xa0, 0x80)}|${mark(0xf4, 0x90, 0x80, 0x80)}|${mark(0xe2, 0x82)}`;
	for (const size of [1, 2, 3, 5, bytes.length]) {
		const {text: found} = await readBytes(bytes, size);
		t.is(found, text);
	}
});

const lines = Array.from(
	{length: 20_000},
	(_, index) => `${JSON.stringify({id: index, text: digestOf(Buffer.from([index]))})}\n`,
).join('');

test('tells where gzip was cut or is damaged, and keeps what came before', async t => {
	const packed = gzipSync(lines);
	const cut = await readBytes(packed.subarray(0, packed.length / 2), 4096);
	t.deepEqual(cut.refused, ['stdin: its compressed data is cut off; what came before it was read']);
	t.true(cut.isWhole);
	t.true(lines.startsWith(cut.text));
	t.true(cut.text.length > lines.length / 4);
	packed.writeUInt32LE(1, packed.length - 8);
	const damaged = await readBytes(packed);
	t.deepEqual(damaged.refused, ['stdin: its compressed data is damaged; what came before it was read']);
});

test('does not let a small file fill the memory', async t => {
	const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '), {level: constants.Z_BEST_COMPRESSION});
	const {text, refused, isWhole} = await readBytes(Buffer.concat([bomb, bomb]), 16_384);
	t.regex(refused.join('\n'), /^stdin: its compressed data grows more than 200-fold/);
	t.true(text.length < 16 * 1024 * 1024);
	t.true(isWhole);
	const small = await readBytes(gzipSync(' '.repeat(1_000_000)));
	t.is(small.text.length, 1_000_000);
	t.deepEqual(small.refused, []);
});

test('says of a zip archive what it is', async t => {
	const {refused} = await readBytes(Buffer.from('PK\u0003\u0004etc.'));
	t.deepEqual(refused, [
		'stdin: it is a zip archive that is no file of its own; save it as one, or unpack it, and import that',
	]);
});
