import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setImmediate} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {run, runnerOf} from '../helpers/command-line.js';
import {alteredBytes, isGenuine} from '../helpers/genuine-receipt.js';
import {Platform} from '../helpers/platform.js';
import {fc, trials} from '../helpers/random.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

interface Written {
	readonly version: number;
	readonly messages: number;
	readonly stores: readonly {
		readonly site: string;
		readonly store?: string;
		readonly sessions: readonly unknown[];
		readonly journal?: object;
		readonly places: readonly {readonly name: string; readonly state: string}[];
		readonly messages: number;
	}[];
}

interface Verified {
	readonly holds: boolean;
	readonly checks: readonly {readonly site?: string; readonly name: string; readonly state: string}[];
}

/** Somebody with sites of those names, each with a person whose number is the same in all. */
const withSites = async (t: ExecutionContext, names: readonly string[]) => {
	const folder = temporaryFolder(t);
	const [config, file] = [path.join(folder, 'config'), path.join(folder, 'proof.json')];
	const sender = {...new Platform().sender, configFolder: config};
	const chatlogs = runnerOf(async (argv, setting) =>
		run(argv, {
			sender,
			dataFolder: path.join(folder, 'data'),
			stateFolder: path.join(folder, 'state'),
			...setting,
		}),
	);
	const stores = new Map<string, string>();
	for (const name of names) {
		const store = await temporaryStore(t);
		stores.set(name, store);
		t.is(await chatlogs.code(['site', 'add', name, '--store', store]), 0);
	}

	const shown = await chatlogs.stdout(['show', '3001', '--json', '--site', names[0]!]);
	const {number} = (JSON.parse(shown) as {customer: {number: string}}).customer;
	const verify = async (...more: readonly string[]): Promise<Verified> =>
		JSON.parse(await chatlogs.stdout(['receipt', 'verify', file, '--json', ...more])) as Verified;
	const read = (): Written => (JSON.parse(readFileSync(file, 'utf8')) as {receipt: Written}).receipt;
	return {folder, config, file, chatlogs, stores, number, verify, read};
};

const statesOf = ({checks}: Verified, site: string): Readonly<Record<string, string>> =>
	Object.fromEntries(checks.filter(check => check.site === site).map(({name, state}) => [name, state]));

test('one receipt over several sites holds, is signed as a whole, and finds the stores by itself', async t => {
	const {chatlogs, file, number, verify, read, config, stores} = await withSites(t, ['a', 'b']);
	const argv = ['erase', '--customer', '-', '--all-sites', '--yes', '--receipt', file];
	const {code, stdout, stderr} = await chatlogs(argv, {stdin: `${number}\n`});
	t.is(code, 0, stdout + stderr);
	for (const name of stores.keys())
		t.regex(stdout, new RegExp(String.raw`^${name}  Change \d+: erased`, 'm'));
	t.regex(stderr, /^chatlogs: receipt .*proof\.json, signed by/m);
	const receipt = read();
	t.is(receipt.version, 2);
	t.deepEqual(
		receipt.stores.map(({site, places, messages}) => [site, places[0]?.state, messages > 0]),
		[
			['a', 'done', true],
			['b', 'done', true],
		],
	);
	t.false(readFileSync(file, 'utf8').includes(number.slice(1)));
	const fingerprint = await chatlogs.stdout(['receipt', 'key']);
	t.true(isGenuine(readFileSync(file, 'utf8'), fingerprint.trim()));
	const all = await chatlogs(['receipt', 'verify', file, '--key', fingerprint.trim(), '--customer', number]);
	t.is(all.code, 0, all.stdout);
	t.regex(all.stdout, /^Place b: this store: done$/m);
	for (const name of stores.keys())
		for (const what of ['journal', 'messages', 'numbers', 'bytes'])
			t.regex(all.stdout, new RegExp(`^ok: ${name}: ${what}: `, 'm'));

	const one = await verify('--site', 'a');
	t.false(one.holds);
	t.deepEqual(statesOf(one, 'b'), {store: 'not checked'});
	await chatlogs(['site', 'remove', 'b']);
	const gone = await verify();
	t.deepEqual([gone.holds, statesOf(gone, 'b')], [false, {store: 'not checked'}]);
	t.is(statesOf(gone, 'a').messages, 'ok');
	for (const name of readdirSync(path.join(config, 'receipts')))
		if (name.endsWith('.key')) rmSync(path.join(config, 'receipts', name));
	t.is(statesOf(await verify(), 'a').content, 'not checked');
});

test('no site is left out: missing, damaged, held, and one that has nothing of the person', async t => {
	const names = ['damaged', 'done', 'held', 'missing', 'nothing'];
	const {chatlogs, file, number, verify, read, stores, folder} = await withSites(t, names);
	const at = (name: string): string => stores.get(name)!;
	await chatlogs(['hold', 'add', 'Case', '3001', '--site', 'held']);
	await chatlogs(['erase', '--customer', number, '--yes', '--site', 'nothing']);
	cpSync(at('missing'), path.join(folder, 'aside'), {recursive: true});
	rmSync(at('missing'), {recursive: true});
	const journal = path.join(at('damaged'), 'changes.jsonl');
	const whole = readFileSync(journal, 'utf8');
	writeFileSync(journal, `no journal\n${whole}`);
	const argv = ['erase', '--customer', number, '--all-sites', '--yes', '--receipt', file];
	const {code, stderr} = await chatlogs(argv);
	t.is(code, 1, stderr);
	t.regex(stderr, /^chatlogs: missing: /m);
	const {stores: entries} = read();
	t.deepEqual(
		entries.map(({site}) => site),
		names,
	);
	const stateOf = (name: string): string =>
		entries.find(({site}) => site === name)!.places.map(({state}) => state)[0]!;
	t.is(stateOf('done'), 'done');
	t.is(stateOf('nothing'), 'nothing was there');
	t.regex(stateOf('held'), /^remains: a hold keeps sessions .*3001/);
	for (const name of ['missing', 'damaged'])
		t.is(stateOf(name), 'remains: the store is missing, damaged, another one, or cannot be written');

	const first = await verify();
	t.false(first.holds);
	t.is(statesOf(first, 'done').numbers, 'ok');
	t.is(statesOf(first, 'nothing').journal, 'ok');
	t.is(statesOf(first, 'held').numbers, 'failed');
	t.deepEqual(statesOf(first, 'missing'), {places: 'told', store: 'not checked'});
	t.is(statesOf(first, 'damaged').journal, 'failed');
	// Back again, they are looked at, and have the person.
	cpSync(path.join(folder, 'aside'), at('missing'), {recursive: true});
	writeFileSync(journal, whole);
	const second = await verify();
	for (const name of ['missing', 'damaged']) {
		t.is(statesOf(second, name).journal, 'not checked', name);
		t.is(statesOf(second, name).numbers, 'failed', name);
		t.is(statesOf(second, name).messages, undefined, name);
	}

	await chatlogs(['hold', 'release', 'Case', '--yes', '--site', 'held']);
	const deferred = `${file}.2`;
	t.is(await chatlogs.code(['erase', '--deferred', '--all-sites', '--yes', '--receipt', deferred]), 0);
	const {code: holds, stdout} = await chatlogs(['receipt', 'verify', deferred, '--site', 'held']);
	t.regex(stdout, /^ok: held: messages: none of [1-9]/m);
	t.is(holds, 1);
});

test('a dry run tells programs what would go, in one store and in several', async t => {
	const {chatlogs, number} = await withSites(t, ['a', 'b']);
	interface Found {
		readonly dryRun: boolean;
		readonly erasures: readonly object[];
		readonly found: readonly {readonly sessions: readonly number[]}[];
	}
	const dry = ['erase', '--customer', number, '--dry-run', '--json'];
	const one = JSON.parse(await chatlogs.stdout([...dry, '--site', 'a'])) as Found;
	t.deepEqual([one.dryRun, one.erasures, one.found.length], [true, [], 1]);
	t.true(one.found[0]!.sessions.includes(3001));
	const argv = ['erase', '--customer', '-', '--dry-run', '--json', '--all-sites'];
	const {code, stdout, stderr} = await chatlogs(argv, {stdin: `${number}\n`});
	t.is(code, 0, stderr);
	const {sites} = JSON.parse(stdout) as {readonly sites: readonly {readonly result: Found}[]};
	t.deepEqual(
		sites.map(({result}) => result.found[0]!.sessions),
		['a', 'b'].map(() => one.found[0]!.sessions),
	);
});

test('a backup that is brought back at one site fails there alone', async t => {
	const {chatlogs, file, number, verify, stores, folder} = await withSites(t, ['a', 'b']);
	const [store, backup] = [stores.get('b')!, path.join(folder, 'backup')];
	cpSync(store, backup, {recursive: true});
	await chatlogs(['erase', '--customer', number, '--all-sites', '--yes', '--receipt', file]);
	rmSync(store, {recursive: true});
	cpSync(backup, store, {recursive: true});
	const verified = await verify();
	t.false(verified.holds);
	t.deepEqual(
		['journal', 'messages', 'numbers'].map(name => statesOf(verified, 'b')[name]),
		['failed', 'failed', 'failed'],
	);
	t.true(verified.checks.every(({site, state}) => site !== 'a' || state === 'ok' || state === 'told'));
});

test('a store in the place of another one is not taken for it', async t => {
	const {chatlogs, file, number, verify, stores} = await withSites(t, ['a', 'b']);
	await chatlogs(['erase', '--customer', number, '--site', 'b', '--yes']);
	await chatlogs(['hold', 'add', 'Case', '3001', '--site', 'a']);
	const store = stores.get('b')!;
	rmSync(store, {recursive: true});
	cpSync(stores.get('a')!, store, {recursive: true});
	await chatlogs(['erase', '--customer', number, '--all-sites', '--yes', '--receipt', file]);
	t.deepEqual(statesOf(await verify(), 'b'), {places: 'told', store: 'not checked'});
	t.is(statesOf(await verify(), 'a').numbers, 'failed');
});

test('a receipt of one store finds that among several sites', async t => {
	const {chatlogs, file, number, verify} = await withSites(t, ['a', 'b']);
	t.is(await chatlogs.code(['erase', '--customer', number, '--site', 'b', '--yes', '--receipt', file]), 0);
	const [found, other] = [await verify(), await verify('--site', 'a')];
	t.deepEqual([found.holds, other.holds], [true, false]);
	await chatlogs(['site', 'remove', 'b']);
	await chatlogs(['site', 'add', 'c', '--store', await temporaryStore(t)]);
	const {code, stderr} = await chatlogs(['receipt', 'verify', file]);
	t.is(code, 2);
	t.regex(stderr, /Which store\?/);
});

test('nothing is left of a receipt over sites of which none has the person, and none replaces a file', async t => {
	const {chatlogs, file, number, config} = await withSites(t, ['a', 'b']);
	const erase = async (customer: string): Promise<number> =>
		chatlogs.code(['erase', '--customer', customer, '--sites', 'a,b', '--yes', '--receipt', file]);
	t.is(await erase('+15559999999'), 0);
	t.false(existsSync(file) || existsSync(`${file}.new`));
	t.deepEqual(
		readdirSync(path.join(config, 'receipts')).filter(name => name.endsWith('.key')),
		[],
	);
	writeFileSync(file, '');
	t.is(await erase(number), 2);
	t.is(await chatlogs.code(['show', '3001', '--site', 'a']), 0);
});

test('a receipt over sites lies in none of their stores, but may lie where the program runs', async t => {
	const {chatlogs, number, stores} = await withSites(t, ['a', 'b']);
	const erase = async (receipt: string) =>
		chatlogs(['erase', '--customer', number, '--all-sites', '--yes', '--receipt', receipt]);
	for (const store of stores.values()) {
		const {code, stderr} = await erase(path.join(store, 'proof.json'));
		t.is(code, 2);
		t.regex(stderr, /lies in the store’s own folder/);
	}

	const {code, stderr} = await erase('package.json');
	t.is(code, 2);
	t.regex(stderr, /package\.json is there already/);
});

test('what is gone is told although no receipt can be written of it', async t => {
	const {chatlogs, file, number} = await withSites(t, ['a', 'b', 'c']);
	for (const [which, receipt, told] of [
		['--site=c', `${file}.one`, /^Change \d+: erased/m],
		['--sites=a,b', file, /^a  Change \d+: erased[^]*^b  Change \d+: erased/m],
	] as const) {
		const erasing = chatlogs(['erase', '--customer', number, which, '--yes', '--receipt', receipt]);
		// A folder takes the name once the receipt is begun.
		for (let tries = 0; tries < 100_000 && !existsSync(`${receipt}.new`); tries++) await setImmediate();
		mkdirSync(receipt);
		const {code, stdout, stderr} = await erasing;
		t.is(code, 3, stderr);
		t.regex(stdout, told);
		t.regex(stderr, /proof\.json/);
	}
});

test('a customer too short to be looked for is a mistake, and no trouble of a store', async t => {
	const {chatlogs, file, number} = await withSites(t, ['a', 'b']);
	await chatlogs(['erase', '--customer', number, '--all-sites', '--yes', '--receipt', file]);
	const {code, stderr} = await chatlogs(['receipt', 'verify', file, '--customer', '12']);
	t.is(code, 2);
	t.regex(stderr, /too short to be looked for/);
});

test('every altered receipt over several sites is caught, by the program and by another verifier', async t => {
	const {chatlogs, file, number} = await withSites(t, ['a', 'b']);
	await chatlogs(['erase', '--customer', number, '--all-sites', '--yes', '--receipt', file]);
	const key = await chatlogs.stdout(['receipt', 'key']);
	const fingerprint = key.trim();
	const target = `${file}.altered`;
	await fc.assert(
		fc.asyncProperty(alteredBytes(readFileSync(file)), async other => {
			writeFileSync(target, other);
			const {code, stdout, stderr} = await chatlogs(['receipt', 'verify', target, '--key', fingerprint]);
			t.is(code, 1, stdout + stderr);
			t.false(isGenuine(other.toString('latin1'), fingerprint));
		}),
		{numRuns: trials(1000)},
	);
});
