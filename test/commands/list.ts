import {rmSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {blockSize} from '../../source/domain/table/block.js';
import {type SessionRecord} from '../../source/exchange/export/session-record.js';
import {displayWidth} from '../../source/text/fit.js';
import {commandLineOn} from '../helpers/command-line.js';
import {hostileText} from '../helpers/hostile-text.js';
import {fc, trials} from '../helpers/random.js';
import {temporaryStore} from '../helpers/store.js';

interface Listed {
	readonly matches: number;
	readonly sessions: readonly SessionRecord[];
}

/** A PBX with one session whose customer is out to do harm. */
const hostilePbx = (name: string) => ({
	pbx: {firmware: '37.23.0.31'},
	sessions: [
		{
			id: 7,
			type: 'sms',
			channel_name: 'a,"b"',
			did_number: '+15550100',
			to: {user_type: 2, user_no: '+1', username: name},
		},
	],
	messages: [],
});

test('prints rows that awk can take apart, without a line of titles', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stdout, stderr} = await chatlogs(['list']);
	t.is(code, 0);
	t.is(stderr, '');
	const lines = stdout.trimEnd().split('\n');
	t.is(lines.length, 50);
	for (const line of lines) {
		const cells = line.split(/ {2,}/);
		t.is(cells.length, 10, line);
		t.regex(cells[0]!, /^\d+$/);
		t.regex(cells[1]!, /^\d{4}-\d\d-\d\d \d\d:\d\d$/);
		t.is(line, line.trim());
	}
});

test('fits the width of a terminal, with titles', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {stdout, stderr} = await chatlogs(['list', '--limit', '3'], {isTerminal: true, columns: 120});
	const lines = stdout.trimEnd().split('\n');
	t.is(lines.length, 4);
	t.regex(lines[0]!, /^ID .* Msgs$/);
	for (const line of lines) t.true(line.length <= 120);
	t.is(stderr, '3 of 50 sessions\n');
});

test('fits terminals of any width in which it is of use, two blanks between columns', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	for (const columns of [60, 80, 100, 132, 200]) {
		const stdout = await chatlogs.stdout(['list'], {isTerminal: true, columns});
		const rows = stdout.trimEnd().split('\n');
		t.is(rows.length, 51);
		t.true(rows.every(row => displayWidth(row) <= columns));
		const [titles, ...cells] = rows.map(row => row.split(/ {2,}/));
		t.true(titles!.length >= (columns >= 132 ? 10 : 5), titles!.join(' '));
		t.true(cells.every(({length}) => length === titles!.length));
	}
});

test('tells times in the zone of the process, and scripts in UTC', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const people = await chatlogs(['list', '--filter', 'id:3001']);
	t.regex(people.stdout, / 2025-10-07 16:55 /);
	const scripts = await chatlogs(['list', '--filter', 'id:3001', '--json']);
	const {sessions} = JSON.parse(scripts.stdout) as Listed;
	t.regex(sessions[0]!.createdAt!, /^2025-10-07T16:55:\d\dZ$/);
});

test('prints one JSON document', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {stdout} = await chatlogs(['list', '--json', '--filter', 'is:orphaned', '--limit', '2']);
	const {matches, sessions} = JSON.parse(stdout) as Listed;
	t.is(matches, 17);
	t.is(sessions.length, 2);
	t.true(sessions.every(session => session.orphaned && session.handler.deleted));
});

test('prints one JSON object a line', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {stdout} = await chatlogs(['list', '--ndjson', '--filter', 'sort:id', '--limit', '3']);
	const ids = stdout
		.trimEnd()
		.split('\n')
		.map(line => (JSON.parse(line) as SessionRecord).id);
	t.is(ids.length, 3);
	t.deepEqual(
		ids,
		ids.toSorted((a, b) => a - b),
	);
});

test('names in CSV every part of a session', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const csv = await chatlogs.stdout(['list', '--csv']);
	const [titles] = csv.split('\r\n');
	const {sessions} = JSON.parse(await chatlogs.stdout(['list', '--json'])) as Listed;
	const paths = Object.entries(sessions[0]!).flatMap(([name, value]: [string, unknown]) =>
		typeof value === 'object' ? Object.keys(value!).map(part => `${name}.${part}`) : [name],
	);
	t.is(titles, paths.join(','));
});

/** A PBX with so many sessions, each active a second later than the one before. */
const largePbx = (count: number) => {
	const customer = {user_type: 2, user_no: '+1', username: 'Sam'};
	const ids = Array.from({length: count}, (_, index) => index + 1);
	const message = {msg_type: 0, msg_kind: 0, msg_body: 'hello', delivery_status: 1, sender: customer};
	return {
		pbx: {firmware: '37.23.0.31'},
		sessions: ids.map(id => ({id, type: 'sms', did_number: '+15550100', to: customer})),
		messages: ids.map(id => ({
			session_id: id,
			records: [{...message, session_id: id, msg_id: id, send_time: 1_700_000_000 + id}],
		})),
	};
};

test('reads no more of the index than the first rows need', async t => {
	const count = blockSize + 10;
	const folder = await temporaryStore(t, largePbx(count));
	const chatlogs = commandLineOn(folder);
	await chatlogs(['delete', `${count}`, '--yes']);
	const whole = await chatlogs.stdout(['list', '--ndjson']);
	const lines = whole.trimEnd().split('\n');
	t.is(lines.length, count - 1);
	const first = (limit: number): string => `${lines.slice(0, limit).join('\n')}\n`;
	for (const limit of [2, 9, 10, blockSize])
		t.is(await chatlogs.stdout(['list', '--ndjson', '--limit', `${limit}`]), first(limit));
	// The older of its two segments cannot be read any more.
	rmSync(path.join(folder, 's0-1.jsonl'));
	t.is(await chatlogs.stdout(['list', '--ndjson', '--limit', '9']), first(9));
	t.is(await chatlogs.code(['list', '--limit', '10']), 3);
	t.is(await chatlogs.code(['list', '--limit', '9', '--json']), 3);
	t.is(await chatlogs.code(['list', '--limit', '9', '--filter', 'text:hello']), 3);
});

test('prints nothing but titles in CSV if nothing matches', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stdout} = await chatlogs(['list', '--csv', '--filter', 'id:1']);
	t.is(code, 0);
	t.regex(stdout, /^id,[^\r\n]+\r\n$/);
});

test('has rows of CSV that no spreadsheet takes for formulas', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, hostilePbx('=cmd()')));
	const {stdout} = await chatlogs(['list', '--csv']);
	const [, row] = stdout.split('\r\n');
	t.true(row!.startsWith(`7,sms,"a,""b""",'+15550100,'=cmd(),'+1,`));
});

for (const format of [[], ['--json'], ['--ndjson'], ['--csv']]) {
	test(`sends nothing to the terminal that acts on it ${format.join('')}`.trim(), async t => {
		const chatlogs = commandLineOn(
			await temporaryStore(t, hostilePbx('\u001B[2J\u009B2J\u202Eevil\u2028\rx\nz  y')),
		);
		for (const setting of [{}, {isTerminal: true, columns: 200}]) {
			const {code, stdout} = await chatlogs(['list', ...format], setting);
			t.is(code, 0);
			t.regex(stdout, /evil/);
			t.notRegex(stdout.replaceAll('\r\n', '\n').replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}]/u);
		}
	});
}

test('tells on a terminal how far it has looked inside messages, in a line that goes away', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const argv = ['list', '--filter', 'text:latte'];
	t.regex(
		await chatlogs.stderr(argv, {isTerminal: true}),
		/^(?:\r\u001B\[KSearching messages: \d+ % …)+\r\u001B\[K18 sessions\n$/,
	);
	t.is(await chatlogs.stderr(argv), '');
});

test('names each place of a filter that cannot be understood', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stderr} = await chatlogs(['list', '--filter', 'chanel:sms messages:many']);
	t.is(code, 2);
	t.regex(
		stderr,
		/understood\. At character 1, “chanel:”: .* mean channel\? At character 21, “many”: expected .*\.$/m,
	);
	const twice = await chatlogs.stderr(['list', '--filter', 'channel:,']);
	t.is(twice.split('At character').length, 2);
});

test('prints ids alone, for an act to take them', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const filter = ['--filter', 'is:orphaned sort:id'];
	const ids = await chatlogs.stdout(['list', ...filter, '--ids']);
	t.regex(ids, /^(?:\d+\n){17}$/);
	for (const setting of [
		{isTerminal: true, columns: 80},
		{isTerminal: true, columns: 20},
	])
		t.deepEqual(await chatlogs(['list', ...filter, '--ids'], setting), {
			code: 0,
			stdout: ids,
			stderr: '',
			shown: [],
		});
	t.is(await chatlogs.stdout(['list', ...filter, '--ids', '--limit', '2']), ids.slice(0, 10));
	const {code, stdout} = await chatlogs(['delete', '-', '--yes'], {stdin: ids});
	t.is(code, 0);
	t.regex(stdout, /deleted 17 sessions/);
	t.is(await chatlogs.stdout(['list', '--filter', 'is:deleted sort:id', '--ids']), ids);
	t.is(await chatlogs.stdout(['list', '--filter', 'id:1', '--ids']), '');
	t.is(await chatlogs.stdout(['archive', '-', '--yes', '--quiet'], {stdin: ''}), '');
});

test('prints the columns asked for, in their order', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const listed = async (...argv: readonly string[]): Promise<string> =>
		chatlogs.stdout(['list', '--filter', 'id:3001', ...argv]);
	t.is(await listed('--columns', 'status,id,handler'), 'closed  3001  Orders\n');
	t.is(await listed('--columns', ' Status , ID,status'), 'closed  3001\n');
	t.is(
		await listed('--columns', 'id,handler.name,channel', '--csv'),
		'id,handler.name,channel.type\r\n3001,Orders,whatsapp\r\n',
	);
	t.regex(
		await listed('--columns', 'customer,number', '--tsv'),
		/^customer\.name\tcustomer\.number\tchannel\.number\n[^\t]+\t[^\t]+\t[^\t]+\n$/,
	);
	t.deepEqual(JSON.parse(await listed('--columns', 'handler.name,id,handler.kind', '--ndjson')), {
		handler: {name: 'Orders', kind: 'queue'},
		id: 3001,
	});
	t.deepEqual(JSON.parse(await listed('--columns', 'messages', '--json')), {
		matches: 1,
		sessions: [{messages: 5}],
	});
	const {stdout} = await chatlogs(['list', '--filter', 'id:3001', '--columns', 'messages,id'], {
		isTerminal: true,
		columns: 80,
	});
	t.is(stdout, 'Msgs  ID\n   5  3001\n');
});

const strangeColumns: readonly [columns: string, told: RegExp, ...more: readonly string[]][] = [
	['id,statsu', /no column “statsu”; did you mean status\? There are id, created, /],
	['id,,status', /no column “”/],
	['handler.name', /no column “handler\.name”/],
	['handler.x', /no column “handler\.x”/, '--csv'],
	['__proto__', /no column “__proto__”/, '--json'],
	['constructor', /no column/],
	['\u001B[2J', /no column “\^\[\[2J”/],
];

for (const [columns, told, ...more] of strangeColumns) {
	test(`refuses the columns ${JSON.stringify(columns)} ${more.join(' ')}`.trim(), async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const {code, stdout, stderr} = await chatlogs(['list', '--columns', columns, ...more]);
		t.is(code, 2);
		t.is(stdout, '');
		t.regex(stderr, told);
	});
}

test('refuses formats that do not go together', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	for (const flags of [
		['--ids', '--json'],
		['--tsv', '--csv'],
		['--ids', '--columns', 'id'],
		['--tsv', '--for', 'excel'],
	])
		t.is(await chatlogs.code(['list', ...flags]), 2, flags.join(' '));
});

test('a quiet list on a terminal tells no count', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const setting = {isTerminal: true, columns: 120};
	t.is(await chatlogs.stderr(['list', '--limit', '3'], setting), '3 of 50 sessions\n');
	t.is(await chatlogs.stderr(['list', '--limit', '3', '--quiet'], setting), '');
});

test('has in TSV a row a line and a cell a tab, and nothing in it that acts', async t => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(
				hostileText,
				fc.constantFrom('=cmd()', '"\tx\ny"', ' "a', '\t=1+1', '+1', '@x', "'", '\r\n', '\u00A0"x', '-1\t2'),
			),
			async name => {
				const chatlogs = commandLineOn(await temporaryStore(t, hostilePbx(name)));
				const {code, stdout} = await chatlogs(['list', '--tsv']);
				t.is(code, 0);
				t.notRegex(stdout.replaceAll(/[\t\n]/g, ''), /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_C}]/u);
				const lines = stdout.trimEnd().split('\n');
				t.is(lines.length, 2);
				const [names, cells] = lines.map(line => line.split('\t'));
				t.is(cells!.length, names!.length);
				for (const cell of cells!) t.notRegex(cell, /^ *["=+\-@＝＋－＠]/, cell);
			},
		),
		{numRuns: trials(40)},
	);
});
