import test, {type ExecutionContext} from 'ava';
import {isPending} from '../../../source/domain/outbox/pbx-due.js';
import {addHold, releaseHold} from '../../../source/storage/hold-acts.js';
import {type ConnectedOptions, type ConnectedScene, connectedStore} from '../../helpers/connected-store.js';
import {type World} from '../../helpers/pbx/world.js';

const day = 24 * 60 * 60;

/** Two with Ann, one with the platform, one in the queue. */
const four = (world: World): void => {
	world.addChat({kind: 'extension', id: 11});
	world.addChat({kind: 'extension', id: 11});
	world.addChat({kind: 'api'});
	world.addChat({kind: 'queue', id: 5});
};

const scene = async (t: ExecutionContext, options: Partial<ConnectedOptions> = {}): Promise<ConnectedScene> =>
	connectedStore(t, {fill: four, ...options});

const deletions = ({pbx}: ConnectedScene): readonly unknown[] =>
	pbx.calls('message_session/delete').map(({parameters}) => parameters.session_id);

test('a deletion waits for its grace, and undo costs nothing until then', async t => {
	const office = await scene(t);
	const {act, run, store, pbx} = office;
	await act({kind: 'delete', sessions: [3001, 3002, 3003]});
	await run();
	pbx.pass(day - 1);
	await run();
	t.is(pbx.seen.length, 0);
	t.true(isPending(store, 3001));
	t.true(store.session(3001)!.deleted);
	await act({kind: 'undo'});
	await act({kind: 'delete', sessions: [3002, 3003]});
	pbx.pass(day);
	await run();
	t.deepEqual(deletions(office), ['3002', '3003']);
	t.false(isPending(store, 3002));
	t.false(store.session(3001)!.deleted);
	t.true(store.session(3002)!.deleted);
	await act({kind: 'undo'});
	t.false(store.session(3002)!.deleted);
	await run();
	t.is(deletions(office).length, 2);
});

test('the grace that was set counts from then on, and 0 is at once', async t => {
	const office = await scene(t);
	const {act, run, store, pbx} = office;
	const set = async (deleteGrace: number) =>
		store.commit({by: 'admin'}, () => ({kind: 'pbx', pbx: {deleteGrace}}));
	await set(60);
	await act({kind: 'delete', sessions: [3001]});
	await set(0);
	await act({kind: 'delete', sessions: [3002]});
	await run();
	t.deepEqual(deletions(office), ['3002']);
	pbx.pass(60);
	await run();
	t.deepEqual(deletions(office), ['3002', '3001']);
});

test('both clocks have to say that the grace has passed', async t => {
	const office = await scene(t);
	const {act, run, pbx, store, jump} = office;
	await act({kind: 'delete', sessions: [3001]});
	jump(2 * day);
	await run();
	t.is(deletions(office).length, 0);
	t.true(isPending(store, 3001));
	pbx.pass(day);
	await run();
	t.is(deletions(office).length, 1);
});

test('what waits in a queue goes to the trash here only', async t => {
	const office = await scene(t, {facts: {deleteGrace: 0}});
	const {act, run, store} = office;
	const change = await act({kind: 'delete', sessions: [3001, 3004]});
	t.deepEqual(change!.forPbx!.sessions, [3001]);
	await run();
	t.deepEqual(deletions(office), ['3001']);
	t.true(store.session(3004)!.deleted);
});

const stops: Readonly<Record<string, (world: World) => unknown>> = {
	'the customer wrote meanwhile': world => world.receive(3001, 'Wait!'),
	'it was transferred on the PBX meanwhile': world =>
		world.transfer(world.chats.get(3001)!, {kind: 'extension', id: 13}),
	'it was picked up on the PBX meanwhile': world => world.pickUp(3001, 13),
};
for (const [reason, happen] of Object.entries(stops)) {
	test(`a deletion needs somebody to decide if ${reason}`, async t => {
		const office = await scene(t, {facts: {deleteGrace: 0}});
		const {act, run, pbx, store, settled} = office;
		await act({kind: 'delete', sessions: [3001, 3002]});
		happen(pbx.world);
		await run();
		t.deepEqual(deletions(office), ['3002']);
		t.deepEqual(
			settled.flatMap(({failure, isStopped}) => (failure ? [[failure, isStopped]] : [])),
			[[reason, true]],
		);
		// It neither goes on nor is dropped by itself.
		await run();
		t.true(store.session(3001)!.deleted);
		t.deepEqual(deletions(office), ['3002']);
		await act({kind: 'undo'});
		t.false(store.session(3001)!.deleted);
		await run({again: () => true});
		t.deepEqual(deletions(office), ['3002']);
	});
}

test('a hold that began meanwhile stops a deletion that waits, whoever asks again', async t => {
	const office = await scene(t);
	const {act, run, pbx, store, settled} = office;
	await act({kind: 'delete', sessions: [3001, 3002]});
	await addHold(store, {by: 'ann'}, {name: 'Case 7', sessions: [3001]});
	pbx.pass(day);
	await run();
	t.deepEqual(deletions(office), ['3002']);
	t.deepEqual(
		settled.flatMap(({failure, isStopped}) => (failure ? [[failure, isStopped]] : [])),
		[['it is held by “Case 7”', true]],
	);
	await run({again: () => true});
	t.deepEqual(deletions(office), ['3002']);
	await releaseHold(store, {by: 'ann'}, 'Case 7');
	await run({again: () => true});
	t.deepEqual(deletions(office), ['3002', '3001']);
});

test('more deletions than may go at once wait for a yes', async t => {
	const office = await scene(t, {facts: {deleteGrace: 0, deleteCap: 2}});
	const {act, run} = office;
	await act({kind: 'delete', sessions: [3001, 3002, 3003]});
	await act({
		kind: 'transfer',
		sessions: [3004],
		to: [{kind: 'extension', id: 12, number: '1002', name: 'Bob'}],
	});
	const {heldDeletions} = await run();
	t.deepEqual(
		heldDeletions.map(({session}) => session),
		[3001, 3002, 3003],
	);
	t.deepEqual(deletions(office), []);
	t.is(office.pbx.calls('message_session/transfer').length, 1);
	t.deepEqual(await run({expectedDeletions: 2}), {heldDeletions});
	t.deepEqual(await run({expectedDeletions: 3}), {heldDeletions: []});
	t.is(deletions(office).length, 3);
});

test('what was agreed to goes, however much of it is left, and what comes later waits', async t => {
	const office = await scene(t, {facts: {deleteGrace: 0, deleteCap: 1}});
	const {act, run, pbx} = office;
	await act({kind: 'delete', sessions: [3001, 3002]});
	const {heldDeletions: agreed} = await run();
	await act({kind: 'restore', sessions: [3002]});
	await act({kind: 'delete', sessions: [3002, 3003]});
	const agreedDeletions = new Map(agreed.map(({session, change}) => [session, change.n]));
	const {heldDeletions} = await run({agreedDeletions});
	t.deepEqual(deletions(office), ['3001']);
	t.deepEqual(
		heldDeletions.map(({session}) => session),
		[3002, 3003],
	);
	pbx.faults.add('message_session/delete', 'reset', 2);
	t.deepEqual(await run({expectedDeletions: 2}), {heldDeletions: []});
	t.deepEqual(new Set(deletions(office)), new Set(['3001', '3002', '3003']));
});

test('a session that is only out of somebody’s list is not gone', async t => {
	const office = await scene(t, {facts: {deleteGrace: 0}, quirks: {deletesFor: 'the operator'}});
	const {act, run, settled} = office;
	await act({kind: 'delete', sessions: [3001]});
	await run();
	t.is(settled[0]!.failure, 'it was removed from the list of 1001 Ann, and is still on the PBX');
	await run();
	t.is(deletions(office).length, 1);
});

test('a refused deletion comes back from the trash', async t => {
	const {act, run, pbx, store} = await scene(t, {facts: {deleteGrace: 0}});
	await act({kind: 'delete', sessions: [3001]});
	pbx.faults.add('message_session/delete', {errcode: 70_084}, 1);
	await run();
	t.false(store.session(3001)!.deleted);
});

for (const fault of ['lost', 'cut', 'half'] as const) {
	for (const deletesFor of ['all', 'the operator'] as const) {
		test(`a deletion for ${deletesFor} whose answer is ${fault} is never repeated`, async t => {
			const office = await scene(t, {facts: {deleteGrace: 0}, quirks: {deletesFor}});
			const {act, run, pbx, store} = office;
			await act({kind: 'delete', sessions: [3001, 3002]});
			pbx.faults.add('message_session/delete', fault, 2);
			await run();
			t.deepEqual(deletions(office).toSorted(), ['3001', '3002']);
			t.false(isPending(store, 3001));
		});
	}
}

test('a deletion that surely did not arrive is sent again', async t => {
	const office = await scene(t, {facts: {deleteGrace: 0}});
	const {act, run, pbx, store} = office;
	await act({kind: 'delete', sessions: [3001]});
	pbx.faults.add('message_session/delete', 'reset', 1);
	await run();
	t.is(deletions(office).length, 2);
	t.false(isPending(store, 3001));
});

test('a deletion that was undone while nobody knew whether it was sent is not sent again', async t => {
	const office = await scene(t, {facts: {deleteGrace: 0}});
	const {act, run, pbx, store} = office;
	await act({kind: 'delete', sessions: [3001]});
	pbx.faults.add('message_session/delete', 'html', 1);
	await run();
	await act({kind: 'undo'});
	await run();
	t.is(deletions(office).length, 1);
	t.false(store.session(3001)!.deleted);
	t.is(pbx.world.chats.get(3001)!.deletedBy.size, 0);
});
