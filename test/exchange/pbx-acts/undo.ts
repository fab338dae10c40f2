import test, {type ExecutionContext} from 'ava';
import {planAct} from '../../../source/domain/act/act.js';
import {apiHandler, handlerLabel, type Handler} from '../../../source/domain/handler.js';
import {platformDues} from '../../../source/domain/outbox/due.js';
import {surveyOutbox} from '../../../source/domain/outbox/survey.js';
import {type ConnectedScene, connectedStore} from '../../helpers/connected-store.js';
import {admin} from '../../helpers/simulated-life.js';

const bob: Handler = {kind: 'extension', id: 12, number: '1002', name: 'Bob'};

const scene = async (t: ExecutionContext): Promise<ConnectedScene> =>
	connectedStore(t, {
		facts: {deleteGrace: 0},
		fill(world) {
			world.addChat({kind: 'extension', id: 11});
			world.addChat({kind: 'extension', id: 13});
		},
	});

test('what was done there cannot go back to a deleted owner, what waits can', async t => {
	const {act, run, pbx, pull, store, holders} = await scene(t);
	await act({kind: 'transfer', sessions: [3001, 3002], to: [bob]});
	await run();
	pbx.world.deleteExtension(13);
	await pull();
	const {hits, skipped} = planAct(store, admin, {kind: 'undo'});
	t.deepEqual(hits, [3001]);
	t.deepEqual(skipped, [{id: 3002, reason: 'moved on the PBX, where 1003 Cy was deleted'}]);
	await act({kind: 'undo'});
	await run();
	t.deepEqual(holders(3001).map(handlerLabel), ['1001 Ann', '1001 Ann']);
	t.deepEqual(holders(3002).map(handlerLabel), ['1002 Bob', '1002 Bob']);
});

test('while it waits it goes back to a deleted owner, too', async t => {
	const {act, run, pbx, pull, store} = await scene(t);
	await act({kind: 'transfer', sessions: [3001, 3002], to: [bob]});
	pbx.world.deleteExtension(13);
	await pull();
	await act({kind: 'undo'});
	await run();
	t.is(pbx.seen.length, 0);
	t.is(handlerLabel(store.session(3002)!.handler), '1003 Cy');
});

test('what the PBX did not carry out is not undone, though others did the same there', async t => {
	const {act, run, pbx, pull, store, holders} = await scene(t);
	await act({kind: 'transfer', sessions: [3001, 3002], to: [bob]});
	pbx.world.transfer(pbx.world.chats.get(3001)!, {kind: 'extension', id: 12});
	await run();
	await pull();
	t.deepEqual(holders(3001).map(handlerLabel), ['1002 Bob', '1002 Bob']);
	const {hits, skipped} = planAct(store, admin, {kind: 'undo'});
	t.deepEqual(hits, [3002]);
	t.deepEqual(skipped, [{id: 3001, reason: 'not carried out on the PBX'}]);
	await act({kind: 'undo'});
	await run();
	t.deepEqual(holders(3001).map(handlerLabel), ['1002 Bob', '1002 Bob']);
	t.deepEqual(holders(3002).map(handlerLabel), ['1003 Cy', '1003 Cy']);
});

test('an undo says which sessions are gone on the PBX', async t => {
	const {act, run, store} = await scene(t);
	await act({kind: 'delete', sessions: [3001, 3002]});
	t.is(planAct(store, admin, {kind: 'undo'}).remark, undefined);
	await run();
	t.regex(planAct(store, admin, {kind: 'undo'}).remark!, /^2 sessions were deleted on the PBX already/);
});

test('the platform is told only what was done on the PBX, and when that was taken back', async t => {
	const {act, run, pbx, store} = await scene(t);
	const told = (): readonly string[] =>
		surveyOutbox(platformDues(store)).waiting.map(({session, event}) => `${session} ${event}`);
	const deliver = async (of: number, sessions: readonly number[]) =>
		store.commit(admin, () => ({kind: 'delivery', deliveries: [{of, sessions, tries: 1}]}));
	const {n} = (await act({kind: 'transfer', sessions: [3001, 3002], to: [apiHandler]}))!;
	t.deepEqual(told(), []);
	pbx.faults.add('message_session/transfer', {errcode: 70_084}, 1);
	await run();
	const moved = [3001, 3002].find(id => pbx.world.chats.get(id)!.holder.kind === 'api');
	t.deepEqual(told(), [`${moved!} session.transferred`]);
	await deliver(n, [moved!]);
	await act({kind: 'undo'});
	t.deepEqual(told(), []);
	await run();
	t.deepEqual(told(), [`${moved!} session.withdrawn`]);
});

for (const to of [undefined, 'Analytics', 'API'])
	test(`a transfer to the platform is known again by a message that tells of ${to ?? 'nobody'}`, async t => {
		const {act, run, pbx, holders} = await scene(t);
		const say = pbx.world.say.bind(pbx.world);
		pbx.world.say = (chat, type, sender, text, param) =>
			say(chat, type, sender, text, param && {from: '1001', to});
		await act({kind: 'transfer', sessions: [3001], to: [apiHandler]});
		await run();
		await act({kind: 'undo'});
		await run();
		t.deepEqual(holders(3001).map(handlerLabel), ['1001 Ann', '1001 Ann']);
	});
