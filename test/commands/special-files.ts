import {execFileSync} from 'node:child_process';
import {
	cpSync,
	existsSync,
	linkSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {oneIn} from '../helpers/random.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

/** Puts something that is no file there; what it makes besides lies above the folder. */
const kinds: Readonly<Record<string, (t: ExecutionContext, place: string) => Promise<void> | void>> = {
	'a FIFO': (_, place) => void execFileSync('mkfifo', [place]),
	'a folder': (_, place) => mkdirSync(place),
	'a dangling link': (_, place) => symlinkSync(path.join(place, '..', '..', 'nowhere'), place),
	'a link to a file': (_, place) => symlinkSync(path.join(place, '..', '..', 'target'), place),
	'a link to a device': (_, place) => symlinkSync('/dev/zero', place),
	async 'a socket'(t, place) {
		const server = createServer();
		await new Promise<void>(resolve => void server.listen(place, resolve));
		t.teardown(() => server.close());
	},
};

const names = [
	'store.json',
	'changes.jsonl',
	'words.jsonl',
	's0-1.jsonl',
	'm1.jsonl',
	'lock',
	'deliver-lock',
	'deliver-lock-pbx',
	'store.json.new',
	'backup-1',
	'lost+found.jsonl',
];

const commands: readonly (readonly string[])[] = [
	['list'],
	['changes'],
	['messages', '3001'],
	['search', 'refund'],
	['transfer', '3001', '--to', 'extension:1002', '--yes'],
	['deliver'],
	['import', path.resolve('data/sample.yeastar.json')],
	['check'],
	['check', '--repair'],
];

for (const [kind, put] of Object.entries(kinds)) {
	test(`${kind} in the place of any file of a store keeps nobody waiting, is never used, and check names it`, async t => {
		const template = await temporaryStore(t);
		for (const name of oneIn(4, names)) {
			const root = temporaryFolder(t);
			const folder = path.join(root, 'store');
			cpSync(template, folder, {recursive: true});
			writeFileSync(path.join(root, 'target'), 'untouched');
			const chatlogs = commandLineOn(folder);
			await chatlogs(['platform', 'set', 'https://platform.example/']);
			const place = path.join(folder, name);
			rmSync(place, {force: true});
			await put(t, place);
			for (const argv of commands) {
				const {code, stderr} = await chatlogs(argv);
				t.true([0, 1, 3].includes(code), `${name}, ${argv.join(' ')}: ${code} ${stderr}`);
				if (code === 3) t.true(stderr.includes(name), `${name}, ${argv.join(' ')}: ${stderr}`);
			}

			if (!(name === 'backup-1' && kind === 'a folder')) {
				const {code, stdout, stderr} = await chatlogs(['check']);
				t.not(code, 0, name);
				t.true((stdout + stderr).includes(name), name);
			}

			t.is(readFileSync(path.join(root, 'target'), 'utf8'), 'untouched');
			t.false(existsSync(path.join(root, 'nowhere')), `${name} was made through a link`);
		}
	});
}

test('a file with another name elsewhere is read, not written, and check --repair gives the store one of its own', async t => {
	const folder = await temporaryStore(t);
	const copy = path.join(folder, '..', 'copy');
	linkSync(path.join(folder, 'changes.jsonl'), copy);
	const before = readFileSync(copy, 'utf8');
	const chatlogs = commandLineOn(folder);
	t.is(await chatlogs.code(['list']), 0);
	t.regex(await chatlogs.stderr(['delete', '3001', '--yes']), /another name elsewhere/);
	t.regex(await chatlogs.stderr(['check']), /changes\.jsonl: it has another name elsewhere/);
	t.is(await chatlogs.code(['check', '--repair']), 0);
	t.is(readFileSync(copy, 'utf8'), before);
	await chatlogs(['pbx', 'set', 'firmware=37.23.0.31']);
	t.is(await chatlogs.code(['delete', '3001', '--yes']), 0);
	t.is(readFileSync(copy, 'utf8'), before);
});

test('a store whose making ended before store.json had its name is taken up again', async t => {
	const folder = path.join(temporaryFolder(t), 'store');
	mkdirSync(folder);
	for (const name of ['lock', 'changes.jsonl']) writeFileSync(path.join(folder, name), '', {mode: 0o600});
	writeFileSync(path.join(folder, 'store.json.new'), '{"format":"chatlogs","ver');
	const chatlogs = commandLineOn(folder);
	t.is(await chatlogs.code(['import', path.resolve('data/sample.yeastar.json')]), 0);
	t.is(await chatlogs.code(['check']), 0);
});

test('the folder of a store may be a link', async t => {
	const root = temporaryFolder(t);
	mkdirSync(path.join(root, 'real'), {mode: 0o700});
	symlinkSync('real', path.join(root, 'link'));
	const chatlogs = commandLineOn(path.join(root, 'link'));
	t.is(await chatlogs.code(['import', path.resolve('data/sample.yeastar.json')]), 0);
	t.is(await chatlogs.code(['check']), 0);
	t.true(readdirSync(path.join(root, 'real')).includes('store.json'));
});

test('what is no file in the place of what the person’s state keeps is named, and neither passed over nor replaced', async t => {
	const folder = await temporaryStore(t);
	const stateFolder = path.join(temporaryFolder(t), 'state');
	const chatlogs = commandLineOn(folder, {stateFolder});
	const watch = ['watch', 'w', '--filter', 'status:open', '--once'];
	t.is(await chatlogs.code(watch), 0);
	const watched = readdirSync(path.join(stateFolder, 'watches')).find(name => name.endsWith('.json'));
	for (const [name, argv] of [
		['erased.json', ['delete', '3001', '--yes']],
		['erasing.json', ['erase']],
		[path.join('watches', watched!), watch],
	] as const) {
		const place = path.join(stateFolder, name);
		rmSync(place, {force: true});
		symlinkSync(path.join(stateFolder, 'elsewhere'), place);
		const {code, stderr} = await chatlogs(argv);
		t.is(code, 3, name);
		t.true(stderr.includes(`${place} is a symbolic link`), stderr);
		t.true(lstatSync(place).isSymbolicLink());
		rmSync(place);
	}
});
