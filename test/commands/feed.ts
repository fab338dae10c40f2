import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import anyTest, {type ExecutionContext, type TestFn} from 'ava';
import {connectTo} from '../../source/exchange/feed/connect.js';
import {removeRows} from '../../source/exchange/feed/remove-rows.js';
import {openStore} from '../../source/storage/open-store.js';
import {commandLineOn} from '../helpers/command-line.js';
import {fedTables, storeTables} from '../helpers/fed-tables.js';
import {personIn} from '../helpers/person-with-sites.js';
import {Platform} from '../helpers/platform.js';
import {Postgres, postgresMissing} from '../helpers/postgres.js';
import {trials} from '../helpers/random.js';
import {realFiles, temporaryFolder, temporaryStore} from '../helpers/store.js';

const test = anyTest as TestFn<{readonly postgres: Postgres}>;
const testIt = postgresMissing === undefined ? test : test.skip;
const program = path.resolve('dist/cli.js');

test.before(async t => {
	if (postgresMissing !== undefined) return t.log(postgresMissing);
	t.context = {postgres: await Postgres.start()};
});

test.after.always(async t => {
	if (postgresMissing === undefined) await t.context.postgres.stop();
});

const isFedAsItIs = async (
	t: ExecutionContext<{readonly postgres: Postgres}>,
	folder: string,
	database: string,
) => {
	const store = await openStore(folder, realFiles);
	await store.loaded;
	t.deepEqual(fedTables({postgres: t.context.postgres, database}, store.identity.id!), storeTables(store));
	await store.close();
};

test('an address with a password, or none, is refused before anything is done', async t => {
	const chatlogs = commandLineOn('/dev/null/store');
	const {code, stderr} = await chatlogs(['feed', '--to', 'postgres://ann:hunter2@localhost/logs']);
	t.is(code, 2);
	t.regex(stderr, /must not hold a password/);
	t.notRegex(stderr, /hunter2/);
	t.is(await chatlogs.code(['feed', '--watch', '--json', '--to', 'postgres://ann@localhost/logs']), 2);
	t.is(await chatlogs.code(['feed', '--keep']), 2);
	t.is(await chatlogs.code(['feed', 'on']), 2);
});

testIt('a store is fed, shown, fed on and removed', async t => {
	const {postgres} = t.context;
	const url = postgres.create('whole');
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	t.regex(await chatlogs.stdout(['feed']), /^The store is fed nowhere/);
	t.is(await chatlogs.code(['feed', '--watch']), 2);
	t.is(
		await chatlogs.stdout(['feed', '--to', url]),
		'Loaded 50 sessions with 268 messages, up to change 2.\n',
	);
	await isFedAsItIs(t, folder, 'whole');
	t.regex(await chatlogs.stdout(['feed', '--to', url]), /^Nothing new/);
	t.is(await chatlogs.stdout(['feed', '--to', url, '--quiet']), '');
	await chatlogs(['delete', '3001', '3002', '--yes']);
	t.regex(await chatlogs.stdout(['feed']), /State +change 2 of 3/);
	t.is(await chatlogs.stdout(['feed', '--to', url]), 'Fed 1 change of 2 sessions, up to change 3.\n');
	await chatlogs(['purge', '3001', '--yes']);
	t.deepEqual(JSON.parse(await chatlogs.stdout(['feed', '--to', url, '--json'])), {
		kind: 'followed',
		change: 4,
		changes: 1,
		sessions: 1,
		messages: 0,
		altered: 0,
	});
	await isFedAsItIs(t, folder, 'whole');
	t.regex(await chatlogs.stdout(['feed']), /State +up to date/);

	// Another store in the same database is not touched by what happens to this one.
	const other = await temporaryStore(t);
	await commandLineOn(other, {random: count => 'ab'.repeat(count)})(['feed', '--to', url]);
	t.regex(
		await chatlogs.stderr(['feed', '--to', postgres.create('second')]),
		/to one database only.*feed remove/,
	);
	t.is(await chatlogs.code(['feed', 'remove']), 2);
	t.regex(await chatlogs.stdout(['feed', 'remove', '--yes']), /deleted.*write-ahead log.*backups/);
	t.regex(await chatlogs.stdout(['feed']), /^The store is fed nowhere/);
	t.is(
		postgres.sql('SELECT count(DISTINCT store) FROM chatlogs.session', 'whole'),
		postgres.sql('SELECT count(*) FROM chatlogs.site', 'whole'),
	);
	t.regex(await chatlogs.stdout(['changes']), /Fed to postgres:.*\n/);
});

testIt('a store that was restored, or lived on twice, is refused', async t => {
	const {postgres} = t.context;
	const url = postgres.create('twice');
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	await chatlogs(['feed', '--to', url]);
	const backup = path.join(temporaryFolder(t), 'backup');
	cpSync(folder, backup, {recursive: true});
	await chatlogs(['delete', '3001', '--yes']);
	await chatlogs(['feed', '--to', url]);
	rmSync(folder, {recursive: true});
	cpSync(backup, folder, {recursive: true});
	const before = postgres.sql('SELECT * FROM chatlogs.session ORDER BY id', 'twice');
	for (const act of [[], ['delete', '3002', '--yes'], ['delete', '3003', '--yes']]) {
		if (act.length > 0) await chatlogs(act);
		const {code, stderr} = await chatlogs(['feed', '--to', url]);
		t.is(code, 1);
		t.regex(stderr, /up to change 3, which is not in its journal.*feed remove --to/);
		t.regex(await chatlogs.stdout(['feed']), /State +stopped/);
	}

	t.is(postgres.sql('SELECT * FROM chatlogs.session ORDER BY id', 'twice'), before);
	await chatlogs(['feed', 'remove', '--yes', '--to', url]);
	t.is(await chatlogs.code(['feed', '--to', url]), 0);
	await isFedAsItIs(t, folder, 'twice');
});

testIt('a read-only store is fed only if that was noted before', async t => {
	const url = t.context.postgres.create('frozen');
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const setReadOnly = async (readOnly: boolean): Promise<void> => {
		const store = await openStore(folder, realFiles);
		await store.setReadOnly({by: 'ann'}, readOnly);
		await store.close();
	};

	await setReadOnly(true);
	t.regex(await chatlogs.stderr(['feed', '--to', url]), /read-only/);
	t.is(t.context.postgres.sql('SELECT count(*) FROM chatlogs.session', 'frozen'), '0');
	await setReadOnly(false);
	await chatlogs(['feed', '--to', url]);
	await setReadOnly(true);
	t.is(await chatlogs.code(['feed', '--to', url]), 0);
	await isFedAsItIs(t, folder, 'frozen');
});

testIt('trouble with the database is told with what to do', async t => {
	const {postgres} = t.context;
	const url = postgres.create('troubled');
	const configFolder = temporaryFolder(t);
	const chatlogs = commandLineOn(await temporaryStore(t));
	const fails = async (to: string, reason: RegExp, environment: Readonly<Record<string, string>> = {}) => {
		const {code, stderr} = await chatlogs(['feed', '--to', to], {
			sender: {environment, configFolder, network: undefined as never},
		});
		t.is(code, 3, stderr);
		t.regex(stderr, reason);
		t.notRegex(stderr, /hunter2|wrong-one/);
	};

	await fails('postgres://ann@localhost/logs?host=/nowhere', /cannot be reached/);
	await fails(postgres.url('missing', 'troubled'), /refused: database "missing" does not exist.*createdb/);
	postgres.askPassword('troubled', 'hunter2');
	await fails(url, /wants a password.*PGPASSFILE/);
	await fails(url, /password authentication failed.*Put the right password/, {PGPASSWORD: 'wrong-one'});
	const file = path.join(configFolder, 'passwords');
	writeFileSync(file, 'localhost:*:troubled:troubled:hunter2', {mode: 0o600});
	const isFed = await chatlogs(['feed', '--to', url], {
		sender: {...new Platform().sender, environment: {PGPASSFILE: file}, configFolder},
	});
	t.is(isFed.code, 0, isFed.stderr);
	postgres.sql('UPDATE chatlogs.version SET version = 99', 'troubled');
	const {code, stderr} = await chatlogs(['feed', '--to', url], {
		sender: {...new Platform().sender, environment: {PGPASSWORD: 'hunter2'}, configFolder},
	});
	t.is(code, 1);
	t.regex(stderr, /A newer chatlogs made the tables there \(version 99/);
});

testIt('a user who may make no extension feeds without an index for texts, and is told', async t => {
	const {postgres} = t.context;
	postgres.create('confined');
	postgres.sql(
		'ALTER DATABASE confined OWNER TO admin; CREATE SCHEMA chatlogs AUTHORIZATION confined',
		'confined',
	);
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const {code, stderr} = await chatlogs(['feed', '--to', postgres.url('confined')]);
	t.is(code, 0, stderr);
	t.regex(stderr, /no index for searching in texts.*pg_trgm/);
	await isFedAsItIs(t, folder, 'confined');
	postgres.sql('CREATE EXTENSION pg_trgm', 'confined');
	t.is(await chatlogs.stderr(['feed', '--to', postgres.url('confined')]), '');
	t.is(postgres.sql("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'", 'confined'), '2');
});

testIt('given sessions and messages are taken from the database now', async t => {
	const {postgres} = t.context;
	const url = postgres.create('erased');
	const folder = await temporaryStore(t);
	await commandLineOn(folder)(['feed', '--to', url]);
	const database = await connectTo(url, {environment: {}, configFolder: '/nowhere'});
	t.teardown(async () => database.close());
	const store = postgres.sql('SELECT store FROM chatlogs.site', 'erased');
	const count = (condition: string): string =>
		postgres.sql(`SELECT count(*) FROM chatlogs.message WHERE ${condition}`, 'erased');
	const ids = postgres.sql(
		'SELECT id FROM chatlogs.message WHERE session = 3003 ORDER BY id LIMIT 2',
		'erased',
	);
	const [before, all] = [count('session = 3001'), count('true')];
	const removed = await removeRows(database, store, {
		sessions: [3001, 99],
		messages: [{session: 3003, ids: ids.split('\n').map(Number)}],
	});
	t.deepEqual(removed, {sessions: 1, messages: Number(before) + 2});
	t.is(count('true'), String(Number(all) - Number(before) - 2));
	t.is(count('session = 3001'), '0');
});

testIt('somebody who is erased is taken out of the database as well, once that can be', async t => {
	const {postgres} = t.context;
	const url = postgres.create('forgotten');
	const folder = await temporaryStore(t);
	const setting = {stateFolder: path.join(temporaryFolder(t), 'state')};
	const chatlogs = commandLineOn(folder);
	const shown = await chatlogs.stdout(['show', '3001', '--json']);
	const {number} = (JSON.parse(shown) as {customer: {number: string}}).customer;
	await chatlogs(['transfer', '3002', '--to', 'extension:1002', '--yes', '--note', `as ${number} said`]);
	await chatlogs(['feed', '--to', url]);
	const told = (): number[] =>
		['session', 'message', 'change'].map(table =>
			Number(
				postgres.sql(
					`SELECT count(*) FROM chatlogs.${table} AS r WHERE r::text LIKE '%${number.slice(1)}%'`,
					'forgotten',
				),
			),
		);
	t.true(told().every(count => count > 0));
	const version = postgres.sql('SELECT version FROM chatlogs.version', 'forgotten');
	postgres.sql('UPDATE chatlogs.version SET version = 99', 'forgotten');
	const first = await chatlogs(['erase', '--customer', number, '--yes'], setting);
	t.is(first.code, 1);
	t.regex(first.stdout, /the database that the store is fed to: REMAINS/);
	postgres.sql(`UPDATE chatlogs.version SET version = ${version}`, 'forgotten');
	const again = await chatlogs(['erase'], setting);
	t.is(again.code, 0, again.stdout);
	t.regex(again.stdout, /the database that the store is fed to: nothing left/);
	t.deepEqual(told(), [0, 0, 0]);
	await chatlogs(['feed', '--to', url]);
	await isFedAsItIs(t, folder, 'forgotten');
});

/** The program itself, which ends with the test at the latest. */
const start = (t: ExecutionContext, argv: readonly string[]): ChildProcess => {
	const home = temporaryFolder(t);
	const child = spawn(process.execPath, [program, ...argv], {
		env: {PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home},
		stdio: 'ignore',
	});
	t.teardown(() => child.kill('SIGKILL'));
	return child;
};

/** Asks until the answer is that one; ava ends a test that waits for ever. */
const until = async (answer: () => string, wanted: string): Promise<void> => {
	while (answer() !== wanted) await pause(50);
};

testIt('a feed that watches follows what others do, also after the connection broke', async t => {
	const {postgres} = t.context;
	const url = postgres.create('watched');
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	await chatlogs(['feed', '--to', url]);
	const child = start(t, ['feed', '--watch', '--store', folder]);
	const deleted = (): string =>
		postgres.sql('SELECT count(*) FROM chatlogs.session WHERE deleted', 'watched');
	await chatlogs(['delete', '3001', '--yes']);
	await until(deleted, '1');
	postgres.sql(
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'watched'",
		'postgres',
	);
	await chatlogs(['delete', '3002', '--yes']);
	await until(deleted, '2');
	const ended = once(child, 'exit');
	child.kill('SIGTERM');
	t.deepEqual(await ended, [0, null]);
	await isFedAsItIs(t, folder, 'watched');
});

testIt('a feed that watches ends when it is told to, also while the database keeps it waiting', async t => {
	const {postgres} = t.context;
	const url = postgres.create('waiting');
	const folder = await temporaryStore(t);
	await commandLineOn(folder)(['feed', '--to', url]);
	const other = await connectTo(url, {environment: {}, configFolder: '/nowhere'});
	await other.query('BEGIN');
	await other.query('LOCK TABLE chatlogs.site');
	const child = start(t, ['feed', '--watch', '--store', folder]);
	await until(
		() => postgres.sql('SELECT count(*) FROM pg_locks WHERE NOT granted AND database <> 0', 'waiting'),
		'1',
	);
	const ended = once(child, 'exit');
	child.kill('SIGTERM');
	t.deepEqual(await ended, [0, null]);
	await other.close();
});

testIt('a program that is killed while it feeds leaves what the next one goes on with', async t => {
	const {postgres} = t.context;
	const url = postgres.create('killed');
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	for (let trial = 0; trial < trials(3); trial++) {
		await chatlogs(['delete', String(3001 + trial), '--yes']);
		const child = start(t, ['feed', '--to', url, '--store', folder]);
		const ended = once(child, 'exit');
		await pause(200 + ((trial * 173) % 700));
		child.kill('SIGKILL');
		await ended;
		t.is(await chatlogs.code(['feed', '--to', url]), 0);
		await isFedAsItIs(t, folder, 'killed');
	}
});

testIt('all sites are fed to one database', async t => {
	const {postgres} = t.context;
	const url = postgres.create('sites');
	const {folder: home, chatlogs: outcome} = personIn(t);
	const chatlogs = async (...argv: readonly string[]): Promise<number> => {
		const {code} = await outcome(...argv);
		return code;
	};

	for (const name of ['a', 'b']) {
		const folder = path.join(home, name);
		t.is(await chatlogs('import', path.resolve('data/sample.yeastar.json'), '--store', folder), 0);
		t.is(await chatlogs('site', 'add', name, '--store', folder), 0);
	}

	t.is(await chatlogs('feed', '--all-sites', '--to', url), 0);
	t.is(
		postgres.sql(
			'SELECT name, count(*) FROM chatlogs.site JOIN chatlogs.session USING (store) GROUP BY 1 ORDER BY 1',
			'sites',
		),
		'a|50\nb|50',
	);
	// A reader asks for it by its new name, though nothing in it is new.
	t.is(await chatlogs('site', 'rename', 'b', 'hq'), 0);
	t.is(await chatlogs('feed', '--site', 'hq', '--to', url), 0);
	t.is(postgres.sql('SELECT name FROM chatlogs.site ORDER BY name', 'sites'), 'a\nhq');
});

testIt(
	'a user whom the tables do not belong to is refused, and the store does not take the feed for its own',
	async t => {
		const {postgres} = t.context;
		const url = postgres.create('owned');
		await commandLineOn(await temporaryStore(t))(['feed', '--to', url]);
		postgres.create('reader');
		postgres.sql('GRANT USAGE ON SCHEMA chatlogs TO reader', 'owned');
		const chatlogs = commandLineOn(await temporaryStore(t));
		const {code, stderr} = await chatlogs(['feed', '--to', postgres.url('owned', 'reader')]);
		t.is(code, 3);
		t.regex(stderr, /belong to the user owned\. Feed as that one/);
		t.is(await chatlogs.code(['feed', '--to', postgres.url('owned')]), 0);
	},
);
