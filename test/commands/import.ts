import {createHash} from 'node:crypto';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {openStore} from '../../source/storage/open-store.js';
import {commandLineOn} from '../helpers/command-line.js';
import {realFiles, sampleFile, temporaryFolder} from '../helpers/store.js';

interface Report {
	readonly change: number | null;
	readonly added: number;
	readonly refused: readonly {readonly place: string; readonly reason: string}[];
}

const records = (count: number): object[] =>
	Array.from({length: count}, (_, index) => ({
		id: 1 + index,
		type: 'sms',
		did_number: '+15550100',
		to: {user_type: 2, user_no: `+1555${1 + index}`},
	}));

test('makes a store of a file, and of the same file nothing new', async t => {
	const folder = path.join(temporaryFolder(t), 'new', 'store');
	const chatlogs = commandLineOn(folder);
	const first = await chatlogs(['import', sampleFile]);
	t.is(first.code, 0);
	t.is(first.stdout, 'Change 1: imported 50 new, 0 changed, 0 unchanged.\n');
	t.regex(first.stderr, /^chatlogs: \d+ new owners: extension 10\d\d .* and \d+ more\n$/);
	const second = await chatlogs(['import', sampleFile]);
	t.is(second.code, 0);
	t.is(second.stdout, 'Nothing new: 0 new, 0 changed, 50 unchanged.\n');
	const silent = {code: 0, stdout: '', stderr: '', shown: []};
	t.deepEqual(await chatlogs(['import', sampleFile, '--quiet']), silent);
	t.deepEqual(await chatlogs(['import', sampleFile, '--quiet', '--json']), silent);
});

test('keeps the name and digest of what was read, not its folder', async t => {
	const folder = path.join(temporaryFolder(t), 'store');
	await commandLineOn(folder)(['import', sampleFile]);
	const store = await openStore(folder, realFiles);
	const [change] = store.changes();
	await store.close();
	const digest = createHash('sha256').update(readFileSync(sampleFile)).digest('hex');
	t.deepEqual(change!.import!.sources, [{name: 'sample.yeastar.json', digest}]);
});

test('reads stdin', async t => {
	const chatlogs = commandLineOn(path.join(temporaryFolder(t), 'store'));
	const {code, stdout} = await chatlogs(['import', '-', '--json'], {
		stdin: JSON.stringify({sessions: records(3)}),
	});
	t.is(code, 0);
	t.is((JSON.parse(stdout) as Report).added, 3);
});

test('takes in what is good and names what is not, at most twenty', async t => {
	const chatlogs = commandLineOn(path.join(temporaryFolder(t), 'store'));
	const bad = Array.from({length: 30}, () => ({id: -1, type: 'sms'}));
	const stdin = JSON.stringify({sessions: [...records(2), ...bad]});
	const json = await chatlogs(['import', '-', '--json'], {stdin});
	t.is(json.code, 1);
	const report = JSON.parse(json.stdout) as Report;
	t.is(report.added, 2);
	t.is(report.refused.length, 30);
	const people = await chatlogs(['import', '-'], {stdin});
	t.is(people.code, 1);
	const lines = people.stderr.trimEnd().split('\n');
	t.is(lines.length, 21);
	t.regex(lines[0]!, /^chatlogs: refused stdin: sessions\[2\]: its id is -1/);
	t.is(lines[20], 'chatlogs: refused 10 more; --json names all');
});

const unusable: readonly [title: string, content: string][] = [
	['no JSON', 'hello'],
	['an empty file', ''],
	['a list of nothing', '[]'],
];

for (const [title, content] of unusable) {
	test(`makes no store of ${title}`, async t => {
		const folder = path.join(temporaryFolder(t), 'store');
		const {stdout} = await commandLineOn(folder)(['import', '-'], {stdin: content});
		t.regex(stdout, /^Nothing new/);
		t.false(existsSync(folder));
	});
}

test('imports nothing if one of the files is missing', async t => {
	const folder = path.join(temporaryFolder(t), 'store');
	const {code, stderr} = await commandLineOn(folder)(['import', sampleFile, '/nowhere.json']);
	t.is(code, 1);
	t.is(stderr, 'chatlogs: /nowhere.json cannot be read: there is no such file. Nothing was imported.\n');
	t.false(existsSync(folder));
});

test('puts no store into a folder that holds something else', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(path.join(folder, 'letter.txt'), 'dear');
	const {code, stderr} = await commandLineOn(folder)(['import', sampleFile]);
	t.is(code, 3);
	t.regex(stderr, /holds something else/);
});

test('takes whoever is missing from complete lists for deleted', async t => {
	const chatlogs = commandLineOn(path.join(temporaryFolder(t), 'store'));
	const extensions = [
		{id: 1, number: '1001'},
		{id: 2, number: '1002'},
	];
	const sessions = [{...records(1)[0], pickup_member_id: 2}];
	await chatlogs(['import', '-'], {stdin: JSON.stringify({extensions, sessions})});
	t.is(await chatlogs.stdout(['list', '--filter', 'is:orphaned']), '');
	await chatlogs(['import', '-', '--complete-lists'], {
		stdin: JSON.stringify({extensions: extensions.slice(0, 1)}),
	});
	t.not(await chatlogs.stdout(['list', '--filter', 'is:orphaned']), '');
});

test('tells on a terminal how far it is, and takes that away at the end', async t => {
	const chatlogs = commandLineOn(path.join(temporaryFolder(t), 'store'));
	const stdin = JSON.stringify({sessions: records(450)});
	const {stderr} = await chatlogs(['import', '-'], {stdin, isTerminal: true});
	t.is(stderr, '\r\u001B[K200 sessions …\r\u001B[K400 sessions …\r\u001B[K');
});
