import test, {type ExecutionContext} from 'ava';
import {planAct} from '../../../source/domain/act/act.js';
import {checkStore} from '../../../source/storage/check/check-store.js';
import {fold} from '../../../source/storage/fold.js';
import {type ConnectedScene, connectedStore} from '../../helpers/connected-store.js';
import {type Fault} from '../../helpers/pbx/faults.js';
import {type Quirks} from '../../helpers/pbx/quirks.js';
import {admin} from '../../helpers/simulated-life.js';
import {realFiles} from '../../helpers/store.js';

const scene = async (t: ExecutionContext, quirks: Partial<Quirks> = {}): Promise<ConnectedScene> =>
	connectedStore(t, {
		quirks,
		fill(world) {
			world.addChat({kind: 'extension', id: 11});
			world.addChat({kind: 'api'});
			world.addChat({kind: 'queue', id: 5});
		},
	});

const ids = [3001, 3002, 3003];

for (const fault of [undefined, 'lost', 'reset'] as const satisfies (Fault | undefined)[]) {
	test(`sessions are closed there, with ${fault ?? 'every answer'}, and what is opened again is news`, async t => {
		const {act, run, pull, pbx, store} = await scene(t);
		await act({kind: 'close', sessions: ids});
		if (fault) pbx.faults.add('message_session/close', fault, 2);
		await run();
		t.is(pbx.calls('message_session/close').length, fault === 'reset' ? 5 : 3);
		for (const id of ids) t.true(pbx.world.chats.get(id)!.isClosed);
		t.is(store.pbxOutbox.sessions.size, 0);
		await fold(store);
		const {problems} = await checkStore({...realFiles, folder: store.folder});
		t.deepEqual(problems, []);
		t.throws(() => planAct(store, admin, {kind: 'undo'}), {message: /cannot reopen/});
		pbx.world.chats.get(3001)!.isClosed = false;
		await pull();
		t.is(store.session(3001)!.status, 'open');
		t.is(store.session(3002)!.status, 'closed');
	});
}

test('a close that waits can be undone', async t => {
	const {act, run, pbx, store} = await scene(t);
	await act({kind: 'close', sessions: ids});
	await act({kind: 'undo'});
	await run();
	t.is(pbx.seen.length, 0);
	t.is(store.session(3001)!.status, 'open');
});

test('what somebody else closed is not closed again', async t => {
	const {act, run, pbx, pull, store, settled} = await scene(t);
	await act({kind: 'close', sessions: [3001]});
	pbx.world.close(pbx.world.chats.get(3001)!);
	await run();
	t.is(settled[0]!.failure, 'it was closed on the PBX meanwhile');
	t.is(pbx.calls('message_session/close').length, 0);
	await pull();
	t.is(store.session(3001)!.status, 'closed');
});

test('a refused close is open again', async t => {
	const {act, run, pbx, store} = await scene(t);
	await act({kind: 'close', sessions: [3001]});
	pbx.faults.add('message_session/close', {errcode: 70_084}, 1);
	await run();
	t.is(store.session(3001)!.status, 'open');
});

test('what was closed without a message counts as done, though the PBX refuses to close it again', async t => {
	const {act, run, pbx, store} = await scene(t, {closedAgain: 70_084});
	pbx.world.close = chat => {
		chat.isClosed = true;
	};
	await act({kind: 'close', sessions: [3001, 3002]});
	pbx.faults.add('message_session/close', 'lost', 2);
	await run();
	for (const id of [3001, 3002]) t.is(store.session(id)!.status, 'closed');
	t.is(store.pbxOutbox.sessions.size, 0);
});

for (const operatorBy of ['number', 'id'] as const) {
	test(`sessions are archived and brought back in the list of their handler, known by ${operatorBy}`, async t => {
		const {act, run, pbx, store} = await scene(t, {operatorBy});
		const change = await act({kind: 'archive', sessions: ids});
		// What waits in a queue is in nobody's archive.
		t.deepEqual(change!.archived, [3001, 3002]);
		t.deepEqual(change!.forPbx!.sessions, [3001, 3002]);
		pbx.faults.add('message_session/archive', 'lost', 1);
		await run();
		t.deepEqual([...pbx.world.chats.get(3001)!.archivedBy], ['1:1001']);
		t.deepEqual([...pbx.world.chats.get(3002)!.archivedBy], ['9:api']);
		await act({kind: 'undo'});
		await run();
		t.is(pbx.world.chats.get(3001)!.archivedBy.size, 0);
		t.is(store.pbxOutbox.sessions.size, 0);
		await fold(store);
		const {problems} = await checkStore({...realFiles, folder: store.folder});
		t.deepEqual(problems, []);
	});
}

for (const archivedAgain of [60_001, 70_084] as const) {
	test(`what is archived already counts as done, though the PBX answers ${archivedAgain}`, async t => {
		const {act, run, pbx, store, settled} = await scene(t, {archivedAgain});
		pbx.world.chats.get(3002)!.archivedBy.add('9:api');
		await act({kind: 'archive', sessions: [3001, 3002]});
		pbx.faults.add('message_session/archive', 'lost', 1);
		await run();
		t.deepEqual(
			settled.map(({failure}) => failure),
			[undefined, undefined],
		);
		for (const id of [3001, 3002]) t.true(store.session(id)!.archived);
		await act({kind: 'undo'});
		pbx.faults.add('message_session/unarchive', 'lost', 2);
		await run();
		for (const id of [3001, 3002]) t.false(store.session(id)!.archived);
		t.is(store.pbxOutbox.sessions.size, 0);
	});
}

test('a session that the PBX does not have is noted, so that a pull asks for it again', async t => {
	const {act, run, pbx, store} = await scene(t);
	pbx.world.chats.delete(3001);
	await act({kind: 'close', sessions: [3001, 3002]});
	await run();
	t.deepEqual(store.pulled.missing, [[3001, pbx.now]]);
	t.deepEqual(store.pulled.gone, []);
});
