import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {planPurge} from '../../source/domain/act/purge.js';
import {commandLineOn} from '../helpers/command-line.js';
import {connectedCommandLine, type ConnectedCommandLine} from '../helpers/pbx/connected-command-line.js';
import {ann, sampleFile, temporaryFolder, temporaryStore} from '../helpers/store.js';

/** Whether the words stand in any file of the folder. */
const isIn = (folder: string, words: string): boolean =>
	readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.some(entry => readFileSync(path.join(entry.parentPath, entry.name), 'utf8').includes(words));

test('purges what is deleted, after a question that says that it cannot be undone', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	await chatlogs(['delete', '3001', '--yes']);
	t.true(isIn(folder, 'Chai Latte'));
	const {code, stdout, stderr} = await chatlogs(['purge', '3001', '--note', 'asked for'], {
		isTerminal: true,
		stdin: 'yes\n',
	});
	t.is(code, 0);
	t.regex(
		stderr,
		/^ID .*\n3001 .*\nNothing brings back what is purged: .*\nPurge 1 session for good, which cannot be undone\? Type y to do it: $/,
	);
	t.is(stdout, 'Change 3: purged 1 session for good. It cannot be undone.\n');
	t.false(isIn(folder, 'Chai Latte'));
	const again = await chatlogs(['purge', '3001', '--yes']);
	t.is(again.code, 0);
	t.is(again.stdout, 'Nothing to do.\nSkipped, purged already: 3001\n');
});

test('of a purged session only what the journal tells is left', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '--yes']);
	await chatlogs(['purge', '3001', '--yes', '--note', 'asked for']);
	for (const command of ['show', 'messages']) {
		const {code, stderr} = await chatlogs([command, '3001']);
		t.is(code, 1);
		t.is(stderr, 'chatlogs: Session 3001 was purged. What was done to it: chatlogs operations 3001\n');
	}

	const operations = await chatlogs.stdout(['operations', '3001']);
	t.deepEqual(
		operations.split('\n').map(line => line.split('  ', 2)[1]),
		['Deleted by ann', 'Purged by ann (note: asked for)', undefined],
	);
	const {code, stdout, stderr} = await chatlogs(['undo', '2', '--yes']);
	t.is(code, 1);
	t.is(stdout, 'Nothing to do.\n');
	t.is(stderr, 'chatlogs: refused, no longer in the store: 3001\n');
	const imported = await chatlogs(['import', sampleFile]);
	t.regex(imported.stdout, /Nothing new/);
});

test('what is not deleted is refused, unless it is to be erased', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stderr} = await chatlogs(['purge', '3001', '--yes']);
	t.is(code, 1);
	t.is(stderr, 'chatlogs: refused, nothing of it is deleted: 3001\n');
	t.is(await chatlogs.code(['purge', '3001', '--erase', '--yes']), 0);
	t.is(await chatlogs.code(['show', '3001']), 1);
});

test('purges what one change deleted, and nothing else', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3002', '--yes']);
	await chatlogs(['delete-messages', '3001', '50001', '--yes']);
	await chatlogs(['delete-messages', '3001', '50002', '--yes']);
	const {stdout} = await chatlogs(['purge', '--change', '3', '--yes']);
	t.is(stdout, 'Change 5: purged 1 deleted message for good. It cannot be undone.\n');
	t.is(await chatlogs.code(['show', '3002']), 0);
	const left = await chatlogs.stdout(['messages', '3001', '--deleted', '--json']);
	const {messages} = JSON.parse(left) as {messages: {id: number}[]};
	t.false(messages.some(({id}) => id === 50_001));
	t.true(messages.some(({id}) => id === 50_002));
	const unknown = await chatlogs(['purge', '--change', '9', '--yes']);
	t.is(unknown.code, 1);
	t.regex(unknown.stderr, /There is no change 9/);
});

test('purges what was deleted before a day', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '3002', '--yes']);
	const none = await chatlogs(['purge', '--before', '2026-11-22', '--yes']);
	t.is(none.stdout, 'Nothing to do.\n');
	const dry = await chatlogs.stdout(['purge', '--before', '2026-11-22', '--dry-run']);
	t.regex(dry, /^Dry run, nothing is changed: nothing to do\n/);
	const {stdout} = await chatlogs(['purge', '--before', '2026-11-23', '--dry-run']);
	t.regex(
		stdout,
		/^Dry run, nothing is changed: purge 2 sessions for good.*\nTimes: deleted before 2026-11-23/,
	);
	t.is(await chatlogs.code(['purge', '--before', '2026-11-23', '--yes', '--expect', '2']), 0);
});

const mistakes: readonly (readonly [title: string, argv: readonly string[]])[] = [
	['nothing is named', []],
	['two ways are named', ['--change', '2', '--before', '2026-01-01']],
	['ids and a change are named', ['3001', '--change', '2']],
	['what a change deleted is to be erased', ['--change', '2', '--erase']],
	['the day is none', ['--before', 'someday']],
	['a range is given for the day', ['--before', '2026-01-01..']],
];

for (const [title, argv] of mistakes) {
	test(`is a mistake in usage if ${title}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		t.is(await chatlogs.code(['purge', ...argv, '--yes']), 2);
	});
}

test('asks before many, too, and needs no firmware', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '--all', '--yes']);
	await chatlogs(['pbx', 'set', 'firmware=37.1.0.0']);
	const setting = {isTerminal: true, stdin: 'y\n'};
	const {code, stderr} = await chatlogs(['purge', '--filter', 'is:deleted'], setting);
	t.is(code, 1);
	t.regex(
		stderr,
		/Purge 50 sessions for good, which cannot be undone\? Type 50 to do it: chatlogs: Not purged\.\n$/,
	);
	t.is(await chatlogs.code(['purge', '--filter', 'is:deleted'], {...setting, stdin: '50\n'}), 0);
	t.is(await chatlogs.stdout(['list', '--filter', 'is:deleted']), '');
});

test('an erasure reaches the filters that the person has used and named', async t => {
	const preferencesFolder = temporaryFolder(t);
	const file = path.join(preferencesFolder, 'preferences.json');
	const folder = await temporaryStore(t, {
		sessions: [
			{
				id: 1,
				type: 'sms',
				did_number: '+1',
				to: {user_type: 2, user_no: '+15552000001', username: 'Pia Rossi'},
			},
			{
				id: 2,
				type: 'sms',
				did_number: '+1',
				to: {user_type: 2, user_no: '+15552000002', username: 'Kim Park'},
			},
		],
	});
	const kept = {
		columns: ['id', 'customer'],
		filters: [
			{name: 'Open', text: 'status:open'},
			{name: 'her', text: 'customer:0015552000001'},
			{name: 'Pia Rossi', text: 'is:orphaned'},
		],
		recentFilters: [
			'customer:rossi is:orphaned',
			'pia',
			'2000001',
			'text:"Pia Rossi"',
			'customer:kim',
			'customer:+1*',
			'a',
		],
	};
	writeFileSync(file, JSON.stringify(kept));
	const argv = ['purge', '--filter', 'customer:+15552000001', '--erase'];
	await commandLineOn(folder)([...argv, '--dry-run'], {preferencesFolder});
	t.deepEqual(JSON.parse(readFileSync(file, 'utf8')), kept);
	await commandLineOn(folder)(['hold', 'add', 'Case', '--filter', 'customer:+15552000001']);
	await commandLineOn(folder)([...argv, '--yes'], {preferencesFolder});
	t.deepEqual(JSON.parse(readFileSync(file, 'utf8')), kept);
	await commandLineOn(folder)(['hold', 'release', 'Case', '--yes']);
	const {stderr} = await commandLineOn(folder)([...argv, '--yes'], {preferencesFolder});
	t.is(stderr, 'chatlogs: removed 6 remembered filters that named these customers\n');
	t.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
		columns: ['id', 'customer'],
		filters: [{name: 'Open', text: 'status:open'}],
		recentFilters: ['customer:kim', 'customer:+1*', 'a'],
	});
});

const connected = async (t: ExecutionContext): Promise<ConnectedCommandLine> =>
	connectedCommandLine(t, {
		facts: {deleteGrace: 3600},
		fill(world) {
			for (let count = 0; count < 2; count++) world.addChat({kind: 'extension', id: 11});
			world.addChat({kind: 'queue', id: 5});
		},
	});

test('the copy on the PBX is deleted first, also while the grace goes on', async t => {
	const {pbx, store, chatlogs} = await connected(t);
	await chatlogs(['delete', '3001', '--yes']);
	pbx.faults.add('message_session/delete', 'lost', 1);
	t.is(await chatlogs.code(['purge', '3001', '--dry-run']), 0);
	t.is(pbx.calls('message_session/delete').length, 0);
	const {code, stdout} = await chatlogs(['purge', '3001', '--yes']);
	t.is(code, 0);
	t.regex(stdout, /purged 1 session for good/);
	t.is(pbx.calls('message_session/delete').length, 1);
	t.true(store.isPurged(3001));
	t.is(await chatlogs.code(['sync']), 0);
	t.true(store.isPurged(3001));
});

test('what the PBX keeps is not purged, unless that is meant', async t => {
	const {pbx, store, chatlogs} = await connected(t);
	pbx.world.receive(3002, 'Wait!');
	const {code, stdout, stderr} = await chatlogs([
		'purge',
		'3001',
		'3002',
		'3003',
		'--erase',
		'--yes',
		'--expect',
		'3',
	]);
	t.is(code, 1);
	t.regex(stdout, /purged 1 session for good/);
	t.regex(stderr, /refused, the customer wrote meanwhile: 3002/);
	t.regex(stderr, /refused, nobody has it in a list of their own, so the API cannot delete it: 3003/);
	t.true(store.isPurged(3001));
	t.false(store.isPurged(3002));
	t.is(await chatlogs.code(['purge', '3002', '3003', '--erase', '--yes', '--local-only']), 0);
	t.true(store.isPurged(3002));
	t.is(pbx.calls('message_session/delete').length, 1);
});

test('who writes again in a session that was purged here alone has all its details again', async t => {
	const {pbx, store, chatlogs} = await connectedCommandLine(t, {
		fill: world => world.addChat({kind: 'extension', id: 11}),
	});
	const {channel} = store.session(3001)!;
	t.is(await chatlogs.code(['purge', '3001', '--erase', '--yes', '--local-only']), 0);
	pbx.world.receive(3001, 'Hello again');
	t.is(await chatlogs.code(['sync']), 0);
	t.like(store.session(3001), {channel, messages: 1});
});

test('without a connection nothing is purged of which the PBX may have a copy', async t => {
	const {pbx, store, chatlogs} = await connected(t);
	await store.commit(ann, () => ({kind: 'pbx', pbx: {deleteGrace: 0}}));
	await chatlogs(['delete', '3001', '--yes']);
	await pbx.close();
	const {code, stderr} = await chatlogs(['purge', '3002', '--erase', '--yes']);
	t.is(code, 3);
	t.regex(stderr, /Nothing was changed\. With --local-only/);
	t.false(store.isPurged(3002));
	t.is(await chatlogs.code(['purge', '3001', '--yes']), 0);
	t.true(store.isPurged(3001));
	t.is(planPurge(store, {sessions: [3003], erase: true}).hits.length, 0);
});
