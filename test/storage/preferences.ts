import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {kernelLock} from '../../source/storage/lock.js';
import {nodeFileSystem} from '../../source/storage/node-file-system.js';
import {openPreferences, type PreferenceFile} from '../../source/storage/preferences.js';
import {temporaryFolder} from '../helpers/store.js';

const machine = {files: nodeFileSystem, lock: kernelLock};

const isCount = (value: unknown): value is {readonly count: number} =>
	typeof value === 'object' && value !== null && 'count' in value;

const open = async (folder: string): Promise<PreferenceFile> => openPreferences(machine, folder, isCount);

const add = (kept: unknown): {readonly count: number} => ({count: isCount(kept) ? kept.count + 1 : 1});

test('nothing is made before something is kept', async t => {
	const folder = path.join(temporaryFolder(t), 'config');
	const {value, problem} = await open(folder);
	t.deepEqual([value, problem], [undefined, undefined]);
	t.false(fs.existsSync(folder));
});

test('many that write at once lose nothing', async t => {
	const folder = path.join(temporaryFolder(t), 'config');
	const files = await Promise.all(Array.from({length: 4}, async () => open(folder)));
	await Promise.all(files.flatMap(file => [1, 2, 3].map(async () => file.update(add))));
	const {value} = await open(folder);
	t.deepEqual(value, {count: 12});
	t.is(fs.statSync(path.join(folder, 'preferences.json')).mode & 0o777, 0o600);
});

const broken: readonly (readonly [what: string, put: (file: string) => void])[] = [
	['no JSON', file => fs.writeFileSync(file, '{"count":')],
	['of another form', file => fs.writeFileSync(file, '[]')],
	['empty', file => fs.writeFileSync(file, '')],
	['very large', file => fs.writeFileSync(file, ' '.repeat(1_048_577))],
	['a folder', file => fs.mkdirSync(file)],
	['a link to a file', file => fs.symlinkSync('/etc/passwd', file)],
	['a link to nothing', file => fs.symlinkSync('nothing', file)],
	['a pipe', file => execFileSync('mkfifo', [file])],
];

for (const [what, put] of broken)
	test(`what is ${what} is told, set aside, and makes room`, async t => {
		const folder = temporaryFolder(t);
		const file = path.join(folder, 'preferences.json');
		put(file);
		const kept = await open(folder);
		t.is(kept.value, undefined);
		t.regex(kept.problem!, /preferences\.json .+ It is .+preferences\.broken-1\.json now\.$/);
		t.truthy(fs.lstatSync(path.join(folder, 'preferences.broken-1.json')));
		await kept.update(add);
		// Broken while it is open, it is set aside before it is replaced.
		fs.rmSync(file);
		put(file);
		t.deepEqual(await kept.update(add), {count: 1});
		t.truthy(fs.lstatSync(path.join(folder, 'preferences.broken-2.json')));
		const {value, problem} = await open(folder);
		t.deepEqual([value, problem], [{count: 1}, undefined]);
	});

test('a folder that cannot be written is a refusal, and one that cannot be read a problem', async t => {
	const folder = path.join(temporaryFolder(t), 'config');
	fs.writeFileSync(folder, '');
	const kept = await open(folder);
	t.is(kept.value, undefined);
	t.regex(kept.problem!, /is not inside a folder/);
	await t.throwsAsync(async () => kept.update(add), {instanceOf: StoreRefusal});
});
