import path from 'node:path';
import test from 'ava';
import {loadCommands} from '../../source/commands/command-list.js';
import {run} from '../helpers/command-line.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

const commandList = await loadCommands();

const mistakes: readonly [title: string, argv: readonly string[], told: RegExp][] = [
	['an unknown command, naming the nearest', ['lsit'], /no command lsit; did you mean list\?/],
	['an unknown command that is near to none', ['frobnicate'], /no command frobnicate\./],
	[
		'an unknown flag, naming the nearest',
		['list', '--limt', '3'],
		/no flag --limt here; did you mean --limit\? --help/,
	],
	['an unknown letter', ['list', '-x'], /no flag -x/],
	['a flag of a command before its name', ['--limit', '3', 'list'], /no flag --limit here/],
	['a flag without its value', ['list', '--filter'], /--filter needs a value/],
	['a flag whose value is another flag', ['list', '--filter', '--json'], /--filter needs a value/],
	['an empty value', ['list', '--store='], /--store needs a value/],
	['a flag that is given twice', ['list', '--limit', '1', '--limit', '2'], /--limit can only be set once/],
	['a flag of two words that is given twice', ['list', '--as-of=2026', '--as-of=2025'], /--as-of can only/],
	[
		'a flag that is given before and after',
		['--store=a', 'list', '--store=b'],
		/--store can only be set once/,
	],
	['a value for what has none', ['delete', '3001', '--yes', '--dry-run=yes'], /--dry-run takes no value/],
	['a word where a flag could have a value', ['list', '--quiet', 'false'], /“false” was not expected/],
	['a part of a flag', ['list', '--filter.x=open'], /no flag --filter\.x/],
	['the turning off of a value', ['delete', '--no-filter', '--all'], /no flag --no-filter/],
	['a letter with more', ['list', '-h5'], /no flag -h5/],
	['a name that no object may have', ['list', '--__proto__=1'], /no flag --__proto__/],
	['a command without a name', ['', '--json'], /no command “”/],
	['a number without digits', ['list', '--limit='], /--limit needs a whole number/],
	['a number written for programmers', ['list', '--limit', '0x10'], /--limit needs a whole number/],
	['a blank value', ['delete', '3001', '--yes', '--as', ' '], /--as needs a value/],
	['a number that is none', ['list', '--limit', 'ten'], /--limit needs a whole number/],
	['a negative number', ['list', '--limit', '-1'], /--limit needs a whole number/],
	['a name that every object has', ['list', '--constructor'], /no flag --constructor/],
	['an argument too many', ['list', '3073'], /“3073” was not expected/],
	['two formats', ['list', '--json', '--csv'], /Choose one/],
	['no session', ['show'], /Name one session/],
	['two sessions where one is shown', ['show', '1', '2'], /Name one session/],
	['what is no id', ['messages', '12x'], /“12x” is not a session number/],
	['a transfer of nothing', ['transfer', '--to', 'api'], /Name the sessions/],
	['ids and a filter', ['delete', '1', '--filter', 'x'], /Name the sessions/],
	['ids from stdin and others', ['delete', '1', '-'], /^chatlogs: - reads the ids from stdin/],
	['messages without a session', ['delete-messages', '3001'], /Name a session and its messages/],
	['two changes', ['undo', '1', '2'], /Name one change/],
	['an import of nothing', ['import'], /Name a file/],
	['a demo of nothing', ['demo', '--sessions', '0'], /at least one session/],
	['a frame of no size', ['--once', '--size', '80'], /--size cannot be “80”; expected columns and rows/],
	['a frame of nothing', ['--once', '--size', '0x0'], /--size cannot be “0x0”/],
	['a frame with a mistake in its filter', ['--once', '--filter', 'is:'], /cannot be understood/],
	['a frame as JSON', ['--once', '--json'], /leave out --json/],
	['a script for a shell as JSON', ['completion', 'bash', '--json'], /leave out --json/],
	['a size without a frame', ['--size', '80x24'], /go with --once/],
	['a filter before a command', ['--filter', 'x', 'list'], /no flag --filter here/],
	['an unknown word after pbx', ['pbx', 'firmware=1'], /After pbx comes/],
];

/** Such a flag was meant to do something, and would be passed over. */
const passedOver: readonly (readonly string[])[] = [
	['hold', 'release', 'Case 7', '--yes', '--dry-run'],
	['hold', 'release', 'Case 7', '--yes', '--note', 'over'],
	['hold', '--filter', 'id:3001'],
	['policy', 'remove', 'Old', '--dry-run'],
	['policy', 'set', 'Old', '--filter', 'id:3001', '--then', 'delete', '--dry-run'],
	['policy', 'run', '--until', '2030'],
	['policy', 'list', '--expect', '3'],
	['changes', '1', '--limit', '3'],
	['changes', '1', '--ndjson'],
	['platform', 'unset', '--allow-http'],
	['platform', '--yes'],
	['erase', '--note', 'asked for'],
	['erase', '--yes', '--expect', '1'],
];

for (const argv of passedOver) {
	test(`refuses a flag that means nothing there: ${argv.join(' ')}`, async t => {
		const {code, stdout, stderr} = await run([...argv, '--store', '/nowhere/at-all']);
		t.is(code, 2);
		t.is(stdout, '');
		t.regex(stderr, /^chatlogs: --[a-z-]+ does not go with .*\.$/m);
	});
}

for (const [title, argv, told] of mistakes) {
	test(`refuses ${title}`, async t => {
		const {code, stdout, stderr} = await run(argv);
		t.is(code, 2);
		t.is(stdout, '');
		t.regex(stderr, told);
		t.is(stderr.trimEnd().split('\n').length, 1);
		t.true(stderr.startsWith(argv.includes('--json') ? '{"error":' : 'chatlogs: '));
	});
}

test('takes a value that begins with a minus', async t => {
	const folder = await temporaryStore(t);
	const all = await run(['list', '--store', folder, '--ndjson', '--filter', '-is:orphaned']);
	t.is(all.code, 0);
	t.is(all.stdout.trimEnd().split('\n').length, 33);
});

test('takes values with their quotes', async t => {
	const folder = await temporaryStore(t);
	for (const flags of [['--filter', '"García Sam"'], ['--filter="García Sam"']]) {
		const {stdout} = await run(['list', '--store', folder, '--ids', ...flags]);
		t.is(stdout, '');
	}

	const as = `'Ann'`;
	await run(['delete', '3001', '--store', folder, '--yes', '--as', as, '--note="why"']);
	const {stdout} = await run(['changes', '2', '--store', folder, '--json']);
	t.like(JSON.parse(stdout), {as, note: '"why"'});
});

test('takes the flags of every command before and after its name', async t => {
	const folder = await temporaryStore(t);
	const before = await run(['--store', folder, '--json', 'show', '3001']);
	const after = await run(['show', '3001', '--json', '--store', folder]);
	t.is(before.code, 0);
	t.is(before.stdout, after.stdout);
});

test('finds the store by flag, by environment, and in the data folder', async t => {
	const folder = await temporaryStore(t);
	const environment = {CHATLOGS_STORE: folder};
	const byEnvironment = await run(['list'], {environment});
	t.is(byEnvironment.code, 0);
	const byFlag = await run(['list', '--store', '/nowhere/at-all'], {environment});
	t.is(byFlag.code, 3);
	t.regex(byFlag.stderr, /There is no store in \/nowhere\/at-all/);
	const byPlatform = await run(['list'], {
		dataFolder: path.dirname(folder),
		environment: {CHATLOGS_STORE: ''},
	});
	t.is(byPlatform.stdout, byEnvironment.stdout);
});

test('tells errors as JSON if JSON was wanted', async t => {
	const {code, stdout, stderr} = await run(['list', '--json', '--store', temporaryFolder(t)]);
	t.is(code, 3);
	t.is(stdout, '');
	const {error} = JSON.parse(stderr) as {error: {message: string; kind: string}};
	t.is(error.kind, 'store');
	t.regex(error.message, /There is no store/);
});

test('makes hostile words in a mistake harmless', async t => {
	const {stderr} = await run(['messages', '\u001B]0;owned\u0007\u009B2J']);
	t.regex(stderr, /“\^\[\]0;owned\^G<9B>2J”/);
	const json = await run(['messages', '\u009B2J', '--json']);
	t.notRegex(json.stderr, /\u009B/);
});

test('opens the screen without a command, if there is a terminal', async t => {
	const folder = await temporaryStore(t);
	t.deepEqual(await run.shown([], {isTerminal: true, dataFolder: path.dirname(folder)}), [folder]);
	const {code, stderr, shown} = await run([]);
	t.is(code, 2);
	t.deepEqual(shown, []);
	t.regex(stderr, /Without a terminal/);
});

test('tells somebody who has no store yet how to make one', async t => {
	const {code, stdout, stderr, shown} = await run([], {isTerminal: true, dataFolder: '/data'});
	t.is(code, 3);
	t.is(stdout, '');
	t.deepEqual(shown, []);
	for (const step of [
		'There is no store in /data/store',
		'pbx connect https://',
		'import FILE…',
		'chatlogs demo',
	])
		t.true(stderr.includes(step), step);
	t.true(stderr.split('\n').every(line => line.length < 80));
});

test('prints one frame of the screen, without a terminal', async t => {
	t.is(await run.stdout(['--once']), '80x24 \n');
	t.is(await run.stdout(['--once', '--size', '120x40', '--filter', 'is:orphaned']), '120x40 is:orphaned\n');
	const frameIn = async (environment: Record<string, string>, ...more: readonly string[]): Promise<string> =>
		run.stdout(['--once', ...more], {environment});
	t.is(await frameIn({COLUMNS: '132', LINES: '50'}), '132x50 \n');
	t.is(await frameIn({COLUMNS: '132', LINES: '50'}, '--size', '100x30'), '100x30 \n');
	t.is(await frameIn({LINES: '50'}), '80x50 \n');
	for (const strange of ['', '0', '-5', '1e2', '12345', '80; rm -rf /', '\u001B[2J'])
		t.is(await frameIn({COLUMNS: strange, LINES: strange}), '80x24 \n', strange);
});

test('prints the version', async t => {
	t.regex(await run.stdout(['--version']), /^\d+\.\d+\.\d+\n$/);
});

test('explains itself and names every command', async t => {
	const {code, stdout} = await run(['--help']);
	t.is(code, 0);
	for (const {name, summary} of commandList) t.regex(stdout, new RegExp(`^ {2}${name} +${summary}$`, 'm'));
});

for (const {name, flags, usage, examples} of commandList) {
	test(`explains ${name}`, async t => {
		const {code, stdout, stderr} = await run([name, '--help']);
		t.is(code, 0);
		t.is(stderr, '');
		t.true(examples.length > 0);
		for (const form of [...usage, ...examples.map(({line}) => line)]) {
			t.true(form === name || form.startsWith(`${name} `));
			t.true(stdout.includes(`  chatlogs ${form}\n`));
		}

		for (const {explanation} of Object.values(flags)) t.true(stdout.includes(`  ${explanation}\n`));
		t.regex(stdout, /Exit codes\n {2}0 {3}done/);
	});
}
