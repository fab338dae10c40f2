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
	t.regex(await chatlogs.stdout(['changes', '2']), /^Sessions +3001 3002$/m);
	const {stdout} = await chatlogs(['changes', '2', '--json']);
	t.like(JSON.parse(stdout), {change: 2, sessions: [3001, 3002]});
	const {code, stderr} = await chatlogs(['changes', '9']);
	t.is(code, 1);
	t.regex(stderr, /There is no change 9/);
});
