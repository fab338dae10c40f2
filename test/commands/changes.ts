import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

test('lists the changes, the newest first, with who, what, note and state', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '--yes', '--as', 'Bea', '--note', 'test run']);
	await chatlogs(['undo', '2', '--yes']);
	const {stdout} = await chatlogs(['changes']);
	const lines = stdout.split('\n').map(line => line.trim().split(/ {2,}/));
	t.deepEqual(lines.slice(0, 2), [
		['3', '2026-11-22 12:00:00', 'ann', 'Undid change 2: 1 session', '—', '—'],
		['2', '2026-11-22 12:00:00', 'Bea (ann)', 'Deleted 1 session', 'undone', 'test run'],
	]);
	t.is(lines.length, 4);
});

test('gives the newest alone, as JSON or a line each', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '3002', '--yes']);
	const whole = JSON.parse(await chatlogs.stdout(['changes', '--json'])) as {changes: object[]};
	t.is(whole.changes.length, 2);
	t.like(whole.changes[0], {change: 2, kind: 'delete', by: 'ann', as: null, undone: false, sessions: 2});
	const {stdout} = await chatlogs(['changes', '--ndjson', '--limit', '1']);
	t.deepEqual(JSON.parse(stdout), whole.changes[0]);
});

test('shows what an import brought', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	t.regex(await chatlogs.stdout(['changes', '1']), /^New +3001\.\.\d+/m);
	const {brought} = JSON.parse(await chatlogs.stdout(['changes', '1', '--json'])) as {
		brought: {added: unknown[]};
	};
	t.deepEqual(brought.added[0], [3001, 3034]);
});

test('shows one change with its sessions', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '3002', '--yes']);
	t.regex(
		await chatlogs.stdout(['changes', '2']),
		/^Sessions +2\n\n3001 {2}deleted {2}— {2}—\n3002 {2}deleted {2}— {2}—\n$/m,
	);
	const {stdout} = await chatlogs(['changes', '2', '--json']);
	t.like(JSON.parse(stdout), {change: 2, sessions: [3001, 3002]});
	const {code, stderr} = await chatlogs(['changes', '9']);
	t.is(code, 1);
	t.regex(stderr, /There is no change 9/);
});

interface Moved {
	readonly moves: readonly {
		readonly session: number;
		readonly from: {readonly kind: string; readonly number: string; readonly name: string};
		readonly to: {readonly name: string};
	}[];
}

test('tells of each session of a change from whom and to whom it went, and totals by destination', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs([
		'transfer',
		'3001',
		'3007',
		'3014',
		'--to',
		'queue:Support',
		'--to',
		'queue:Orders',
		'--yes',
	]);
	const {stdout} = await chatlogs(['changes', '2']);
	t.regex(stdout, /^Moves +From 1013 Hugo Tanaka to Support: 1 session$/m);
	t.regex(stdout, /^Totals +(?:Support|Orders) \d\n/m);
	t.regex(stdout, /\n\n(?:.*\n)*3007 {2}moved {2}1013 Hugo Tanaka +Support\n/);
	const {moves} = JSON.parse(await chatlogs.stdout(['changes', '2', '--json'])) as Moved;
	const found = moves.find(({session}) => session === 3007)!;
	t.like(found, {
		from: {kind: 'extension', number: '1013', name: 'Hugo Tanaka'},
		to: {kind: 'queue', name: 'Support'},
	});
	await chatlogs(['undo', '--yes']);
	t.regex(await chatlogs.stdout(['changes', '3']), /^3007 {2}moved {2}Support +1013 Hugo Tanaka$/m);
});

test('tells of a session several times if several things were done to it, and of messages how many', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete-messages', '3001', '50001', '--yes']);
	t.regex(await chatlogs.stdout(['changes', '2']), /\n\n3001 {2}1 message deleted {2}— {2}—\n$/);
	await chatlogs(['delete', '3001', '--yes']);
	await chatlogs(['purge', '3001', '--yes']);
	t.regex(await chatlogs.stdout(['changes', '4']), /\n3001 {2}purged {2}— {2}—\n/);
});

test('every line of a change is safe, whatever its handlers and its note are called', async t => {
	const name = '\u001B[2JBad\u202E\u2028\r\nname  two';
	const folder = await temporaryStore(t, {
		pbx: {firmware: '37.23.0.31'},
		queues: [
			{id: 5, name},
			{id: 6, name: 'Six'},
		],
		sessions: [{id: 1, type: 'sms', did_number: '+1', to: {user_type: 2, user_no: '+2'}, queue_id: 5}],
	});
	const chatlogs = commandLineOn(folder);
	await chatlogs(['transfer', '1', '--to', 'queue:6', '--yes', '--note', name]);
	for (const setting of [{}, {isTerminal: true, columns: 60}]) {
		const {stdout} = await chatlogs(['changes', '2'], setting);
		t.regex(stdout, /Bad/);
		t.notRegex(stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}]/u);
		t.regex(stdout, /^1 +moved {2}\^\[\[2JBad.* {2}Six$/m);
	}

	t.notRegex(await chatlogs.stdout(['changes', '2', '--json']), /[\u001B\u202E\u2028]/);
});
