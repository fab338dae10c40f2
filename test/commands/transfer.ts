import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

interface Report {
	readonly change: number | null;
	readonly hits: readonly number[];
	readonly skipped: readonly {readonly id: number; readonly reason: string}[];
	readonly refused: readonly {readonly id: number; readonly reason: string}[];
	readonly times: readonly string[];
}

const orphans = ['--filter', 'is:orphaned'];
const toSupport = ['--to', 'queue:Support'];

test('gives all that match to another, and says how to take it back', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stdout, stderr} = await chatlogs(['transfer', ...orphans, ...toSupport, '--yes']);
	t.is(code, 0);
	t.is(
		stdout,
		[
			'Change 2: transferred 17 sessions to Support. Undo: chatlogs undo 2',
			'From 1013 Hugo Tanaka to Support: 5 sessions',
			'From 1026 Ann Khan to Support: 5 sessions',
			'From Night shift to Support: 4 sessions',
			'From 1039 Farid Tanaka to Support: 3 sessions',
			'Support 17, 0 → 3 open',
			'',
		].join('\n'),
	);
	t.is(stderr, '');
	t.is(await chatlogs.stdout(['list', ...orphans]), '');
});

test('takes ids from stdin', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const listed = await chatlogs(['list', ...orphans]);
	const ids = listed.stdout.replaceAll(/^(\d+).*$/gm, '$1');
	const {code, stdout} = await chatlogs(['transfer', '-', ...toSupport, '--yes'], {stdin: ids});
	t.is(code, 0);
	t.regex(stdout, /transferred 17 sessions/);
});

const destinations: readonly [to: string, label: string][] = [
	['extension:1009', '1009 Bob Tanaka'],
	['queue:support', 'Support'],
	['QUEUE:Support', 'Support'],
	['queue:1', 'Support'],
	['api', 'Analytics platform'],
];

for (const [to, label] of destinations) {
	test(`knows ${to}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const {code, stdout} = await chatlogs(['transfer', '3001', '--to', to, '--yes']);
		t.is(code, 0);
		t.true(stdout.startsWith(`Change 2: transferred 1 session to ${label}.`));
	});
}

const refusals: readonly [title: string, argv: readonly string[], code: number, told: RegExp][] = [
	['nobody as destination', ['3001', '--yes'], 2, /--to is missing; expected extension:NUMBER/],
	['a kind of destination that there is not', ['3001', '--to', 'ring:1', '--yes'], 2, /--to is “ring:1”/],
	[
		'an unknown queue, naming the nearest',
		['3001', '--to', 'queue:Suport', '--yes'],
		2,
		/no queue “Suport”\. Did you mean queue:Support/,
	],
	[
		'an unknown extension, naming the nearest',
		['3001', '--to', 'extension:10099', '--yes'],
		2,
		/Did you mean extension:1009 \(1009 Bob Tanaka\)\?/,
	],
	['an extension that was deleted', ['3001', '--to', 'extension:1013', '--yes'], 1, /was deleted on the PBX/],
	['a queue that was deleted', ['3001', '--to', 'queue:Night shift', '--yes'], 1, /was deleted on the PBX/],
	['an empty filter', ['--filter', ' sort:id', ...toSupport, '--yes'], 2, /The filter is empty.*--all/],
	['to act unasked without a terminal', [...orphans, ...toSupport], 2, /--yes/],
	[
		'another number than expected',
		[...orphans, ...toSupport, '--expect', '16', '--yes'],
		1,
		/hit 17, not the 16 expected/,
	],
	[
		'another number than expected in a dry run',
		[...orphans, ...toSupport, '--expect', '16', '--dry-run'],
		1,
		/not the 16/,
	],
];

for (const [title, argv, expected, told] of refusals) {
	test(`refuses ${title}, and changes nothing`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const before = await chatlogs(['list', '--json']);
		const {code, stdout, stderr} = await chatlogs(['transfer', ...argv]);
		t.is(code, expected);
		t.is(stdout, '');
		t.regex(stderr, told);
		t.is(await chatlogs.stdout(['list', '--json']), before.stdout);
	});
}

test('refuses everything on old firmware, in one line', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['transfer', '3007', ...toSupport, '--yes']);
	await chatlogs(['pbx', 'set', 'firmware=37.22.0.1']);
	for (const argv of [
		['transfer', '3001', ...toSupport],
		['delete', '3001'],
		['undo'],
		['delete-messages', '3001', '50001'],
	]) {
		const {code, stderr} = await chatlogs([...argv, '--yes']);
		t.is(code, 1);
		t.regex(stderr, /^chatlogs: Managing chats needs PBX firmware 37\.23\.0\.23[^\n]*\n$/);
	}
});

test('refuses the platform where the PBX cannot have it', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['pbx', 'set', 'api=off']);
	const {code, stderr} = await chatlogs(['transfer', '3001', '--to', 'api', '--yes']);
	t.is(code, 1);
	t.regex(stderr, /The API is not enabled/);
});

test('names queues of one name by their ids', async t => {
	const pbx = {firmware: '37.23.0.31'};
	const queues = [
		{id: 4, name: 'Sales'},
		{id: 5, name: 'sales'},
	];
	const sessions = [{id: 7, type: 'sms', did_number: '+1', to: {user_type: 2, user_no: '+2'}}];
	const chatlogs = commandLineOn(await temporaryStore(t, {pbx, queues, sessions}));
	const ambiguous = await chatlogs(['transfer', '7', '--to', 'queue:SALES', '--yes']);
	t.is(ambiguous.code, 2);
	t.regex(ambiguous.stderr, /queue:4 or queue:5/);
	t.is(await chatlogs.code(['transfer', '7', '--to', 'queue:5', '--yes']), 0);
});

test('does what can be done and names what not', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3003', '--yes']);
	const argv = ['transfer', '3001', '3007', '3003', '99', '--to', 'queue:Orders', '--yes'];
	const {code, stdout, stderr} = await chatlogs(argv);
	t.is(code, 1);
	t.is(
		stdout,
		'Change 3: transferred 1 session to Orders. Undo: chatlogs undo 3\nFrom 1013 Hugo Tanaka to Orders: 1 session\nOrders 1, 2 → 3 open\nSkipped, already with Orders: 3001\n',
	);
	t.is(stderr, 'chatlogs: refused, in the trash: 3003\nchatlogs: refused, there is no such session: 99\n');
});

test('counts what is so already as done, and writes nothing', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const argv = ['transfer', '3001', '--to', 'queue:Orders', '--yes', '--json'];
	const {code, stdout} = await chatlogs(argv);
	const report = JSON.parse(stdout) as Report;
	t.is(code, 0);
	t.is(report.change, null);
	t.deepEqual(report.skipped, [{id: 3001, reason: 'already with Orders'}]);
	t.is(await chatlogs.stderr(['undo', '2', '--yes']), 'chatlogs: There is no change 2.\n');
});

test('shows in a dry run what would be hit, what not, and what times mean', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const before = await chatlogs(['list', '--json']);
	const people = await chatlogs([
		'transfer',
		'--filter',
		'active:2025.. is:orphaned',
		...toSupport,
		'--dry-run',
	]);
	t.is(people.code, 0);
	t.regex(
		people.stdout,
		/^Dry run, nothing is changed: transfer 17 sessions to Support\nTimes: active from 2025-01-01 00:00:00\n/,
	);
	t.is(people.stdout.trimEnd().split('\n').length, 2 + 17 + 5);
	t.regex(people.stdout, /\nSupport 17, 0 → 3 open\n$/);
	const relative = await chatlogs([
		'transfer',
		'--filter',
		'active:today',
		...toSupport,
		'--dry-run',
		'--json',
	]);
	const report = JSON.parse(relative.stdout) as Report;
	t.deepEqual(report.times, ['active 2026-11-22 00:00:00 … 2026-11-22 23:59:59']);
	t.is(await chatlogs.stdout(['list', '--json']), before.stdout);
});

test('names some of the many that are so already', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['transfer', '--all', ...toSupport, '--yes']);
	const stdout = await chatlogs.stdout(['transfer', '--all', ...toSupport, '--yes']);
	t.regex(stdout, /^Nothing to do\.\nSkipped, already with Support: (?:\d+, ){19}\d+ and 30 more\n$/);
});

test('takes every session if that is said', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {stdout} = await chatlogs(['transfer', '--all', '--to', 'queue:Orders', '--yes', '--json']);
	const {hits, skipped} = JSON.parse(stdout) as Report;
	t.is(hits.length + skipped.length, 50);
});

const answers: readonly [answer: string, code: number][] = [
	['y\n', 0],
	['yes\n', 0],
	[' YES \n', 0],
	['Y', 0],
	['39\n', 1],
	['n\n', 1],
	['yess\n', 1],
	['y y\n', 1],
	['\n', 1],
	['\ny\n', 1],
	['\u001B[Ay\n', 1],
	['', 1],
];

for (const [answer, expected] of answers) {
	test(`asks on a terminal, and ${JSON.stringify(answer)} is ${expected === 0 ? 'yes' : 'no'}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const argv = ['transfer', '--filter', 'status:closed', ...toSupport];
		const {code, stdout, stderr} = await chatlogs(argv, {isTerminal: true, stdin: answer});
		t.is(code, expected, stderr);
		t.regex(stderr, /^Transfer 39 sessions to Support\? Type y to do it: /m);
		t.is(stderr.endsWith('chatlogs: Not transferred.\n'), expected === 1);
		t.is(stderr.includes('to do it: \n'), answer === '', 'Ctrl-D ends no line');
		t.is(stdout.startsWith('Change 2:'), expected === 0);
	});
}

test('spreads over several by load, as the orphans are, and tells the totals', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const over = ['--to', 'queue:Orders', '--to', 'queue:support', '--to', 'QUEUE:Orders'];
	const {code, stdout} = await chatlogs(['transfer', '--filter', 'handler:1013', ...over, '--yes']);
	t.is(code, 0);
	const [before, after] = /^Orders (\d+), (\d+) → (\d+) open\n/m.exec(stdout)!.slice(2).map(Number) as [
		number,
		number,
	];
	t.regex(
		stdout,
		/^Change 2: transferred 5 sessions to (?:Support|Orders) \(\d\), (?:Support|Orders) \(\d\)\. /,
	);
	t.regex(stdout, /^Support \d+, \d+ → \d+ open\n/m);
	const open = await chatlogs.stdout(['list', '--filter', 'handler:queue:Orders status:open']);
	t.is(open.split('\n').length - 1, after);
	await chatlogs(['undo', '--yes']);
	const earlier = await chatlogs.stdout(['list', '--filter', 'handler:queue:Orders status:open']);
	t.is(earlier.split('\n').length - 1, before);
	const spread = async (argv: readonly string[]): Promise<unknown> => {
		const {moves} = JSON.parse(await chatlogs.stdout([...argv, ...over, '--dry-run', '--json'])) as {
			moves: {session: number; from: {number: string}; to: {name: string}}[];
		};
		t.true(moves.every(({from}) => from.number === '1013'));
		return moves.map(({session, to}) => [session, to.name]).toSorted();
	};

	t.deepEqual(
		await spread(['transfer', '--filter', 'handler:1013']),
		await spread(['orphans', '--reassign', '1013']),
	);
});

test('says in a dry run of a spread who gets each session', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const argv = ['transfer', '--filter', 'handler:1013', '--to', 'queue:Orders', '--to', 'queue:Support'];
	const {stdout} = await chatlogs([...argv, '--dry-run']);
	t.is(stdout.match(/^\d+ .* {2}(?:Orders|Support)$/gm)?.length, 5);
	const alone = await chatlogs.stdout(['transfer', '--filter', 'handler:1013', ...toSupport, '--dry-run']);
	t.notRegex(alone, /^\d+ .* {2}Support$/m);
});

test('the question tells what is hit, from whom to whom, and what is not and why', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['transfer', '3007', ...toSupport, '--yes']);
	await chatlogs(['delete', '3003', '--yes']);
	const {stdout, stderr} = await chatlogs(
		['transfer', '3001', '3003', '3007', '3014', ...toSupport, '--json'],
		{isTerminal: true, columns: 120, stdin: 'no\n'},
	);
	t.is(stdout, '');
	t.regex(stderr, /^ID .*\n3001 .*\n3014 /);
	t.regex(stderr, /^From Orders to Support: 1 session\n/m);
	t.regex(
		stderr,
		/^Support 2, 1 → \d open\nSkipped, already with Support: 3007\nRefused, in the trash: 3003\nTransfer 2 sessions to Support\? /m,
	);
});

test('the question is safe, whatever a queue is called', async t => {
	const name = '\u001B[2J\u202EBad\r\nTransfer 0 sessions? ';
	const chatlogs = commandLineOn(
		await temporaryStore(t, {
			pbx: {firmware: '37.23.0.31'},
			queues: [
				{id: 5, name},
				{id: 6, name: `${name}6`},
				{id: 7, name: 'Seven'},
			],
			sessions: [1, 2].map(id => ({
				id,
				type: 'sms',
				did_number: '+1',
				to: {user_type: 2, user_no: '+2', username: name},
				queue_id: 7,
			})),
		}),
	);
	const argv = ['transfer', '1', '2', '--to', 'queue:5', '--to', 'queue:6'];
	const {code, stderr} = await chatlogs(argv, {isTerminal: true, columns: 100, stdin: 'n\n'});
	t.is(code, 1);
	t.notRegex(stderr.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
	t.is(stderr.match(/^Transfer /gm)?.length, 1);
	t.is(stderr.match(/ 1, 0 → 1 open$/gm)?.length, 2);
});

test('commits only what was confirmed', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stderr} = await chatlogs(['transfer', '3007', '3014', ...toSupport], {
		isTerminal: true,
		stdin: 'yes\n',
		async beforeAnswer() {
			await chatlogs(['transfer', '3014', '--to', 'queue:Orders', '--yes']);
		},
	});
	t.is(code, 1);
	t.regex(stderr, /Nothing was changed: somebody else changed these sessions meanwhile/);
	const {stdout} = await chatlogs(['list', '--filter', 'handler:queue:Orders id:3014']);
	t.not(stdout, '');
});

test('an unfinished change that is cut off the journal is told, and so is one that cannot be read', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const journal = path.join(folder, 'changes.jsonl');
	const transfer = ['transfer', '3001', ...toSupport, '--yes'];
	appendFileSync(journal, '{"h":"0123');
	t.is(await chatlogs.stderr(['list', '--limit', '1']), '');
	const {code, stderr} = await chatlogs(transfer);
	t.is(code, 0);
	t.regex(
		stderr,
		/^chatlogs: An unfinished change of 10 bytes was cut off the end of the journal, [^\n]+\n$/,
	);
	t.is(await chatlogs.code(['check']), 0);
	const bytes = readFileSync(journal);
	bytes.writeUInt8(bytes.at(-10)! ^ 1, bytes.length - 10);
	writeFileSync(journal, bytes);
	t.regex(
		await chatlogs.stderr(['list', '--limit', '1']),
		/^chatlogs: What the journal holds .+ change 2, .+\n$/,
	);
	t.is(await chatlogs.code(transfer), 3);
	t.deepEqual(readFileSync(journal), bytes);
});
