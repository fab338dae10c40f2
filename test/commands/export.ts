import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {exportFormatNames, isTextFormat} from '../../source/domain/export-format.js';
import {type SessionRecord} from '../../source/exchange/export/session-record.js';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

interface Exported {
	readonly session: SessionRecord;
	readonly messages?: readonly {readonly id: number; readonly text: string}[];
}

const readLines = (text: string): Exported[] =>
	text
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Exported);

/** A PBX with one session of which one message is out to do harm. */
const hostilePbx = (text: string) => ({
	pbx: {firmware: '37.23.0.31'},
	sessions: [{id: 7, type: 'sms', channel_name: 'Desk', did_number: '+1', to: {user_type: 2, user_no: '+2'}}],
	messages: [
		{
			session_id: 7,
			msg_id: 1,
			msg_type: 0,
			send_time: 1_600_000_000,
			sender: {user_type: 2, user_no: '+2', username: ''},
			msg_body: text,
		},
	],
});

const textFormats = exportFormatNames.filter(format => isTextFormat(format));

test('exports every session with its messages', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const lines = readLines(await chatlogs.stdout(['export', '--format', 'ndjson']));
	t.is(lines.length, 50);
	for (const {session, messages} of lines) t.is(messages!.length, session.messages);
	const document = JSON.parse(await chatlogs.stdout(['export', '--format', 'json'])) as {
		sessions: Exported[];
	};
	t.deepEqual(document.sessions, lines);
	t.is(await chatlogs.stdout(['export', '--json']), await chatlogs.stdout(['export', '--format', 'json']));
});

test('exports what the filter holds for, in its order', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const filter = ['--filter', 'is:orphaned sort:id'];
	const lines = readLines(await chatlogs.stdout(['export', '--format', 'ndjson', ...filter]));
	const {sessions} = JSON.parse(await chatlogs.stdout(['list', '--json', ...filter])) as {
		sessions: SessionRecord[];
	};
	t.true(lines.length > 0);
	t.is(lines.length, sessions.length);
	for (const [index, {session}] of lines.entries()) t.like(session, sessions[index]!);
});

test('writes one row of CSV for each message, and one for a session without any', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const count = readLines(await chatlogs.stdout(['export', '--format', 'ndjson'])).reduce(
		(sum, {messages}) => sum + Math.max(1, messages!.length),
		0,
	);
	const csv = await chatlogs.stdout(['export', '--format', 'csv']);
	const [titles, ...rows] = csv.trimEnd().split('\r\n');
	t.regex(titles!, /^id,.*,message\.id,.*,message\.text,/);
	t.is(rows.length, count);
	const sessionsOnly = await chatlogs.stdout(['export', '--format', 'csv', '--sessions-only']);
	t.is(sessionsOnly.split('\r\n').length, 1 + 50 + 1);
	t.notRegex(sessionsOnly, /message\./);
});

test('leaves deleted messages and deleted sessions out', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const before = readLines(await chatlogs.stdout(['export', '--format', 'ndjson', '--filter', 'id:3001']));
	const [message] = before[0]!.messages!;
	t.is(await chatlogs.code(['delete-messages', '3001', String(message!.id), '--yes']), 0);
	t.is(await chatlogs.code(['delete', '3002', '--yes']), 0);
	for (const format of textFormats) {
		const text = await chatlogs.stdout(['export', '--format', format]);
		t.false(text.includes(String(message!.id)), format);
		t.false(/\b3002\b/.test(text), format);
	}
});

test('has text for people, with every word', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const text = await chatlogs.stdout(['export', '--format', 'text', '--filter', 'id:3001']);
	t.regex(text, /^Session {6}3001\nChannel {6}WhatsApp /);
	t.regex(text, /\n2025-10-07 16:55 {2}Sam García \+15552025929 {2}#50001\n {4}one Chai Latte please\n/);
});

const evil = '=cmd()\u001B[2J\u202E,"x"\nSession      9\t';

test('shows in a file what a terminal would act on, and keeps every character with --raw', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, hostilePbx(evil)));
	const quoted = evil.replaceAll('"', '""');
	const csv = await chatlogs.stdout(['export', '--format', 'csv']);
	t.true(csv.includes(`,"'=cmd()^[[2J<U+202E>,""x""\nSession      9\t",`));
	t.true(csv.includes(",'+2,"));
	const raw = await chatlogs.stdout(['export', '--format', 'csv', '--raw']);
	t.true(raw.includes(`,"${quoted}",`));
	t.true(raw.includes(',+2,'));
	const [{messages}] = readLines(await chatlogs.stdout(['export', '--format', 'ndjson'])) as [Exported];
	t.is(messages![0]!.text, evil);
});

for (const format of textFormats)
	test(`writes nothing into a file or a pipe that acts on a terminal as ${format}`, async t => {
		const chatlogs = commandLineOn(
			await temporaryStore(t, hostilePbx(`${evil}\u009D52;c;aGk=\u0000\u2028\r`)),
		);
		const file = path.join(temporaryFolder(t), 'file');
		const piped = await chatlogs.stdout(['export', '--format', format]);
		t.is(await chatlogs.code(['export', '--format', format, '--output', file]), 0);
		for (const text of [piped, readFileSync(file, 'utf8')]) {
			t.regex(text, /cmd/);
			t.notRegex(text.replaceAll(/\r?\n|\t/g, ''), /[\p{Cc}\p{Cf}\p{Zl}]/u);
		}
	});

test('writes CSV for Excel', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, hostilePbx('hello')));
	const environment = {LANG: 'de_DE.UTF-8'};
	for (const argv of [
		['export', '--format', 'csv', '--sessions-only', '--for', 'excel'],
		['list', '--csv', '--for', 'excel'],
	]) {
		const text = await chatlogs.stdout(argv, {environment});
		t.true(text.startsWith('\uFEFFid;channel.type;'));
		t.true(text.includes(';"=""+1""";'));
	}
});

for (const format of textFormats) {
	test(`sends nothing to the terminal that acts on it as ${format}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t, hostilePbx(evil)));
		const {stdout, stderr} = await chatlogs(['export', '--format', format], {isTerminal: true, columns: 60});
		t.regex(stdout, /cmd/);
		t.notRegex(stdout.replaceAll(format === 'tsv' ? /[\n\t]/g : /\r?\n/g, ''), /[\p{Cc}\p{Cf}]/u);
		t.is(stderr, '1 session with 1 message\n');
	});
}

test('lets no message pass for the heading of a session', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, hostilePbx(evil)));
	const text = await chatlogs.stdout(['export', '--format', 'text']);
	t.is(text.match(/^Session /gm)!.length, 1);
});

test('writes a file that only its owner may read, and tells so', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'all.csv');
	const argv = ['export', '--format', 'csv', '--output', file];
	const {code, stdout} = await chatlogs(argv);
	t.is(code, 0);
	t.is(stdout, `Exported 50 sessions with 268 messages to ${file}\n`);
	t.is(readFileSync(file, 'utf8'), await chatlogs.stdout(['export', '--format', 'csv']));
	t.is(statSync(file).mode & 0o777, 0o600);
	t.deepEqual(readdirSync(folder), ['all.csv']);
	const json = await chatlogs.stdout([...argv, '--force', '--json']);
	t.deepEqual(JSON.parse(json), {output: file, sessions: 50, messages: 268});
});

test('replaces a file only if that is said', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const file = path.join(temporaryFolder(t), 'kept');
	writeFileSync(file, 'mine');
	const argv = ['export', '--format', 'csv', '--output', file];
	const {code, stderr} = await chatlogs(argv);
	t.is(code, 2);
	t.regex(stderr, /is there already.*--force/);
	t.is(readFileSync(file, 'utf8'), 'mine');
	t.is(await chatlogs.code([...argv, '--force']), 0);
	t.regex(readFileSync(file, 'utf8'), /^id,/);
});

test('writes nothing into the folder of the store', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const before = readdirSync(folder);
	const {code, stderr} = await chatlogs([
		'export',
		'--format',
		'csv',
		'--output',
		path.join(folder, 'all.csv'),
	]);
	t.is(code, 2);
	t.regex(stderr, /store’s own folder/);
	t.deepEqual(readdirSync(folder), before);
});

const mistakes: readonly (readonly [title: string, argv: readonly string[], told: RegExp])[] = [
	['no format', [], /--format json, ndjson, csv, text/],
	['an unknown format', ['--format', 'xml'], /--format cannot be “xml”; expected json, ndjson, csv, text/],
	['--json with another format', ['--json', '--format', 'csv'], /--json prints one JSON document/],
	['--raw with another format', ['--raw', '--format', 'text'], /--raw goes with/],
	['--for with another format', ['--for', 'excel', '--format', 'json'], /--for goes with/],
	['--for with --raw', ['--for', 'excel', '--raw', '--format', 'csv'], /one of --raw and --for/],
	['CSV for nobody', ['--for', 'numbers', '--format', 'csv'], /expected excel/],
	['a filter that cannot be understood', ['--format', 'csv', '--filter', 'is:'], /cannot be understood/],
];

test('says that a file without messages has none', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const file = path.join(temporaryFolder(t), 'sessions.csv');
	t.is(
		await chatlogs.stdout(['export', '--sessions-only', '--output', file]),
		`Exported 50 sessions without messages to ${file}\n`,
	);
});

test('takes the format from the name of the file, also by the other usual ending of JSON Lines', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const folder = temporaryFolder(t);
	const written = async (name: string): Promise<string> => {
		const file = path.join(folder, name);
		t.is(await chatlogs.code(['export', '--output', file]), 0);
		return readFileSync(file, 'utf8');
	};

	t.is(await written('all.JSONL'), await written('all.ndjson'));
	t.regex(await written('all.html'), /^<!doctype html>/);
	t.is(await chatlogs.code(['export', '--output', path.join(folder, 'all.foo')]), 2);
});

test('refuses a file by the name that elsewhere means stdout', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stderr} = await chatlogs(['export', '--format', 'csv', '--output', '-']);
	t.is(code, 2);
	t.regex(stderr, /leave it out to print on stdout/);
});

for (const [title, argv, told] of mistakes) {
	test(`refuses ${title}`, async t => {
		const file = path.join(temporaryFolder(t), 'none');
		const chatlogs = commandLineOn(await temporaryStore(t));
		const output = argv.includes('--json') ? [] : ['--output', file];
		const {code, stdout, stderr} = await chatlogs(['export', ...argv, ...output]);
		t.is(code, 2);
		t.is(stdout, '');
		t.regex(stderr, told);
		t.false(existsSync(file));
	});
}

test('writes TSV of which every line is a row, with as many cells as it has names', async t => {
	const text = '=1+1\tnext\r\n"quoted\u001B[2J';
	const chatlogs = commandLineOn(await temporaryStore(t, hostilePbx(text)));
	const tsv = await chatlogs.stdout(['export', '--format', 'tsv']);
	const [names, row, ...rest] = tsv.split('\n').map(line => line.split('\t'));
	t.deepEqual(rest, [['']]);
	t.is(row!.length, names!.length);
	const cell = row![names!.indexOf('message.text')]!;
	t.true(cell.startsWith("'=1+1"));
	t.notRegex(tsv, /\u001B|\r/);
	t.is(await chatlogs.code(['export', '--format', 'tsv', '--raw']), 2);
	t.is(await chatlogs.code(['export', '--format', 'tsv', '--for', 'excel']), 2);
});
