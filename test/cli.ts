import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, openSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {promisify} from 'node:util';
import test from 'ava';
import {loadCommands} from '../source/commands/command-list.js';
import {displayWidth} from '../source/text/fit.js';
import {run as runHere} from './helpers/command-line.js';
import {sampleFile, temporaryFolder, temporaryStore} from './helpers/store.js';

const program = path.resolve('dist/cli.js');
const execute = promisify(execFile);

interface Ended {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

const run = async (file: string, argv: readonly string[]): Promise<Ended> => {
	try {
		return {code: 0, ...(await execute(file, argv))};
	} catch (error) {
		const {code, stdout, stderr} = error as Ended;
		return {code, stdout, stderr};
	}
};

const chatlogs = async (argv: readonly string[]): Promise<Ended> => run(process.execPath, [program, ...argv]);

test('ends with the code that says how it went', async t => {
	const folder = await temporaryStore(t);
	const codes: readonly [argv: readonly string[], code: number][] = [
		[['list', '--store', folder], 0],
		[['show', '99', '--store', folder], 1],
		[['list', '--filter', 'is:', '--store', folder], 2],
		[['list', '--store', '/nowhere'], 3],
		[[], 2],
	];
	for (const [argv, expected] of codes) {
		const {code} = await chatlogs(argv);
		t.is(code, expected, argv.join(' '));
	}
});

test('undoes in one process what another did', async t => {
	const folder = path.join(temporaryFolder(t), 'store');
	const imported = await chatlogs(['import', sampleFile, '--store', folder]);
	t.is(imported.code, 0);
	const before = await chatlogs(['list', '--json', '--store', folder]);
	const argv = ['transfer', '--filter', 'is:orphaned', '--to', 'queue:Support', '--yes', '--store', folder];
	const transferred = await chatlogs(argv);
	t.regex(transferred.stdout, /^Change 2: transferred 17 sessions to Support/);
	const undone = await chatlogs(['undo', '2', '--yes', '--store', folder]);
	t.is(undone.code, 0);
	const after = await chatlogs(['list', '--json', '--store', folder]);
	t.is(after.stdout, before.stdout);
});

test('ends quietly when nobody reads on', async t => {
	const folder = path.join(temporaryFolder(t), 'demo');
	await chatlogs(['demo', '--sessions', '2000', '--store', folder]);
	const child = spawn(process.execPath, [program, 'list', '--json', '--store', folder]);
	let stderr = '';
	child.stderr.on('data', (chunk: Buffer) => {
		stderr += chunk.toString();
	});
	child.stdout.once('data', () => child.stdout.destroy());
	const [code] = (await once(child, 'close')) as [number];
	t.is(code, 0);
	t.is(stderr, '');
});

const fullDisk = '/dev/full';

for (const [argv, told] of [
	[['--help'], /^chatlogs: the output cannot be written: [^\n]+\n$/],
	[
		['pbx', '--json'],
		/^\{"error":\{"message":"the output cannot be written: [^\n]+","kind":"refused"\}\}\n$/,
	],
] as const) {
	(existsSync(fullDisk) ? test : test.skip)(
		`says so when what it prints cannot be written: ${argv[0]}`,
		async t => {
			const child = spawn(process.execPath, [program, ...argv, '--store', await temporaryStore(t)], {
				stdio: ['ignore', openSync(fullDisk, 'w'), 'pipe'],
			});
			const ended = once(child, 'close') as Promise<[number]>;
			const [stderr, [code]] = await Promise.all([text(child.stderr!), ended]);
			t.regex(stderr, told);
			t.is(code, 1);
		},
	);
}

test('writes all of a long output into a pipe', async t => {
	const folder = path.join(temporaryFolder(t), 'demo');
	await chatlogs(['demo', '--sessions', '500', '--store', folder]);
	const {stdout} = await chatlogs(['list', '--json', '--store', folder]);
	t.is((JSON.parse(stdout) as {sessions: unknown[]}).sessions.length, 500);
});

test('writes all of a long output into a pipe that does not wait for its reader', async t => {
	const folder = path.join(temporaryFolder(t), 'demo');
	await chatlogs(['demo', '--sessions', '500', '--store', folder]);
	const argv = ['list', '--json', '--store', folder];
	const {stdout} = await chatlogs(argv);
	const unblock = 'perl -MFcntl -e "fcntl(STDOUT, F_SETFL, O_WRONLY | O_NONBLOCK)"';
	const both = `{ ${unblock}; "$0" "$@"; } | { sleep 0.5; cat; }`;
	const piped = await run('sh', ['-c', both, process.execPath, program, ...argv]);
	t.deepEqual(piped, {code: 0, stdout, stderr: ''});
});

test('prints a frame of the screen as text, filtered and of that size', async t => {
	const folder = await temporaryStore(t);
	const argv = ['--once', '--size', '100x20', '--filter', 'is:orphaned text:order', '--store', folder];
	const {code, stdout, stderr} = await chatlogs(argv);
	t.is(code, 0);
	t.is(stderr, '');
	const lines = stdout.split('\n');
	t.is(lines.length, 21);
	for (const line of lines) t.true(displayWidth(line) <= 100);
	t.regex(lines[0]!, /50 sessions · 9 open · 17 orphaned/);
	t.regex(lines[1]!, /is:orphaned text:order .* 10 match/);
	t.notRegex(stdout, /\u001B/);
});

test('explains every command', async t => {
	for (const {name} of await loadCommands()) {
		const {code, stdout} = await runHere([name, '--help']);
		t.is(code, 0);
		t.true(stdout.startsWith(`chatlogs ${name}: `));
	}
});

test('loads no React for a command', async t => {
	const loaded = await execute(process.execPath, [
		'--input-type=module',
		'--eval',
		[
			"import {registerHooks} from 'node:module';",
			String.raw`const isReact = /node_modules\/(react|ink)\//;`,
			'registerHooks({load(url, context, next) { if (isReact.test(url)) console.error(url); return next(url, context); }});',
			"process.argv = [process.argv[0], 'chatlogs', '--help'];",
			`await import(${JSON.stringify(`file://${program}`)});`,
		].join('\n'),
	]);
	t.regex(loaded.stdout, /^chatlogs: check and manage/);
	t.is(loaded.stderr, '');
});

test('starts without what takes Node milliseconds to load', async t => {
	const slow = '/^NativeModule (?:assert|crypto|http|perf_hooks|v8|worker_threads)$/';
	const telling = `process.on('exit', () => console.error(process.moduleLoadList.filter(name => ${slow}.test(name)).join()))`;
	const preload = `data:text/javascript,${encodeURIComponent(telling)}`;
	const store = await temporaryStore(t);
	for (const argv of [['list', '--limit', '1'], ['--once']]) {
		const {code, stderr} = await run(process.execPath, [
			'--import',
			preload,
			program,
			...argv,
			'--store',
			store,
		]);
		t.deepEqual({code, stderr}, {code: 0, stderr: '\n'}, argv.join(' '));
	}
});

test('says which Node it needs, as package.json does', async t => {
	const {engines} = JSON.parse(readFileSync('package.json', 'utf8')) as {engines: {node: string}};
	const older = "Object.defineProperty(process.versions, 'node', {value: '24.11.1'});";
	const preload = `data:text/javascript,${encodeURIComponent(older)}`;
	const {code, stderr} = await run(process.execPath, ['--import', preload, program, '--version']);
	t.is(code, 1);
	t.is(
		stderr,
		`chatlogs: this is Node 24.11.1, but ${engines.node.slice(2)} or later is needed: https://nodejs.org\n`,
	);
});

test('one frame of the screen is told in words where it is asked for, by flag or environment', async t => {
	const argv = ['--once', '--size', '100x20', '--filter', 'is:orphaned', '--store', await temporaryStore(t)];
	const signs = await chatlogs(argv);
	t.regex(signs.stdout, / ! \d{4} /);
	const byFlag = await chatlogs([...argv, '--accessible']);
	t.regex(byFlag.stdout, / deleted owner \d{4} /);
	t.notRegex(byFlag.stdout, /[▸\u001B]|!\d/);
	const environment = {...process.env, CHATLOGS_ACCESSIBLE: '1'};
	const byEnvironment = await execute(process.execPath, [program, ...argv], {env: environment});
	t.is(byEnvironment.stdout, byFlag.stdout);
});
