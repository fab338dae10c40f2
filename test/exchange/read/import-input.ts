import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {Readable} from 'node:stream';
import test from 'ava';
import {Refusal} from '../../../source/domain/refusal.js';
import {fileInput, streamInput} from '../../../source/exchange/read/import-input.js';
import {temporaryFolder} from '../../helpers/store.js';

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('gives a file with the digest of its bytes, and without its folder', async t => {
	const file = path.join(temporaryFolder(t), 'dump.json');
	const bytes = Buffer.from('\uFEFF{"sessions":\n[]}\n');
	writeFileSync(file, bytes);
	const {name, text, source} = await fileInput(file);
	t.is(name, file);
	t.deepEqual([...(text as Iterable<string>)], ['{"sessions":', '[]}', '']);
	t.deepEqual(source, {name: 'dump.json', digest: digestOf(bytes)});
});

test('gives a stream the same digest as a file', async t => {
	const bytes = Buffer.from('{"customer": "李雷"}');
	// Cut inside a character.
	const {text, source} = await streamInput(
		Readable.from([bytes.subarray(0, 15), bytes.subarray(15)]),
		'stdin',
	);
	t.is(text, '{"customer": "李雷"}');
	t.deepEqual(source, {name: 'stdin', digest: digestOf(bytes)});
});

test('reads a named pipe, which can be read only once', async t => {
	const pipe = path.join(temporaryFolder(t), 'pipe');
	execFileSync('mkfifo', [pipe]);
	const bytes = Buffer.from('{"sessions": []}');
	const [{text, source}] = await Promise.all([fileInput(pipe), writeFile(pipe, bytes)]);
	t.is(text, bytes.toString());
	t.deepEqual(source, {name: 'pipe', digest: digestOf(bytes)});
});

test('refuses what can not be read, with the reason', async t => {
	const folder = temporaryFolder(t);
	await t.throwsAsync(fileInput(path.join(folder, 'none')), {instanceOf: Refusal, message: /no such file/});
	await t.throwsAsync(fileInput(folder), {instanceOf: Refusal, message: /it is a folder/});
	const latin = Readable.from([Buffer.from([0x4d, 0xfc])]);
	await t.throwsAsync(streamInput(latin, 'stdin'), {instanceOf: Refusal, message: /stdin is not UTF-8/});
});
