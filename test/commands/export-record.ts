import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

interface Listed {
	readonly change: number;
	readonly by: string;
	readonly kind: string;
	readonly description: string;
	readonly sessions: number;
}

const versionIn = (folder: string): number =>
	(JSON.parse(readFileSync(path.join(folder, 'store.json'), 'utf8')) as {readonly version: number}).version;

test('an export is a change that tells who and how many, and cannot be undone', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	await chatlogs(['archive', '3001', '--yes']);
	const before = readFileSync(path.join(folder, 'changes.jsonl'), 'utf8');
	await chatlogs(['export', '--format', 'csv', '--filter', 'id:3001..3003']);
	const {changes} = JSON.parse(await chatlogs.stdout(['changes', '--json', '--limit', '1'])) as {
		changes: readonly Listed[];
	};
	t.like(changes, [
		{
			change: 3,
			by: 'ann',
			kind: 'export',
			description: 'Exported 3 sessions as csv; nothing was altered',
			sessions: 0,
		},
	]);
	t.is(versionIn(folder), 4);
	t.notRegex(readFileSync(path.join(folder, 'changes.jsonl'), 'utf8').slice(before.length), /3001/);
	t.regex(await chatlogs.stdout(['undo', '--yes']), /change 2/i);
	t.is(await chatlogs.code(['check']), 0);
});

test('only an export that begins is recorded', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const file = path.join(temporaryFolder(t), 'all.json');
	writeFileSync(file, 'mine');
	const before = readFileSync(path.join(folder, 'changes.jsonl'), 'utf8');
	t.is(await chatlogs.code(['export', '--format', 'json', '--output', file]), 2);
	t.is(await chatlogs.code(['export', '--format', 'json', '--filter', 'is:']), 2);
	t.is(readFileSync(path.join(folder, 'changes.jsonl'), 'utf8'), before);
	t.is(readFileSync(file, 'utf8'), 'mine');
});

test('a store that can only be read is exported, and says that this is not recorded', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const sites = await chatlogs(['export', '--format', 'ndjson']);
	const journal = path.join(folder, 'changes.jsonl');
	writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"no change\n{"at all\n`);
	const before = readFileSync(journal, 'utf8');
	const read = await chatlogs(['export', '--format', 'ndjson']);
	t.is(read.stdout, sites.stdout);
	t.is(read.code, 0);
	t.regex(read.stderr, /The export is not recorded: The store can only be read/);
	t.is(readFileSync(journal, 'utf8'), before);
});
