import {existsSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {displayWidth} from '../../source/text/fit.js';
import {isUnseen} from '../../source/text/unseen.js';
import {commandLineOn} from '../helpers/command-line.js';
import {connectedCommandLine} from '../helpers/pbx/connected-command-line.js';
import {hostileText} from '../helpers/hostile-text.js';
import {fc, trials} from '../helpers/random.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

const handOver = ['transfer', '--filter', 'is:orphaned handler:extension', '--to', 'queue:Support'];
const nightly = [...handOver, '--yes', '--quiet', '--report', '-'];

test('tells what was done to what, by whom, when, and what was not', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const file = path.join(temporaryFolder(t), 'night.txt');
	await chatlogs(['transfer', '3007', '--to', 'queue:Support', '--yes']);
	await chatlogs(['delete', '3003', '--yes']);
	const argv = ['transfer', '3001', '3003', '3007', '--to', 'queue:Support', '--note', 'Ann left'];
	const {code, stdout} = await chatlogs([...argv, '--as', 'Bea', '--yes', '--report', file]);
	t.is(code, 1);
	t.regex(stdout, /^Change 4: transferred 1 session to Support\. /);
	t.is(statSync(file).mode & 0o777, 0o600);
	t.is(
		readFileSync(file, 'utf8'),
		`chatlogs report
  Transferred 1 session to Support
  Change  4
  Time    2026-11-22 12:00:00 (2026-11-22T12:00:00Z)
  By      Bea (ann)
  Store   ${folder}
  PBX     Example PBX
  Note    Ann left
  Undo    chatlogs undo 4

From, to, and totals
  From Orders to Support: 1 session
  Support 1, 1 → 1 open

Sessions
  3001  Orders → Support

Skipped
  already with Support: 3007

Refused
  in the trash: 3003
`,
	);
});

test('the night job of the manual mails what was done once, and is silent else', async t => {
	const manual = readFileSync('source/manual/scripting.md', 'utf8');
	t.true(
		manual.includes(`chatlogs ${nightly.map(word => (word.includes(' ') ? `'${word}'` : word)).join(' ')}\n`),
	);
	const chatlogs = commandLineOn(await temporaryStore(t));
	const first = await chatlogs(nightly);
	t.is(first.code, 0);
	t.is(first.stderr, '');
	t.regex(first.stdout, /^chatlogs report\n {2}Transferred 13 sessions to Support\n/);
	t.is(first.stdout.match(/^ {2}\d{4} {2}.* → Support$/gm)?.length, 13);
	const silent = {code: 0, stdout: '', stderr: '', shown: []};
	t.deepEqual(await chatlogs(nightly), silent);
	t.deepEqual(await chatlogs([...handOver, '--yes', '--quiet', '--json']), silent);
	t.regex(
		await chatlogs.stdout([...handOver, '--yes', '--report', '-']),
		/^chatlogs report\n {2}Nothing was done\n/,
	);
});

test('leaves no file where nothing was done, if that is to be quiet', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const file = path.join(temporaryFolder(t), 'night.txt');
	await chatlogs(['delete', '3001', '--yes']);
	await chatlogs(['delete', '3001', '--yes', '--quiet', '--report', file]);
	t.false(existsSync(file));
	t.is(await chatlogs.code(['delete', '3001', '--yes', '--report', file]), 0);
	t.regex(readFileSync(file, 'utf8'), /\n\nSkipped\n {2}already in the trash: 3001\n$/);
});

test('a refusal is no silence', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stdout, stderr} = await chatlogs(['delete', '99', '--yes', '--quiet']);
	t.is(code, 1);
	t.is(stdout, '');
	t.is(stderr, 'chatlogs: refused, there is no such session: 99\n');
	t.regex(
		await chatlogs.stdout(['delete', '99', '--yes', '--quiet', '--report', '-']),
		/\n\nRefused\n {2}there is no such session: 99\n$/,
	);
});

const unwritable: readonly [title: string, file: (folder: string) => string, code: number][] = [
	['in the store', folder => path.join(folder, 'x'), 2],
	['a folder', folder => path.dirname(folder), 2],
	['in no folder', folder => path.join(folder, '..', 'no', 'x'), 1],
	['in a file', folder => path.join(folder, 'store.json', 'x'), 2],
];

for (const [title, file, expected] of unwritable) {
	test(`nothing is done if the report would be ${title}`, async t => {
		const folder = await temporaryStore(t);
		const chatlogs = commandLineOn(folder);
		t.is(await chatlogs.code(['delete', '3001', '--yes', '--report', file(folder)]), expected);
		t.is(await chatlogs.stdout(['list', '--filter', 'is:deleted']), '');
	});
}

test('replaces no file, and goes to stdout only alone', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const file = path.join(temporaryFolder(t), 'night.txt');
	t.is(await chatlogs.code(['delete', '3001', '--yes', '--report', file]), 0);
	const {code, stderr} = await chatlogs(['delete', '3002', '--yes', '--report', file]);
	t.is(code, 2);
	t.regex(stderr, /night\.txt is there already, and a report replaces nothing/);
	t.is(await chatlogs.code(['delete', '3002', '--yes', '--json', '--report', '-']), 2);
	t.is(await chatlogs.stdout(['list', '--filter', 'is:deleted', '--ids']), '3001\n');
});

test('tells of a dry run, of messages, of an undo and of a purge', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const report = async (...argv: readonly string[]): Promise<string> =>
		chatlogs.stdout([...argv, '--report', '-', '--yes']);
	t.regex(
		await report(...handOver, '--dry-run'),
		/\n {2}Dry run, nothing is changed: transfer 13 sessions to/,
	);
	t.regex(
		await report('delete-messages', '3001', '50001', '50005'),
		/\n\nMessages of session 3001\n {2}50001\n\nRefused\n {2}a message of the PBX: 50005\n$/,
	);
	t.regex(
		await report('undo'),
		/\n {2}Undid change 2 for 1 message of session 3001\n(?: .*\n)* {2}Redo +chatlogs redo\n/,
	);
	await chatlogs(['delete', '3001', '--yes']);
	const purged = await report('purge', '3001', '--note', 'asked for');
	t.regex(purged, /\n {2}Purged 1 session for good\n(?: .*\n)* {2}Note +asked for\n/);
	t.notRegex(purged, /Undo|Redo/);
});

test('tells what the connected PBX refused', async t => {
	const {pbx, chatlogs} = await connectedCommandLine(t, {
		fill(world) {
			for (let count = 0; count < 2; count++) world.addChat({kind: 'extension', id: 11});
		},
	});
	pbx.faults.add('message_session/transfer', {errcode: 60_002, errmsg: '\u001B[2Jno'}, 1);
	const argv = ['transfer', '3001', '3002', '--to', 'extension:1002', '--yes', '--quiet'];
	const {code, stdout} = await chatlogs([...argv, '--report', '-']);
	t.is(code, 1);
	t.regex(stdout, /\n\nOn the PBX\n {2}(?:.*\n)* {2}refused, 300[12]: the PBX answered 60002/);
	t.false(stdout.includes('\u001B'));
});

/** The sample's sessions, with a queue of that name. */
const hostilePbx = (name: string) => ({
	pbx: {firmware: '37.23.0.31', name},
	extensions: [{id: 1, number: '1001', caller_id_name: 'Ann'}],
	queues: [{id: 5, name}],
	sessions: [
		{
			id: 7,
			type: 'sms',
			did_number: '+15550100',
			to: {user_type: 2, user_no: '+1', username: 'Customer Kim'},
			from: {user_type: 1, user_id: 1, user_no: '1001', username: 'Ann'},
		},
	],
});

test('every line is safe to print and to mail, whatever a queue and a note are called', async t => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(
				hostileText,
				fc.constantFrom('.\n.', '~!rm -rf /', '\r\nBcc: x@example.com\r\n\r\n', 'x'.repeat(3000)),
			),
			async text => {
				const chatlogs = commandLineOn(await temporaryStore(t, hostilePbx(text)));
				const argv = ['transfer', '7', '--to', 'queue:5', '--yes', '--report', '-'];
				const {code, stdout, stderr} = await chatlogs([...argv, `--note=${isUnseen(text) ? 'none' : text}`]);
				t.is(code, 0, stderr);
				t.regex(stdout, /\n {2}7 {2}1001 Ann →/);
				t.notRegex(stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_C}]/u);
				for (const line of stdout.split('\n')) {
					t.true(displayWidth(line) <= 76, line);
					t.regex(line, /^(?:$| {2}|chatlogs report$|(?:Sessions|From, to, and totals)$)/);
				}

				t.false(stdout.includes('Customer Kim'));
			},
		),
		{numRuns: trials(30)},
	);
});
