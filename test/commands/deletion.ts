import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

test('deletes sessions, and undo and redo go back and forth', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const whole = await chatlogs(['list', '--json']);
	const steps: readonly [argv: readonly string[], told: string][] = [
		[['delete', '--filter', 'is:orphaned'], 'Change 2: deleted 17 sessions. Undo: chatlogs undo 2\n'],
		[['undo'], 'Change 3: undid change 2 for 17 sessions. Redo: chatlogs redo\n'],
		[['redo'], 'Change 4: redid what change 3 took back for 17 sessions. Undo: chatlogs undo 2\n'],
		[['undo', '2'], 'Change 5: undid change 2 for 17 sessions. Redo: chatlogs redo\n'],
	];
	for (const [argv, told] of steps) {
		const {code, stdout} = await chatlogs([...argv, '--yes']);
		t.is(code, 0);
		t.is(stdout, told);
	}

	t.is(await chatlogs.stdout(['list', '--json']), whole.stdout);
});

test('names what undoes a redo, though there are newer acts', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '3002', '--yes']);
	await chatlogs(['delete', '3003', '--yes']);
	await chatlogs(['undo', '2', '--only', '3001', '--yes']);
	t.regex(await chatlogs.stdout(['redo', '--yes']), /Undo: chatlogs undo 2 --only ID…\n$/);
	await chatlogs(['undo', '2', '--yes']);
	t.regex(await chatlogs.stdout(['redo', '--yes']), /Undo: chatlogs undo 2\n$/);
});

test('counts sessions that are in the trash already as deleted', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '--yes']);
	const {code, stdout} = await chatlogs(['delete', '3001', '--yes']);
	t.is(code, 0);
	t.is(stdout, 'Nothing to do.\nSkipped, already in the trash: 3001\n');
});

test('restores from the trash what the filter finds, and undo puts it back there', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const whole = await chatlogs.stdout(['list', '--json']);
	await chatlogs(['delete', '3001', '3002', '--yes']);
	const {code, stdout} = await chatlogs(['restore', '--filter', 'is:deleted', '--yes']);
	t.is(code, 0);
	t.is(stdout, 'Change 3: restored 2 sessions. Undo: chatlogs undo 3\n');
	t.is(await chatlogs.stdout(['list', '--json']), whole);
	t.regex(await chatlogs.stdout(['operations', '3001']), /Restored from the trash/);
	t.is(
		await chatlogs.stdout(['restore', '3001', '--yes']),
		'Nothing to do.\nSkipped, not in the trash: 3001\n',
	);
	await chatlogs(['undo', '3', '--yes']);
	t.regex(await chatlogs.stdout(['list', '--filter', 'is:deleted sort:id']), /^3001 .*\n3002 .*\n$/);
});

test('takes back a change for single sessions', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '3002', '3003', '--yes']);
	const {stdout} = await chatlogs(['undo', '2', '--only', '3001', '3003', '--yes']);
	t.is(stdout, 'Change 3: undid change 2 for 2 sessions. Redo: chatlogs redo\n');
	t.is(await chatlogs.code(['undo', '2', '--only', '3002,3004', '--yes']), 1);
	t.is(await chatlogs.code(['undo', '2', '--yes']), 1);
});

test('asks before many are deleted, and shows the first of them', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	t.is(await chatlogs.code(['delete', '--all'], {isTerminal: true, stdin: 'y\n'}), 1);
	const {stderr, code} = await chatlogs(['delete', '--all'], {isTerminal: true, stdin: '50\n'});
	t.is(code, 0);
	t.regex(stderr, /^ID .*\n(?:\d+ .*\n){20}and 30 more\nDelete 50 sessions\? Type 50 to do it: $/);
});

test('deletes single messages but those of the PBX', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stdout, stderr} = await chatlogs(['delete-messages', '3001', '50001', '50005', '7', '--yes']);
	t.is(code, 1);
	t.is(stdout, 'Change 2: deleted 1 message of session 3001. Undo: chatlogs undo 2\n');
	t.is(
		stderr,
		'chatlogs: refused, a message of the PBX: 50005\nchatlogs: refused, there is no such message in session 3001: 7\n',
	);
	const again = await chatlogs(['delete-messages', '3001', '50001', '--yes']);
	t.is(again.code, 0);
	t.regex(again.stdout, /Skipped, already deleted: 50001/);
	t.is(await chatlogs.code(['undo', '--yes']), 0);
	t.regex(await chatlogs.stdout(['messages', '3001']), /Chai Latte/);
});

test('shows in a dry run the messages that would go', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {stdout} = await chatlogs(['delete-messages', '3001', '50001', '--dry-run']);
	t.regex(stdout, /^Dry run, nothing is changed: delete 1 message of session 3001\n.*Chai Latte/);
	t.regex(await chatlogs.stdout(['messages', '3001']), /Chai Latte/);
});

test('takes back nothing of others unless it is named', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '--yes', '--as', 'Bea']);
	const {code, stderr} = await chatlogs(['undo', '--yes']);
	t.is(code, 1);
	t.regex(stderr, /nothing of yours to undo/);
	t.is(await chatlogs.code(['undo', '2', '--yes']), 0);
});

test('names the sessions that can not be taken back', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['transfer', '3007', '3014', '--to', 'queue:Support', '--yes']);
	await chatlogs(['transfer', '3014', '--to', 'queue:Orders', '--yes']);
	const {code, stdout, stderr} = await chatlogs(['undo', '2', '--yes']);
	t.is(code, 1);
	t.regex(stdout, /undid change 2 for 1 session\./);
	t.is(stderr, 'chatlogs: refused, now with Orders: 3014\n');
});

test('has nothing to redo before an undo', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stderr} = await chatlogs(['redo', '--yes']);
	t.is(code, 1);
	t.regex(stderr, /nothing to redo/);
});
