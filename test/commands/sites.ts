import {
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {noteSync} from '../../source/storage/sync-time.js';
import {run, runnerOf, type Runner} from '../helpers/command-line.js';
import {Platform} from '../helpers/platform.js';
import {connectedSite} from '../helpers/pbx/connected-site.js';
import {noon, temporaryFolder, temporaryStore} from '../helpers/store.js';

interface Desk {
	readonly chatlogs: Runner;
	readonly config: string;
	readonly data: string;
}

/** A person with a configuration of their own, who has no site yet. */
const personIn = (t: ExecutionContext): Desk => {
	const folder = temporaryFolder(t);
	const [config, data] = [path.join(folder, 'config'), path.join(folder, 'data')];
	const sender = {...new Platform().sender, configFolder: config};
	const chatlogs = runnerOf(async (argv, setting) =>
		run(argv, {sender, dataFolder: data, stateFolder: path.join(folder, 'state'), ...setting}),
	);
	return {chatlogs, config, data};
};

const withTwoSites = async (
	t: ExecutionContext,
): Promise<Desk & {readonly a: string; readonly b: string}> => {
	const desk = personIn(t);
	const [a, b] = [await temporaryStore(t), await temporaryStore(t)];
	t.is(await desk.chatlogs.code(['site', 'add', 'a', '--store', a]), 0);
	t.is(await desk.chatlogs.code(['site', 'add', 'b', '--store', b]), 0);
	return {...desk, a, b};
};

test('a site is added, listed, set, renamed and removed, and its store stays', async t => {
	const {chatlogs, config} = personIn(t);
	const store = await temporaryStore(t);
	t.is(
		await chatlogs.stdout(['site', 'add', 'Berlin', '--store', store]),
		`Site berlin: the store in ${store}\n`,
	);
	t.is(statSync(path.join(config, 'sites.json')).mode & 0o777, 0o600);
	await chatlogs([
		'site',
		'set',
		'berlin',
		'--label',
		'Mitte',
		'--color',
		'red',
		'--tag',
		'de',
		'--tag',
		'vip',
	]);
	await chatlogs(['site', 'set', 'BERLIN', '--untag', 'vip']);
	const renamed = await chatlogs.stdout(['site', 'rename', 'berlin', 'mitte', '--json']);
	t.like(JSON.parse(renamed), {site: 'mitte', label: 'Mitte', store});
	const {sites} = JSON.parse(await chatlogs.stdout(['site', 'list', '--json'])) as {sites: {id: string}[]};
	const [{id, ...rest}] = sites as [(typeof sites)[0]];
	t.regex(id, /^[\da-f]{32}$/);
	t.deepEqual([rest] as object[], [
		{
			site: 'mitte',
			label: 'Mitte',
			color: 'red',
			tags: ['de'],
			store,
			sn: null,
			lastSync: null,
			trouble: null,
		},
	]);
	t.is(await chatlogs.code(['list', '--site', 'mitte']), 0);
	t.is(await chatlogs.code(['list', '--site', 'berlin']), 2);
	const removed = await chatlogs.stdout(['site', 'remove', 'mitte', '--json']);
	t.like(JSON.parse(removed), {removed: {site: 'mitte', store}});
	t.is(await chatlogs.stdout(['site', 'list']), '');
	t.true(existsSync(path.join(store, 'store.json')));
});

test('the list tells when all that its PBX had was in a site last, whichever process brought it', async t => {
	const {chatlogs, config} = personIn(t);
	const {store} = await connectedSite(t, config, 'a');
	await connectedSite(t, config, 'b');
	await chatlogs(['site', 'add', 'c', '--store', await temporaryStore(t)]);
	for (const site of ['a', 'b']) t.is(await chatlogs.code(['list', '--site', site]), 0);
	await noteSync(store, {at: noon - 300});
	const told = await chatlogs.stdout(['site', 'list']);
	t.deepEqual(
		told.split('\n').map(line => /(5 min ago|never|—) +—$/.exec(line)?.[1]),
		['5 min ago', 'never', '—', undefined],
		told,
	);
	const {sites} = JSON.parse(await chatlogs.stdout(['site', 'list', '--json'])) as {sites: object[]};
	t.like(sites[0], {lastSync: new Date((noon - 300) * 1000).toISOString().replace('.000', '')});
	t.like(sites[1], {lastSync: null});
	await noteSync(store, {at: noon + 86_400});
	t.regex(await chatlogs.stdout(['site', 'list']), /^a .*unknown +—$/m, 'a clock was wrong then, or is now');
});

test('a damaged store that does not know its id is not taken for another one', async t => {
	const {chatlogs, a} = await withTwoSites(t);
	const journal = path.join(a, 'changes.jsonl');
	writeFileSync(journal, readFileSync(journal, 'utf8').replaceAll('"h":"', '"h":"x'));
	const stderr = await chatlogs.stderr(['list', '--site', 'a']);
	t.regex(
		stderr,
		/holds a store without an id, which is damaged or new \(chatlogs check --store \S+ tells\)/,
	);
});

test('two sites never share a name, a store or a variable for the secret', async t => {
	const {chatlogs} = personIn(t);
	const store = await temporaryStore(t);
	const copy = path.join(temporaryFolder(t), 'copy');
	cpSync(store, copy, {recursive: true});
	const link = path.join(temporaryFolder(t), 'link');
	symlinkSync(store, link);
	await chatlogs(['site', 'add', 'hq.north', '--store', store]);
	const other = await temporaryStore(t);
	const refused: readonly [name: string, folder: string, reason: RegExp][] = [
		['HQ.North', other, /is a site already/],
		['two', store, /second name for the store of hq\.north/],
		['two', link, /second name for the store of hq\.north/],
		['two', copy, /one of them is a copy/],
		['hq-north', other, /CHATLOGS_PBX_SECRET_HQ_NORTH, as hq\.north does/],
		['two', temporaryFolder(t), /There is no store/],
		['-two', other, /cannot be/],
	];
	for (const [name, folder, reason] of refused) {
		const {code, stderr} = await chatlogs(['site', 'add', `--store=${folder}`, '--', name]);
		t.not(code, 0, name);
		t.regex(stderr, reason);
	}

	t.regex(await chatlogs.stdout(['site', 'list']), /^hq\.north .*\n$/);
});

test('no site takes the name that another had, whose secret may still lie there', async t => {
	const {chatlogs} = await withTwoSites(t);
	await chatlogs(['site', 'rename', 'a', 'c']);
	t.regex(
		await chatlogs.stderr(['site', 'rename', 'b', 'a']),
		/CHATLOGS_PBX_SECRET_A, which may still hold that of c/,
	);
	t.is(await chatlogs.code(['site', 'rename', 'c', 'a']), 0);
	t.is(await chatlogs.code(['site', 'rename', 'b', 'c']), 1);
	await chatlogs(['site', 'remove', 'a']);
	t.is(await chatlogs.code(['site', 'rename', 'b', 'c']), 0);
});

test('a file adds all of its sites or none', async t => {
	const {chatlogs} = personIn(t);
	const [a, b] = [await temporaryStore(t), await temporaryStore(t)];
	const file = path.join(temporaryFolder(t), 'sites.txt');
	writeFileSync(file, `# ours\na  ${a}\n\nb\t${a}\n`);
	const {code, stderr} = await chatlogs(['site', 'add', '--from', file]);
	t.is(code, 1);
	t.regex(stderr, /No site was added\. .*sites\.txt, line 4: b would be a second name/);
	t.is(await chatlogs.stdout(['site', 'list']), '');
	writeFileSync(file, `# ours\r\na  ${a}\r\nb\t${b}\r\n`);
	t.regex(await chatlogs.stdout(['site', 'add', '--from', file]), /Added 2 sites\.\n$/);
});

test('without a folder the store in use becomes the site, and the next one is new', async t => {
	const {chatlogs, data} = personIn(t);
	const file = path.resolve('data/sample.yeastar.json');
	await chatlogs(['import', file]);
	t.regex(await chatlogs.stdout(['site', 'add', 'one']), /data\/store\n$/);
	t.regex(await chatlogs.stdout(['site', 'add', 'two']), /data\/sites\/two\n$/);
	const named = {environment: {CHATLOGS_STORE: await temporaryStore(t)}};
	t.is(
		await chatlogs.stdout(['site', 'add', 'three'], named),
		`Site three: the store in ${named.environment.CHATLOGS_STORE}\n`,
	);
	t.regex(await chatlogs.stdout(['site', 'add', 'four'], named), /data\/sites\/four\n$/);
	// The new store gets its id later, which the site remembers.
	await chatlogs(['import', file, '--site', 'two']);
	rmSync(path.join(data, 'sites/two'), {recursive: true});
	cpSync(path.join(data, 'store'), path.join(data, 'sites/two'), {recursive: true});
	t.regex(await chatlogs.stderr(['list', '--site', 'two']), /holds another store than it did/);
});

test('another store in the folder of a site is refused by every name', async t => {
	const {chatlogs, a, b} = await withTwoSites(t);
	rmSync(a, {recursive: true});
	cpSync(b, a, {recursive: true});
	for (const argv of [
		['list', '--site', 'a'],
		['list', '--store', a],
		['check', '--repair', '--site', 'a'],
		['show', 'a:3001'],
	]) {
		const {code, stderr} = await chatlogs(argv);
		t.is(code, 3, argv.join(' '));
		t.regex(stderr, /holds another store than it did, so it is not the site a any more/);
	}

	rmSync(a, {recursive: true});
	symlinkSync(b, a);
	t.regex(await chatlogs.stderr(['list', '--site', 'a']), /is now a link to/);
	rmSync(a);
	t.regex(await chatlogs.stderr(['list', '--site', 'a']), /There is no store in/);
	t.regex(await chatlogs.stdout(['site', 'list']), /missing/);
	t.is(await chatlogs.code(['list', '--site', 'b']), 0);
});

test('no new store is made where a site had one that is away', async t => {
	const {chatlogs, a} = await withTwoSites(t);
	const exported = path.join(temporaryFolder(t), 'all.json');
	t.is(await chatlogs.code(['export', '--site', 'b', '--format', 'json', '--output', exported]), 0);
	rmSync(a, {recursive: true});
	for (const argv of [
		['list'],
		['import', exported],
		['pbx', 'connect', 'https://127.0.0.1:1', '--client-id', 'x'],
	]) {
		const {code, stderr} = await chatlogs([...argv, '--site', 'a']);
		t.is(code, 3, argv.join(' '));
		t.regex(stderr, /where the site a has it\. Bring it back there; or forget the site/);
		t.false(existsSync(a));
	}
});

test('a damaged list of sites is refused and left as it is', async t => {
	const {chatlogs, config, a} = await withTwoSites(t);
	const file = path.join(config, 'sites.json');
	const half = readFileSync(file, 'utf8').slice(0, -20);
	writeFileSync(file, half);
	for (const argv of [['list'], ['list', '--site', 'a'], ['site', 'list'], ['site', 'remove', 'a']]) {
		const {code, stderr} = await chatlogs(argv);
		t.is(code, 3, argv.join(' '));
		t.regex(stderr, /sites\.json is not as chatlogs writes it/);
	}

	t.is(readFileSync(file, 'utf8'), half);
	t.is(await chatlogs.code(['list', '--store', a]), 0);
});

test('several processes add sites at once, and none is lost', async t => {
	const {chatlogs} = personIn(t);
	const names = ['a', 'b', 'c', 'd', 'e', 'f'];
	const codes = await Promise.all(
		names.map(async name => chatlogs.code(['site', 'add', name, '--store', await temporaryStore(t)])),
	);
	t.deepEqual(new Set(codes), new Set([0]));
	const listed = await chatlogs.stdout(['site', 'list']);
	t.deepEqual(
		listed
			.trim()
			.split('\n')
			.map(line => line.split(' ', 1)[0]),
		names,
	);
});

test('the store is the one that is named, else the only one, and is never guessed', async t => {
	const {chatlogs, a, data} = await withTwoSites(t);
	const code = async (argv: readonly string[], environment = {}): Promise<number> =>
		chatlogs.code(argv, {environment});
	t.is(await code(['list', '--site', 'a', '--store', a]), 2);
	t.is(await code(['list'], {CHATLOGS_STORE: a, CHATLOGS_SITE: 'a'}), 2);
	t.is(await code(['list', '--site', 'b'], {CHATLOGS_STORE: a, CHATLOGS_SITE: 'a'}), 0);
	t.is(await code(['list'], {CHATLOGS_SITE: 'b'}), 0);
	t.is(await code(['list', '--site', 'nobody']), 2);
	const {code: unnamed, stderr} = await chatlogs(['delete', '3001', '--yes']);
	t.is(unnamed, 2);
	t.regex(stderr, /Which store\? There are the sites a, b\./);
	await chatlogs(['site', 'remove', 'b']);
	t.is(await code(['list']), 0);
	// A store that is no site may be meant, too.
	mkdirSync(data, {recursive: true});
	cpSync(a, path.join(data, 'store'), {recursive: true});
	t.regex(await chatlogs.stderr(['list']), /and a store in .*data\/store that is no site/);
});

test('what works without a store asks for none', async t => {
	const {chatlogs} = await withTwoSites(t);
	for (const argv of [['keys'], ['receipt', 'key'], ['site', 'list'], ['help', 'sites']])
		t.is(await chatlogs.code(argv), 0, argv.join(' '));
	t.regex(await chatlogs.stderr(['receipt', 'verify', 'proof.json']), /There is no file proof\.json/);
});

test('the screen opens what is asked for, else what it showed last', async t => {
	const {chatlogs, a, b} = await withTwoSites(t);
	const isTerminal = true;
	t.deepEqual(await chatlogs.shown([], {isTerminal}), ['the list of sites']);
	t.deepEqual(await chatlogs.shown(['--site', 'b'], {isTerminal}), [b]);
	t.deepEqual(await chatlogs.shown([], {isTerminal}), [b]);
	t.deepEqual(await chatlogs.shown([], {isTerminal, environment: {CHATLOGS_SITE: 'a'}}), [a]);
	t.deepEqual(await chatlogs.shown([], {isTerminal}), [a]);
	t.is(await chatlogs.code(['list'], {isTerminal}), 2);
});

test('a number may name its site, and all numbers of an act name the same', async t => {
	const {chatlogs} = await withTwoSites(t);
	t.regex(await chatlogs.stdout(['show', 'a:3001']), /3001/);
	t.is(await chatlogs.code(['show', '3001']), 2);
	t.is(await chatlogs.code(['show', '3001', '--site', 'b']), 0);
	t.is(await chatlogs.code(['show', 'a:3001', '--site', 'a']), 0);
	t.regex(await chatlogs.stderr(['show', 'a:3001', '--site', 'b']), /of site a.*--site b/);
	t.is(await chatlogs.code(['delete', 'a:3001', '3002', '--yes']), 2);
	t.is(await chatlogs.code(['delete', 'a:3001', 'b:3002', '--yes']), 2);
	const {code, stdout} = await chatlogs(['delete', '-', '--yes'], {stdin: 'b:3001\nb:3002\n'});
	t.is(code, 0, stdout);
	const {sessions} = JSON.parse(
		await chatlogs.stdout(['list', '--site', 'b', '--json', '--filter', 'is:deleted']),
	) as {sessions: readonly {id: number}[]};
	t.deepEqual(sessions.map(({id}) => id).toSorted(), [3001, 3002]);
	t.is(await chatlogs.code(['undo', 'b:2', '--yes']), 0);
});

test('nothing changes in a read-only store, by whatever name and command', async t => {
	const {chatlogs, a} = await withTwoSites(t);
	t.is(await chatlogs.code(['site', 'set', 'a', '--read-only', 'on']), 0);
	const {messages} = JSON.parse(await chatlogs.stdout(['messages', 'a:3001', '--json'])) as {
		messages: readonly {id: number; type: string}[];
	};
	const {id} = messages.find(({type}) => type === 'user')!;
	const acts: readonly (readonly string[])[] = [
		['delete', '3001', '--yes'],
		['transfer', '3001', '--to', 'queue:Support', '--yes'],
		['delete-messages', '3001', String(id), '--yes'],
		['purge', '--filter', 'id:3001', '--erase', '--yes'],
		['pbx', 'set', 'name=X'],
		['pbx', 'connect', 'https://127.0.0.1:9', '--client-id', 'x'],
		['platform', 'set', 'https://analytics.example.com'],
		['import', path.resolve('data/sample.yeastar.json')],
		['sync'],
	];
	const before = readFileSync(path.join(a, 'changes.jsonl'), 'utf8');
	for (const argv of acts) {
		const {code, stderr} = await chatlogs([...argv, '--store', a]);
		t.is(code, 1, `${argv.join(' ')}: ${stderr}`);
		t.regex(stderr, /The store is read-only, as its site was set/, argv[0]);
	}

	t.is(readFileSync(path.join(a, 'changes.jsonl'), 'utf8'), before);
	t.is(await chatlogs.code(['list', '--site', 'a']), 0);
	t.is(await chatlogs.code(['site', 'set', 'a', '--read-only', 'off']), 0);
	const question = await chatlogs.stderr(['delete', 'a:3001'], {isTerminal: true, stdin: 'yes\n'});
	t.regex(question, /^Site: a\n(?:.*\n)*Delete 1 session/);
	t.regex(await chatlogs.stdout(['changes', '--site', 'a']), /Made writable again.*\n.*Made read-only/);
});

test('names of sites are completed', async t => {
	const {chatlogs} = await withTwoSites(t);
	const complete = async (line: string): Promise<readonly string[]> => {
		const lines = await chatlogs.stdout(['completion', 'fish', '--', line]);
		return lines
			.split('\n')
			.map(each => each.replace(/\t.*/, ''))
			.filter(Boolean);
	};
	t.deepEqual(await complete('chatlogs list --site '), ['a', 'b']);
	t.deepEqual(await complete('chatlogs site remove '), ['a', 'b']);
	t.deepEqual(await complete('chatlogs transfer --site a --to queue:Su'), ['queue:Support']);
});

test('a site whose folder cannot be looked into is listed as such, with the others', async t => {
	const {chatlogs, a} = await withTwoSites(t);
	rmSync(a, {recursive: true});
	writeFileSync(a, '');
	const {code, stdout} = await chatlogs(['site', 'list']);
	t.is(code, 0);
	t.regex(stdout, /^a .* unreadable\nb /m);
});

test('a folder of a site that no system has is no site as chatlogs writes it', async t => {
	const {chatlogs, config, a} = await withTwoSites(t);
	const file = path.join(config, 'sites.json');
	writeFileSync(file, readFileSync(file, 'utf8').replace(a, String.raw`a\u0000b`));
	for (const argv of [
		['site'],
		['list', '--site', 'a'],
		['list', '--all-sites'],
		['site', 'set', 'a', '--label', 'A'],
	]) {
		const {code, stderr} = await chatlogs(argv);
		t.is(code, 3, stderr);
		t.regex(stderr, /sites\.json is not as chatlogs writes it/);
	}
});

test('a folder that no system has is refused by its line', async t => {
	const {chatlogs} = personIn(t);
	const file = path.join(temporaryFolder(t), 'sites.txt');
	writeFileSync(file, 'a /tmp/a\0b\n');
	const {code, stderr} = await chatlogs(['site', 'add', '--from', file]);
	t.is(code, 1);
	t.regex(stderr, /line 1: .* no path has a NUL/);
});
