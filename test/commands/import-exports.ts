import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {sampleFile, temporaryFolder} from '../helpers/store.js';

test('an export comes back, also packed, with its holds and owners', async t => {
	const folder = temporaryFolder(t);
	const first = commandLineOn(path.join(folder, 'first'));
	await first(['import', sampleFile]);
	await first(['hold', 'add', 'Case 7', '3001', '3002', '--note', 'letter']);
	const filter = ['--filter', 'id:3001..3004'];
	const text = await first.stdout(['export', '--format', 'ndjson', ...filter]);
	const file = path.join(folder, 'all.ndjson.gz');
	writeFileSync(file, gzipSync(text));
	const second = commandLineOn(path.join(folder, 'second'));
	t.is(
		await second.stdout(['import', file]),
		'Change 1: imported 4 new, 0 changed, 0 unchanged.\nChange 2: 2 sessions stay held as “Case 7”.\n',
	);
	t.is(await second.stdout(['export', '--format', 'ndjson', ...filter]), text);
	t.is(await second.stdout(['import', file]), 'Nothing new: 0 new, 0 changed, 4 unchanged.\n');
	const refused = await second(['delete', '3001', '--yes']);
	t.is(refused.code, 1);
	t.regex(await second.stdout(['hold', 'list', '--json']), /"note": "letter"/);
});

test('an export of an archive keeps what its chats are called elsewhere', async t => {
	const folder = temporaryFolder(t);
	const chat = path.join(folder, 'WhatsApp Chat with Anna.txt');
	writeFileSync(chat, '13/12/21, 22:01 - Ben: Hi\n13/12/21, 22:02 - Anna: Hello\n');
	const first = commandLineOn(path.join(folder, 'first'));
	await first(['import', chat, '--zone', 'Europe/Berlin']);
	const file = path.join(folder, 'all.json');
	await first(['export', '--format', 'json', '--output', file]);
	const second = commandLineOn(path.join(folder, 'second'));
	t.is(await second.stdout(['import', file]), 'Change 1: imported 1 new, 0 changed, 0 unchanged.\n');
	t.is(await second.stdout(['list', '--json']), await first.stdout(['list', '--json']));
	t.is(
		await second.stdout(['import', chat, '--zone', 'Europe/Berlin']),
		'Nothing new: 0 new, 0 changed, 1 unchanged.\n',
	);
	const pbx = commandLineOn(path.join(folder, 'pbx'));
	await pbx(['import', sampleFile]);
	const mixed = await pbx(['import', file]);
	t.is(mixed.code, 1);
});

test('an export of several sites is refused beyond the first', async t => {
	const folder = temporaryFolder(t);
	const chatlogs = commandLineOn(path.join(folder, 'first'));
	await chatlogs(['import', sampleFile]);
	const lines = await chatlogs.stdout(['export', '--format', 'ndjson', '--filter', 'id:3001..3002']);
	const [one, two] = lines.split('\n');
	const file = path.join(folder, 'sites.ndjson');
	writeFileSync(file, `{"site":"a",${one!.slice(1)}\n{"site":"b",${two!.slice(1)}\n`);
	const done = await commandLineOn(path.join(folder, 'second'))(['import', file]);
	t.regex(done.stdout, /1 new/);
	t.regex(done.stderr, /of another store than the first one/);
	t.is(done.code, 1);
});
