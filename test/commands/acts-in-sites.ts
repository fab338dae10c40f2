import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {lockName} from '../../source/storage/file-names.js';
import {kernelLock} from '../../source/storage/lock.js';
import {openStore} from '../../source/storage/open-store.js';
import {type Person, processesOf, program, siteNames, withSites} from '../helpers/person-with-sites.js';
import {run} from '../helpers/command-line.js';
import {Platform} from '../helpers/platform.js';
import {ann, realFiles} from '../helpers/store.js';

interface Result {
	readonly sessions: number;
	readonly sites: readonly {
		readonly site: string;
		readonly sessions: number;
		readonly alreadySo: number;
		readonly result: {readonly change: number | null} | null;
		readonly trouble: {readonly message: string} | null;
	}[];
}

const closed = ['--filter', 'status:closed', '--all-sites'];

const countsIn = ({sites}: Result): readonly number[] => sites.map(({sessions}) => sessions);

/** The kinds of the changes of each site, the newest first. */
const changesIn = async ({folder}: Person): Promise<readonly (readonly string[])[]> =>
	Promise.all(
		siteNames.map(async name => {
			const store = await openStore(path.join(folder, name), realFiles);
			const kinds = Array.from(store.changes(), ({kind}) => kind);
			await store.close();
			return kinds;
		}),
	);

const newestChanges = async (person: Person): Promise<readonly string[]> => {
	const changes = await changesIn(person);
	return changes.map(([newest]) => newest!);
};

const result = async ({chatlogs}: Person, ...argv: readonly string[]): Promise<Result> => {
	const {stdout} = await chatlogs(...argv, '--json');
	return JSON.parse(stdout) as Result;
};

test('an act in many sites is planned in all of them, done in each, and a rerun finds nothing left', async t => {
	const person = await withSites(t);
	const {chatlogs} = person;
	const listed = await chatlogs('list', ...closed, '--ids');
	const all = listed.stdout.trim().split('\n').length;
	const dry = await result(person, 'delete', ...closed, '--dry-run');
	t.is(dry.sessions, all);
	t.true(countsIn(dry).every(count => count > 0));
	t.deepEqual(await changesIn(person), [['import'], ['import'], ['import']]);
	const unasked = await chatlogs('delete', ...closed);
	t.is(unasked.code, 2);
	const unexpected = await chatlogs('delete', ...closed, '--yes', '--expect', String(all + 1));
	t.is(unexpected.code, 1);
	t.regex(unexpected.stderr, /Nothing was changed: it would hit/);
	t.deepEqual(await changesIn(person), [['import'], ['import'], ['import']]);
	const done = await chatlogs('delete', ...closed, '--yes', '--expect', String(all), '--note', 'together');
	t.is(done.code, 0, done.stderr);
	t.regex(done.stdout, /^a {2}Change 2: deleted \d+ sessions\. Undo: chatlogs undo 2 --site a$/m);
	t.deepEqual(await changesIn(person), [
		['delete', 'import'],
		['delete', 'import'],
		['delete', 'import'],
	]);
	const again = await chatlogs('delete', ...closed, '--yes');
	t.is(again.code, 0);
	t.is(again.stdout, 'Nothing to do.\n');
	const inTime = ['--filter', 'is:deleted active:2020..'];
	const {stdout: timed} = await chatlogs('restore', ...inTime, '--all-sites', '--dry-run');
	t.regex(timed, /^Dry run, .*\nTimes: active from 2020-01-01 00:00:00\na +/);
	const {stdout: plain} = await chatlogs('restore', '--filter', 'is:deleted', '--sites', 'b', '--dry-run');
	t.regex(plain, /^Dry run, nothing is changed: restore \d+ sessions in 1 site\nb +\d+ +0\n$/);
	const back = await result(person, 'restore', '--filter', 'is:deleted', '--all-sites', '--yes');
	t.deepEqual(countsIn(back), countsIn(dry));
	t.deepEqual(
		back.sites.map(each => each.result?.change),
		[3, 3, 3],
	);
});

test('a site is carried out as it was agreed to, or not at all', async t => {
	const person = await withSites(t);
	const {folder, environment, chatlogs} = person;
	const [a, b, c] = siteNames.map(name => path.join(folder, name)) as [string, string, string];
	Object.assign(process.env, environment);
	const {sessions} = await result(person, 'delete', ...closed, '--dry-run');
	const setting = {
		program,
		isTerminal: true,
		stateFolder: path.join(folder, 'state', 'chatlogs'),
		sender: {...new Platform().sender, configFolder: path.join(folder, 'config', 'chatlogs')},
	};
	const declined = await run(['delete', ...closed], {...setting, stdin: 'yes\n'});
	t.is(declined.code, 1);
	t.regex(declined.stderr, /Site +Sessions +Already so\na +\d+ +0\nb +\d+ +0\nc +\d+ +0$/m);
	t.regex(declined.stderr, new RegExp(`Delete ${sessions} sessions in 3 sites. Type ${sessions} to do it`));
	t.deepEqual(await changesIn(person), [['import'], ['import'], ['import']]);
	const {code, stdout, stderr} = await run(['delete', ...closed], {
		...setting,
		stdin: `${sessions}\n`,
		async beforeAnswer() {
			const store = await openStore(b, realFiles);
			await store.commit(ann, () => ({kind: 'connect', connection: {sn: '3633B', instance: 'b'.repeat(32)}}));
			await store.close();
			rmSync(c, {recursive: true});
			cpSync(a, c, {recursive: true});
		},
	});
	t.is(code, 1);
	t.regex(stdout, /^a {2}Change 2: deleted/m);
	t.regex(stderr, /chatlogs: b: Nothing was changed: the store became another, or that of another PBX/m);
	t.regex(stderr, /chatlogs: c: .* holds another store than it did/m);
	const {stdout: ids} = await chatlogs('list', '--site', 'a', '--ids', '--limit', '1');
	const changed = await run(['archive', '--filter', `id:${ids.trim()}`, '--sites', 'a'], {
		...setting,
		stdin: 'yes\n',
		async beforeAnswer() {
			await chatlogs('archive', ids.trim(), '--site', 'a', '--yes');
		},
	});
	t.is(changed.code, 1);
	t.regex(changed.stderr, /chatlogs: a: Nothing was changed: somebody else changed these sessions/m);
});

test('trouble of one site does not stop the others, and a rerun does what is left', async t => {
	const person = await withSites(t);
	const {chatlogs, folder} = person;
	await chatlogs('site', 'set', 'b', '--read-only', 'on');
	const first = await chatlogs('archive', ...closed, '--yes');
	t.is(first.code, 1);
	t.regex(first.stderr, /^chatlogs: b: The store is read-only/m);
	const newest = await newestChanges(person);
	t.deepEqual(newest, ['archive', 'read-only', 'archive']);
	await chatlogs('site', 'set', 'b', '--read-only', 'off');
	rmSync(path.join(folder, 'c'), {recursive: true});
	const second = await result(
		person,
		'archive',
		'--filter',
		'status:closed -is:archived',
		'--all-sites',
		'--yes',
	);
	t.is(countsIn(second)[0], 0);
	t.true(countsIn(second)[1]! > 0);
	t.regex(second.sites[2]!.trouble!.message, /There is no store/);
});

test('a command that was killed in the middle is called again, and does only what is left', async t => {
	const person = await withSites(t);
	const {folder, environment} = person;
	const release = await kernelLock(path.join(folder, 'c', lockName)).acquire();
	const child = spawn(process.execPath, [program, 'delete', ...closed, '--yes'], {
		env: environment,
		stdio: 'ignore',
	});
	const ended = once(child, 'exit');
	for (;;) {
		const [a, b] = await changesIn(person);
		if ((a!.length > 1 && b!.length > 1) || child.exitCode !== null) break;
		await delay(10);
	}

	child.kill('SIGKILL');
	await ended;
	while (processesOf(folder).length > 0) await delay(10);
	release();
	const newest = await newestChanges(person);
	t.deepEqual(newest, ['delete', 'delete', 'import']);
	const rest = await result(person, 'delete', ...closed, '--yes');
	t.deepEqual(
		countsIn(rest).map(count => count > 0),
		[false, false, true],
	);
	t.deepEqual(await changesIn(person), [
		['delete', 'import'],
		['delete', 'import'],
		['delete', 'import'],
	]);
});

test('what is of one site is refused for several, with the reason', async t => {
	const person = await withSites(t);
	const {chatlogs} = person;
	const refusals: readonly (readonly [reason: RegExp, ...argv: string[]])[] = [
		[
			/since extensions and queues belong to one PBX/,
			'transfer',
			...closed,
			'--to',
			'queue:Support',
			'--yes',
		],
		[/since a change is of one site/, 'undo', '2', '--all-sites', '--yes'],
		[/number of a session goes with one site/, 'delete', '3001', '--all-sites', '--yes'],
		[/number of a session goes with one site/, 'close', 'a:3001', '--sites', 'a', '--yes'],
		[/--report goes with one site/, 'close', ...closed, '--report', '-', '--yes'],
		[/filter is empty/, 'delete', '--filter', '', '--all-sites', '--yes'],
		[/Name the sessions/, 'delete', '--all-sites', '--yes'],
	];
	for (const [reason, ...argv] of refusals) {
		const {code, stdout, stderr} = await chatlogs(...argv);
		t.is(code, 2, argv.join(' '));
		t.regex(stderr, reason);
		t.is(stdout, '');
	}

	t.deepEqual(await changesIn(person), [['import'], ['import'], ['import']]);
});
