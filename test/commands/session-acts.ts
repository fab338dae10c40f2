import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

test('closes what is open, once, and undo opens it again', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const before = await chatlogs.stdout(['list', '--json']);
	const open = JSON.parse(await chatlogs.stdout(['list', '--filter', 'status:open', '--json'])) as {
		readonly sessions: readonly unknown[];
	};
	const count = open.sessions.length;
	t.true(count > 1);
	const asked = ['close', '--filter', 'status:open', '--note', 'end of year'];
	t.regex(
		await chatlogs.stdout([...asked, '--dry-run']),
		new RegExp(`^Dry run, .*: close ${count} sessions\n`),
	);
	t.is(
		await chatlogs.stdout([...asked, '--expect', String(count), '--yes']),
		`Change 2: closed ${count} sessions. Undo: chatlogs undo 2\n`,
	);
	t.is(await chatlogs.stdout(['list', '--filter', 'status:open']), '');
	t.is(await chatlogs.stdout(['close', '3001', '--yes']), 'Nothing to do.\nSkipped, already closed: 3001\n');
	t.is(await chatlogs.code(['undo', '--yes']), 0);
	t.is(await chatlogs.stdout(['list', '--json']), before);
});

test('archives, and brings back', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['unarchive', '--all', '--yes']);
	t.is(await chatlogs.stdout(['list', '--filter', 'is:archived']), '');
	t.is(await chatlogs.code(['archive', '3001', '--yes', '--note', 'done']), 0);
	t.regex(await chatlogs.stdout(['list', '--filter', 'is:archived']), /^3001 .*\n$/);
	t.regex(await chatlogs.stdout(['operations', '3001']), /Archived by .*note: done/);
	const report = await chatlogs.stdout(['unarchive', '3001', '--yes', '--json']);
	t.like(JSON.parse(report), {act: 'unarchive', hits: [3001], refused: []});
	t.is(await chatlogs.stdout(['list', '--filter', 'is:archived']), '');
	t.regex(await chatlogs.stdout(['changes', '--limit', '1']), /Unarchived 1 session/);
});

test('restores from the trash, and takes a change back for some sessions alone', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '3002', '3003', '--yes']);
	t.is(
		await chatlogs.stdout(['undo', '2', '--only', '3001,3009', '--yes']),
		'Change 3: undid change 2 for 1 session. Redo: chatlogs redo\n',
	);
	t.regex(await chatlogs.stdout(['changes']), /Undid a part of change 2: 1 session/);
	t.is(await chatlogs.code(['undo', '--only', '3003', '--yes']), 0);
	t.is(
		await chatlogs.stdout(['restore', '--filter', 'is:deleted', '--note', 'by mistake', '--yes']),
		'Change 5: restored 1 session. Undo: chatlogs undo 5\n',
	);
	t.is(await chatlogs.stdout(['list', '--filter', 'is:deleted']), '');
	t.regex(
		await chatlogs.stdout(['operations', '3002']),
		/Restored from the trash by \S+ \(note: by mistake\)/,
	);
	t.is(
		await chatlogs.stdout(['restore', '3002', '--yes']),
		'Nothing to do.\nSkipped, not in the trash: 3002\n',
	);
});

test('undo tells how many messages come back', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const told = await chatlogs.stdout(['messages', '3001', '--json']);
	const {messages} = JSON.parse(told) as {
		readonly messages: readonly {readonly id: number; readonly type: string}[];
	};
	const ids = messages.filter(({type}) => type === 'user').map(({id}) => String(id));
	await chatlogs(['delete-messages', '3001', ...ids.slice(0, 2), '--yes']);
	t.is(
		await chatlogs.stdout(['undo', '--yes']),
		'Change 3: undid change 2 for 2 messages of session 3001. Redo: chatlogs redo\n',
	);
});
