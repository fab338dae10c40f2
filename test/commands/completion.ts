import {execFile, execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {readShellWords, shellEscaped} from '../../source/commands/shell-words.js';
import {run} from '../helpers/command-line.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

const execute = promisify(execFile);

const lines: readonly (readonly [line: string, words: readonly string[]])[] = [
	['', ['']],
	['chatlogs', ['chatlogs']],
	['chatlogs ', ['chatlogs', '']],
	['chatlogs  list\t', ['chatlogs', 'list', '']],
	[`a 'b c' "d e"`, ['a', 'b c', 'd e']],
	[String.raw`a\ b "c\"d" 'e\f'`, ['a b', 'c"d', String.raw`e\f`]],
	[`--filter='is:or`, ['--filter=is:or']],
	[`'' ""`, ['', '']],
];

for (const [line, words] of lines) {
	test(`reads ${JSON.stringify(line)} as a shell does`, t => {
		t.deepEqual(
			readShellWords(line).map(({text}) => text),
			words,
		);
	});
}

test('knows which quote is open', t => {
	t.is(readShellWords(`a 'b`).at(-1)!.openQuote, "'");
	t.is(readShellWords(`a "b'`).at(-1)!.openQuote, '"');
	t.is(readShellWords(`a 'b'`).at(-1)!.openQuote, '');
});

test('escapes so that a shell reads the same', t => {
	for (const text of [
		'queue:Night shift',
		'Sale!! now!',
		`it's "so" $HOME \`x\` \\ *?`,
		'李 雷',
		'a&b|c;d<e>(f)',
	]) {
		for (const quote of ['', '"', "'"] as const) {
			const [word] = readShellWords(quote + shellEscaped(text, quote) + quote);
			t.is(word!.text, text, quote);
		}
	}
});

/** What stands at the end of the line, in the form that fish takes: without escapes. */
const candidates = async (t: ExecutionContext, line: string): Promise<readonly string[]> => {
	const store = ['--store', await temporaryStore(t)];
	const {code, stdout, stderr} = await run([...store, 'completion', 'fish', '--', line]);
	t.is(code, 0);
	t.is(stderr, '');
	return stdout
		.split('\n')
		.slice(0, -1)
		.map(each => each.split('\t', 1)[0]!);
};

const ends: readonly (readonly [line: string, expected: readonly string[]])[] = [
	['chatlogs tra', ['transfer']],
	['chatlogs --json delete', ['delete', 'delete-messages']],
	['chatlogs --on', ['--once']],
	['chatlogs list --columns st', ['status']],
	['chatlogs list --columns id,h', ['id,handler']],
	['chatlogs list --columns=id,m', ['--columns=id,messages']],
	['chatlogs list --columns id,id', []],
	['chatlogs list --li', ['--limit']],
	['chatlogs demo --no', ['--no-open']],
	['chatlogs export --format ', ['json', 'ndjson', 'csv', 'text', 'html', 'tsv', 'parquet']],
	['chatlogs export --format=c', ['--format=csv']],
	['chatlogs completion ', ['bash', 'zsh', 'fish']],
	['chatlogs help f', ['filter', 'feed', 'files']],
	['chatlogs list --filter stat', ['status:open', 'status:closed']],
	[
		"chatlogs list --filter 'is:orphaned -status:",
		['is:orphaned -status:open', 'is:orphaned -status:closed'],
	],
	['chatlogs transfer 3 --to queue:', ['queue:Billing', 'queue:Orders', 'queue:Support']],
	['chatlogs orphans --reassign queue', ['queue:Night shift']],
	['chatlogs list --limit ', []],
	['chatlogs import da', []],
	['chatlogs show 3001 ', []],
	['chatlogs nonsense ', []],
	['chatlogs', []],
];

for (const [line, expected] of ends) {
	test(`completes ${line}`, async t => {
		t.deepEqual(await candidates(t, line), expected);
	});
}

const asked = async (shell: string, ...line: readonly string[]): Promise<string> =>
	run.stdout(['completion', shell, '--', ...line]);

test('offers what the store knows, of the store that the line names', async t => {
	const folder = await temporaryStore(t);
	t.regex(
		await asked('fish', `chatlogs list --store ${folder} --filter handler:extension:10`),
		/^handler:extension:1002\t/m,
	);
	t.is(await asked('fish', 'chatlogs list --store /nowhere --filter handler:extension:10'), '');
	t.regex(await asked('fish', 'chatlogs list --store /nowhere --filter channel:w'), /^channel:whatsapp\t/);
});

test('gives bash only what readline replaces', async t => {
	t.is(await asked('bash', 'chatlogs list --filter status:o', 'o'), 'open \n');
	t.is(await asked('bash', "chatlogs list --filter 'status:o", 'status:o'), 'status:open\n');
	t.is(await asked('bash', String.raw`chatlogs list --filter status\:o`, String.raw`status\:o`), '');
});

test('refuses an unknown shell, and a line too many', async t => {
	t.regex(await run.stderr(['completion', 'tcsh']), /Name your shell: bash, zsh, fish/);
	t.is(await run.code(['completion']), 2);
	t.is(await run.code(['completion', 'bash', '--', 'a', 'b', 'c']), 2);
});

const strange = 'Sale $(touch /tmp/x) `id`; <b> !! "now"';

const hostileQueues = {
	pbx: {},
	queues: [
		{id: 7, name: 'Bad\u001B]8;;http://x\u0007\u202E\u2028name'},
		{id: 8, name: strange},
	],
	sessions: [{id: 1, type: 'sms', did_number: '+1', to: {user_type: 2, user_no: '+2'}, queue_id: 7}],
};

test('offers nothing that a shell or a terminal would act on, and nothing that means something else', async t => {
	const store = ['--store', await temporaryStore(t, hostileQueues)];
	for (const shell of ['bash', 'zsh', 'fish'])
		for (const line of [
			'transfer 1 --to ',
			'transfer 1 --to queue:',
			'list --filter handler:',
			'list --filter handler:queue:',
		])
			for (const word of [line, line.replace(/(\S+)$/, '"$1'), line.replace(/(\S+)$/, "'$1")]) {
				const {stdout} = await run([...store, 'completion', shell, '--', `chatlogs ${word}`]);
				t.notRegex(stdout.replaceAll(/[\t\n]/g, ''), /[\p{Cc}\p{Bidi_Control}\p{Zl}]/u);
				t.notRegex(stdout.replaceAll(/\t.*/g, ''), /<U\+|\^\[/);
			}

	const inserted = await run.stdout([
		...store,
		'completion',
		'bash',
		'--',
		'chatlogs transfer 1 --to q',
		'q',
	]);
	const [byId, byName] = inserted.split('\n');
	t.is(byId, 'queue:7 ');
	t.is(execFileSync('bash', ['-c', `printf %s ${byName!}`], {encoding: 'utf8'}), `queue:${strange}`);
});

/** For what can only be tried where that shell is installed. */
const testIn = (shell: string): typeof test | typeof test.skip =>
	spawnSync(shell, ['-c', 'exit']).status === 0 ? test : test.skip;

for (const shell of ['bash', 'zsh', 'fish']) {
	testIn(shell)(`gives ${shell} a script that it understands`, async t => {
		const script = path.join(temporaryFolder(t), 'script');
		writeFileSync(script, await run.stdout(['completion', shell]));
		await t.notThrowsAsync(execute(shell, ['-n', script]));
	});
}

testIn('bash')('completes in a real bash', async t => {
	const folder = temporaryFolder(t);
	const program = path.join(folder, 'chatlogs');
	writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${path.resolve('dist/cli.js')}' "$@"\n`);
	chmodSync(program, 0o755);
	const driver = `
		eval "$(chatlogs completion bash)"
		complete -p chatlogs
		try() {
			COMP_LINE=$1 COMP_POINT=\${#1}
			_chatlogs chatlogs "$2" ''
			printf '[%s]' "\${COMPREPLY[@]}"
			echo
		}
		try 'chatlogs tr' 'tr'
		try "chatlogs list --filter 'is:orphaned sta" 'is:orphaned sta'
		try 'chatlogs orphans --reassign queue:N' 'N'
	`;
	const {stdout} = await execute('bash', ['--norc', '-c', driver], {
		env: {...process.env, PATH: `${folder}:${process.env.PATH!}`, CHATLOGS_STORE: await temporaryStore(t)},
	});
	t.deepEqual(stdout.trimEnd().split('\n'), [
		'complete -o bashdefault -o default -o nospace -F _chatlogs chatlogs',
		'[transfer ]',
		'[is:orphaned status:open][is:orphaned status:closed]',
		String.raw`[Night\ shift ]`,
	]);
});
