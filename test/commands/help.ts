import {readFileSync} from 'node:fs';
import test from 'ava';
import {commandNames} from '../../source/commands/command-list.js';
import {readTopics} from '../../source/manual/pages.js';
import {run} from '../helpers/command-line.js';

test('lists the topics, one a line', async t => {
	const {code, stdout} = await run(['help']);
	t.is(code, 0);
	for (const {name, summary} of readTopics()) t.regex(stdout, new RegExp(`^  ${name} +${summary}$`, 'm'));
	t.deepEqual(JSON.parse(await run.stdout(['help', '--json'])), {topics: readTopics()});
});

test('prints a page as Markdown where nobody looks', async t => {
	const stdout = await run.stdout(['help', 'filter']);
	t.true(stdout.startsWith('# The filter language\n'));
	t.true(stdout.includes('| `id:3000..3100` | session id |'));
	t.is(stdout, readFileSync('source/manual/filter.md', 'utf8').replaceAll(/^<!--.*\n\n?/gm, ''));
});

for (const [topic, titles] of [
	['retention', ['# Keeping']],
	['Formats', ['# Import from the PBX', '# Importing from other systems', '# Export']],
] as const) {
	test(`finds what the manual tells of ${topic}`, async t => {
		const stdout = await run.stdout(['help', topic]);
		t.deepEqual(stdout.match(/^# .*$/gm), titles);
	});
}

test('prints it wrapped and styled on a terminal, unless colours are unwanted', async t => {
	const setting = {isTerminal: true, columns: 60};
	const styled = await run.stdout(['help', 'exit-codes'], setting);
	t.true(styled.startsWith('\u001B[1mExit\u001B[22m'));
	for (const environment of [{NO_COLOR: '1'}, {TERM: 'dumb'}]) {
		const stdout = await run.stdout(['help', 'exit-codes'], {...setting, environment});
		t.true(stdout.startsWith('# Exit codes\n\nexit code  means\n---------  ---'));
		t.false(stdout.includes('\u001B'));
	}
});

test('a topic may be written in several words, and in capitals', async t => {
	t.is(await run.stdout(['help', 'Exit', 'codes']), await run.stdout(['help', 'exit-codes']));
});

test('tells what a command does; of a topic with its name as well', async t => {
	t.is(await run.stdout(['help', 'list']), await run.stdout(['list', '--help']));
	const both = await run.stdout(['help', 'import']);
	t.true(both.startsWith('# Import from the PBX\n'));
	t.true(both.endsWith(await run.stdout(['import', '--help'])));
	const {topic, page, usage} = JSON.parse(await run.stdout(['help', 'import', '--json'])) as Record<
		string,
		string
	>;
	t.is(topic, 'import');
	t.is(`${page!}\n${usage!}`, both);
});

test('-h explains as --help does, before and after a command', async t => {
	t.is(await run.stdout(['-h']), await run.stdout(['--help']));
	for (const name of commandNames) {
		const explained = await run.stdout([name, '--help']);
		t.true(explained.startsWith(`chatlogs ${name}: `));
		t.regex(explained, /^ {2}-h, --help +explain the command$/m);
		t.is(await run.stdout([name, '-h']), explained);
		t.is(await run.stdout(['-h', name]), explained);
		const manual = await run.stdout(['help', name]);
		t.true(manual.endsWith(explained));
	}
});

test('takes -h for an argument where it is one', async t => {
	t.is(await run.code(['list', '--filter', '-h', '--store', '/nowhere']), 3);
	t.is(await run.code(['search', '--store', '/nowhere', '--', '-h']), 3);
});

test('refuses an unknown topic, with what is near and where the word is', async t => {
	const unknown = async (name: string): Promise<string> => {
		const {code, stdout, stderr} = await run(['help', name]);
		t.is(code, 2);
		t.is(stdout, '');
		return stderr;
	};

	t.regex(await unknown('fliter'), /no topic or command fliter; did you mean filter\?/);
	t.regex(await unknown('trasnfer'), /did you mean transfer\?/);
	t.regex(await unknown('backup'), /The word is in (?:[a-z]+, )*files(?:, [a-z]+)*\./);
	t.regex(await unknown('zzzzzz'), /zzzzzz\. chatlogs help lists the topics\.\n$/);
	t.regex(await unknown('../../package'), /no topic or command/);
	t.regex(await unknown('\u001B[2J'), /no topic or command \^\[\[2j\./);
});
