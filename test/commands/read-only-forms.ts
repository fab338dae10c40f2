import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import test from 'ava';
import {loadCommands} from '../../source/commands/command-list.js';
import {openStore} from '../../source/storage/open-store.js';
import {type Outcome, run, runnerOf} from '../helpers/command-line.js';
import {Platform} from '../helpers/platform.js';
import {ann, realFiles, sampleFile, temporaryFolder, temporaryStore} from '../helpers/store.js';

/** By the forms of all commands: what would change the store, each with all that it needs. */
const changing: Readonly<Record<string, readonly string[]>> = {
	'orphans --reassign': ['orphans --reassign extension:1013 --to queue:Support --yes'],
	transfer: ['transfer 3001 --to queue:Support --yes'],
	close: ['close --filter status:open --yes'],
	archive: ['archive --all --yes'],
	unarchive: ['unarchive --all --yes'],
	delete: ['delete 3001 --yes'],
	'delete-messages': ['delete-messages 3001 50001 --yes'],
	restore: ['restore 3002 --yes'],
	undo: ['undo 2 --yes'],
	redo: ['redo --yes'],
	purge: ['purge 3002 --yes', 'purge 3001 --erase --yes'],
	'purge --change': ['purge --change 2 --yes', 'purge --before 2030-01-01 --yes'],
	'erase --customer': ['erase --customer +15552025929 --yes'],
	'hold add': ['hold add other 3001'],
	'hold release': ['hold release kept --yes'],
	'policy set': ['policy set other --filter status:closed --then delete'],
	'policy set --file': ['policy set --file policies.json'],
	'policy run': ['policy run --later'],
	'policy remove': ['policy remove old'],
	import: [`import ${sampleFile}`, 'import -'],
	sync: ['sync', 'sync --full'],
	'sync --watch': ['sync --watch'],
	'sync --retry': ['sync --retry'],
	'pbx set': ['pbx set name=X', 'pbx set country=DE', 'pbx set delete-grace=1h'],
	'pbx connect': ['pbx connect https://127.0.0.1:9 --client-id x'],
	'pbx disconnect': ['pbx disconnect'],
	'pbx adopt': ['pbx adopt --yes'],
	'platform set': ['platform set https://other.example.com/chats --yes'],
	'platform unset': ['platform unset'],
	deliver: ['deliver', 'deliver --retry'],
	'deliver --watch': ['deliver --watch'],
	'receive --listen': ['receive --listen 127.0.0.1:0'],
};

/** What leaves the store alone: it reads, or works on something else. */
const reading: Readonly<Record<string, readonly string[]>> = {
	list: ['list', 'list --filter is:held --json'],
	'list --as-of': ['list --as-of 2026-11-01'],
	show: ['show 3001'],
	operations: ['operations 3001'],
	messages: ['messages 3001'],
	files: ['files 3001'],
	stats: ['stats --responses'],
	search: ['search hello'],
	orphans: ['orphans'],
	changes: ['changes', 'changes 1'],
	'hold list': ['hold list'],
	'policy list': ['policy list'],
	'policy simulate': ['policy simulate'],
	'receipt verify': ['receipt verify /dev/null'],
	'receipt key': ['receipt key'],
	export: ['export --format json'],
	'export --customer': ['export --customer +15550100 --format json'],
	feed: ['feed'],
	'feed --to': ['feed --to postgres://x@127.0.0.1:9/x'],
	'feed remove': ['feed remove --yes'],
	watch: ['watch mine --filter status:open --once'],
	// Where nothing is due, or damaged.
	erase: ['erase --yes'],
	check: ['check'],
	'check --repair': ['check --repair'],
	pbx: ['pbx'],
	platform: ['platform'],
	keys: ['keys'],
	'keys --check': ['keys --check'],
	site: ['site'],
	'site add': ['site add other'],
	'site add --from': ['site add --from -'],
	'site set': ['site set a --label other'],
	'site rename': ['site rename a b'],
	'site remove': ['site remove b'],
	completion: ['completion bash'],
	'completion bash': ['completion bash'],
	help: ['help'],
	demo: ['demo --no-open', 'demo --no-open --fresh'],
};

/** `hold add` of `hold add NAME ID… | …`, and `sync --watch`; what it does in many sites it does in each. */
const formOf = (usage: string): string => /^[a-z-]+(?: [a-z][a-z-]*)*(?: --[a-z-]+)?/.exec(usage)![0];

const bytesIn = (folder: string): Readonly<Record<string, string>> =>
	Object.fromEntries(
		readdirSync(folder, {recursive: true, withFileTypes: true}).map(entry => {
			const file = path.join(entry.parentPath, entry.name);
			return [file, entry.isFile() ? readFileSync(file, 'latin1') : ''];
		}),
	);

test('every form of every command leaves a read-only store as it is, and what would change it is refused', async t => {
	const store = await temporaryStore(t);
	const home = temporaryFolder(t);
	const sender = {...new Platform().sender, configFolder: path.join(home, 'config')};
	const chatlogs = runnerOf(async (argv, setting) =>
		run(argv, {
			stdin: '[]',
			sender,
			dataFolder: path.join(home, 'data'),
			stateFolder: path.join(home, 'state'),
			...setting,
		}),
	);
	const policies = path.join(home, 'policies.json');
	const prepare = [
		'delete 3002 --yes',
		'close 3003 --yes',
		'hold add kept 3003',
		'policy set old --filter id:3005 --then delete',
		'policy simulate',
		'delete 3004 --yes',
		'undo --yes',
		'platform set https://analytics.example.com/chats --yes',
		'site add a',
	];
	for (const line of prepare) {
		const {code, stderr} = await chatlogs([
			...line.replace('policies.json', policies).split(' '),
			'--store',
			store,
		]);
		t.is(code, 0, `${line}: ${stderr}`);
	}
	writeFileSync(policies, await chatlogs.stdout(['policy', 'list', '--json', '--store', store]));
	const open = await openStore(store, realFiles);
	await open.commit(ann, () => ({kind: 'connect', connection: {sn: '3633B', instance: 'b'.repeat(32)}}));
	await open.close();
	t.is(await chatlogs.code(['site', 'set', 'a', '--read-only', 'on']), 0);

	const before = bytesIn(store);
	const commands = await loadCommands();
	const usages = commands.flatMap(({usage}) => usage).filter(usage => !usage.includes('--all-sites'));
	const forms = new Set(usages.map(usage => formOf(usage)));
	const known = new Set([...Object.keys(changing), ...Object.keys(reading)]);
	t.deepEqual(
		[...forms].filter(form => !known.has(form)),
		[],
		'Say of each whether it changes the store.',
	);
	const tryOne = async (line: string): Promise<Outcome> => {
		const outcome = await chatlogs([...line.replace('policies.json', policies).split(' '), '--store', store]);
		t.true(isDeepStrictEqual(bytesIn(store), before), line);
		return outcome;
	};

	for (const line of Object.values(changing).flat()) {
		const {code, stderr} = await tryOne(line);
		t.is(code, 1, `${line}: ${stderr}`);
		t.regex(stderr, /The store is read-only, as its site was set, .*--read-only off/, line);
	}

	for (const line of Object.values(reading).flat()) {
		const {code, stderr} = await tryOne(line);
		t.not(code, 70, `${line}: ${stderr}`);
	}
});
