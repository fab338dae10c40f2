import {readFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {pbxTarget} from '../../source/domain/outbox/target.js';
import {holdTarget} from '../../source/exchange/outbox/deliverer.js';
import {connectedCommandLine, type ConnectedCommandLine} from '../helpers/pbx/connected-command-line.js';
import {realFiles} from '../helpers/store.js';

const scene = async (t: ExecutionContext, deleteGrace = 0): Promise<ConnectedCommandLine> =>
	connectedCommandLine(t, {
		facts: {deleteGrace},
		fill(world) {
			for (let count = 0; count < 3; count++) world.addChat({kind: 'extension', id: 11});
		},
	});

const transfer = ['transfer', '3001', '3002', '--to', 'extension:1002', '--yes'];

test('a transfer waits for the PBX', async t => {
	const {pbx, store, chatlogs} = await scene(t);
	const {code, stdout, stderr} = await chatlogs(transfer);
	t.is(stderr, '');
	t.is(code, 0);
	t.regex(
		stdout,
		/^Change \d+: transferred 2 sessions to 1002 Bob\. .*\nFrom .* to 1002 Bob: 2 sessions\n1002 Bob 2, 0 → 2 open\nCarried out on the PBX: 2 sessions\.\n$/,
	);
	t.deepEqual(pbx.world.chats.get(3001)!.holder, {kind: 'extension', id: 12});
	const change = store.changes().find(({kind}) => kind === 'transfer');
	t.is(change?.forPbx?.clock, pbx.now);
});

test('a close, an archiving and its end wait, too', async t => {
	const {pbx, chatlogs} = await scene(t);
	const chat = pbx.world.chats.get(3001)!;
	t.is(await chatlogs.code(['archive', '3001', '--yes']), 0);
	t.is(chat.archivedBy.size, 1);
	t.is(await chatlogs.code(['unarchive', '3001', '--yes']), 0);
	t.is(chat.archivedBy.size, 0);
	t.is(await chatlogs.code(['close', '3001', '--yes']), 0);
	t.true(chat.isClosed);
});

test('undo and redo wait, too', async t => {
	const {pbx, chatlogs} = await scene(t);
	await chatlogs(transfer);
	t.is(await chatlogs.code(['undo', '--yes']), 0);
	t.deepEqual(pbx.world.chats.get(3001)!.holder, {kind: 'extension', id: 11});
	t.is(await chatlogs.code(['redo', '--yes']), 0);
	t.deepEqual(pbx.world.chats.get(3001)!.holder, {kind: 'extension', id: 12});
});

test('each refusal is told, also as JSON', async t => {
	const {pbx, store, chatlogs} = await scene(t);
	pbx.faults.add('message_session/transfer', {errcode: 60_002});
	const {code, stderr} = await chatlogs(transfer);
	t.is(code, 1);
	t.is(stderr.match(/^chatlogs: session 300[12]: the PBX answered 60002/gm)?.length, 2);
	t.is(store.session(3001)!.handler.number, '1001');
	const again = await chatlogs([...transfer, '--json']);
	t.is(again.code, 1);
	const {pbx: there} = JSON.parse(again.stdout) as {readonly pbx: object};
	t.like(there, {done: [], pending: [], pendingBecause: null, inGrace: [], graceEnds: null});
});

test('a deletion waits only if its grace is 0, else it is told when it goes', async t => {
	const atOnce = await scene(t);
	t.regex(await atOnce.chatlogs.stdout(['delete', '3001', '--yes']), /Carried out on the PBX: 1 session/);
	t.is(atOnce.pbx.calls('message_session/delete').length, 1);
	const slowly = await scene(t, 3600);
	const {code, stdout} = await slowly.chatlogs(['delete', '3001', '--yes']);
	t.is(code, 0);
	t.regex(stdout, /1 session will be deleted on the PBX, not before .*13:00/);
	t.is(slowly.pbx.calls('message_session/delete').length, 0);
	await slowly.pbx.close();
	// Nothing was sent, so that nobody need be asked.
	t.is(await slowly.chatlogs.code(['undo', '--yes']), 0);
});

test('a deletion that is only noted does not wait for the clock of a PBX that is behind', async t => {
	const {pbx, store, chatlogs} = await scene(t);
	pbx.now -= 5 * 3600;
	await chatlogs(['sync']);
	t.is(await chatlogs.code(['delete', '3001', '--later', '--yes']), 0);
	const change = store.changes().find(({kind}) => kind === 'delete');
	t.is(change?.forPbx?.clock, pbx.now);
	t.is(await chatlogs.code(['sync']), 0);
	t.is(pbx.calls('message_session/delete').length, 1);
});

test('without a connection nothing is committed, unless that is meant', async t => {
	const {pbx, store, chatlogs} = await scene(t);
	const before = store.newestChange;
	await pbx.close();
	const {code, stdout, stderr} = await chatlogs(transfer);
	t.is(code, 3);
	t.is(stdout, '');
	t.regex(stderr, /^chatlogs: .*Nothing was changed\. With --later/);
	t.is(store.newestChange, before);
	t.regex(await chatlogs.stdout([...transfer, '--later']), /the next sync carries it out on the PBX/);
	t.regex(await chatlogs.stdout(['operations', '3001']), /Transferred .* \(waits for the PBX\)\n/);
	t.regex(
		await chatlogs.stdout(['pbx']),
		/^Waiting +2 pending · 0 deletions waiting · 0 need you · 0 refused$/m,
	);
	const {acts} = JSON.parse(await chatlogs.stdout(['pbx', '--json'])) as {acts: object};
	t.deepEqual(acts, {pending: 2, inGrace: 0, needsYou: 0, refused: 0});
	t.is(store.newestChange, before + 1);
	t.is(await chatlogs.code(['undo', '--yes']), 0);
});

test('nothing is committed on another PBX, nor while acts are frozen', async t => {
	const {pbx, store, chatlogs} = await scene(t);
	const before = store.newestChange;
	const {sn} = pbx.world;
	Object.assign(pbx.world, {sn: 'another'});
	t.regex(
		await chatlogs.stderr(transfer),
		/another PBX answers, another\..*: chatlogs pbx connect\. Nothing was changed\.$/m,
	);
	Object.assign(pbx.world, {sn});
	const chat = pbx.world.chats.get(3001)!;
	pbx.world.chats.set(3001, {...chat, customer: {...chat.customer, user_no: '+15559999'}, messages: []});
	pbx.world.receive(3001, 'Who are you?');
	t.is(await chatlogs.code(transfer), 3);
	t.is(store.newestChange, before + 1);
	const {code, stderr} = await chatlogs(['close', '3003', '--yes']);
	t.is(code, 3);
	// What is noted with --later until then is not carried out any more.
	t.regex(stderr, /Acts are frozen: .*chatlogs pbx adopt\. Nothing was changed\.$/m);
	t.is(store.newestChange, before + 1);
});

test('what is pending at the end is counted', async t => {
	const {pbx, chatlogs} = await scene(t);
	pbx.faults.add('message_session/transfer', {errcode: 70_123});
	const {code, stderr} = await chatlogs(transfer);
	t.is(code, 3);
	t.regex(stderr, /^chatlogs: 2 pending: The PBX answered 70123/);
	const sent = await chatlogs.stdout(['operations', '3001']);
	t.regex(sent, /Transferred .* \(sent to the PBX, which did not answer yet\)\n/);
});

test('another process that carries out what waits is waited for', async t => {
	const line = await scene(t);
	const release = await holdTarget(line.store, realFiles, pbxTarget);
	let looks = 0;
	line.onWait = () => {
		looks++;
		if (looks === 2) release();
	};
	t.is(await line.chatlogs.code(transfer), 0);
	t.is(looks, 2);
	const forever = await holdTarget(line.store, realFiles, pbxTarget);
	const {code, stderr} = await line.chatlogs(['close', '3003', '--yes']);
	t.is(code, 3);
	t.regex(stderr, /1 pending: another process is carrying out what waits/);
	forever();
});

test('a filter finds what is pending, and what is gone on the PBX', async t => {
	const {pbx, store, chatlogs} = await scene(t);
	const found = async (filter: string): Promise<readonly number[]> => {
		const text = await chatlogs.stdout(['list', '--json', '--filter', filter]);
		const {sessions} = JSON.parse(text) as {
			readonly sessions: readonly {readonly id: number}[];
		};
		return sessions.map(({id}) => id).toSorted((a, b) => a - b);
	};

	t.deepEqual(await found('is:pending,gone'), []);
	const none = store.onPbx;
	await chatlogs([...transfer, '--later']);
	t.deepEqual(await found('is:pending'), [3001, 3002]);
	t.not(store.onPbx, none);
	// Nothing is searched anew for a change that makes no difference.
	const two = store.onPbx;
	await chatlogs(['pbx', 'set', 'name=Office']);
	t.is(store.onPbx, two);
	await chatlogs(['sync']);
	t.deepEqual(await found('is:pending'), []);

	pbx.world.chats.delete(3003);
	await chatlogs(['sync', '--full']);
	t.deepEqual(await found('is:gone'), [3003]);
});

test('the question of a deletion says what stays on the PBX, and when the rest goes there', async t => {
	const {pbx, chatlogs} = await scene(t, 3600);
	pbx.world.addChat({kind: 'queue', id: 5});
	await chatlogs(['sync']);
	const asked = async (id: string): Promise<string> =>
		chatlogs.stderr(['delete', '3001', id], {isTerminal: true, stdin: 'no\n'});
	t.regex(
		await asked('3004'),
		/\n1 session goes to the trash here only: .*web page.* 1 session will be deleted on the PBX for good after 1 hour, unless it is undone\.\nDelete 2 sessions\?/,
	);
	t.regex(await asked('3002'), /\n2 sessions will be deleted/);
	await chatlogs(['pbx', 'set', 'delete-grace=0']);
	t.regex(await asked('3002'), /\n2 sessions will be deleted on the PBX at once, for good\./);
});

test('the own words of a refusal go where notes go, and are shown as safe text', async t => {
	const {pbx, store, chatlogs} = await scene(t);
	pbx.faults.add('message_session/transfer', {errcode: 60_002, errmsg: 'Ann \u001B[31mhas too many'});
	await chatlogs(transfer);
	const read = (name: string): string => readFileSync(path.join(store.folder, name), 'utf8');
	t.false(read('changes.jsonl').includes('has too many'));
	t.true(read('words.jsonl').includes('has too many'));
	for (const command of [['operations', '3001'], ['changes']]) {
		const shown = await chatlogs.stdout(command);
		t.regex(shown, /60002.*: “Ann .*has too many”/);
		t.false(shown.includes('\u001B'));
	}

	t.is(await chatlogs.code(['check']), 0);
});
