import test, {type ExecutionContext} from 'ava';
import {apiHandler, type Handler, handlerLabel} from '../../../source/domain/handler.js';
import {isPending} from '../../../source/domain/outbox/pbx-due.js';
import {actedSince} from '../../../source/domain/outbox/acted-since.js';
import {type ActsRunReport} from '../../../source/exchange/pbx-acts/acts-run.js';
import {checkStore} from '../../../source/storage/check/check-store.js';
import {fold} from '../../../source/storage/fold.js';
import {type ConnectedScene, connectedStore} from '../../helpers/connected-store.js';
import {Answered} from '../../helpers/pbx/call.js';
import {type Fault} from '../../helpers/pbx/faults.js';
import {type World} from '../../helpers/pbx/world.js';
import {realFiles} from '../../helpers/store.js';

const ann: Handler = {kind: 'extension', id: 11, number: '1001', name: 'Ann'};
const bob: Handler = {kind: 'extension', id: 12, number: '1002', name: 'Bob'};
const cy: Handler = {kind: 'extension', id: 13, number: '1003', name: 'Cy'};
const support: Handler = {kind: 'queue', id: 5, number: '', name: 'Support'};

const three = (world: World): void => {
	for (let count = 0; count < 3; count++) world.addChat({kind: 'extension', id: 11});
};

const scene = async (t: ExecutionContext, timeout?: number): Promise<ConnectedScene> =>
	connectedStore(t, {fill: three, ...(timeout !== undefined && {timeout})});

const transfers = ({pbx}: ConnectedScene): number => pbx.calls('message_session/transfer').length;

const labels = (office: ConnectedScene, id: number): string =>
	office.holders(id).map(handlerLabel).join(' | ');

/** Why a run was given up, if it was. */
const causeOf = async (running: Promise<ActsRunReport>): Promise<string | undefined> => {
	const {givenUp} = await running;
	return givenUp?.cause;
};

for (const to of [bob, support, apiHandler]) {
	test(`a transfer to ${handlerLabel(to)} is carried out after a look`, async t => {
		const office = await scene(t);
		const {store, act, run, pbx} = office;
		await act({kind: 'transfer', sessions: [3001, 3002], to: [to]});
		t.true(isPending(store, 3001));
		const before = store.newestChange;
		const report = await run();
		t.deepEqual(report, {heldDeletions: []});
		t.false(isPending(store, 3001));
		t.is(store.pbxOutbox.sessions.size, 0);
		t.deepEqual([...actedSince(store.changes(), before)].toSorted(), [3001, 3002]);
		for (const id of [3001, 3002]) t.is(labels(office, id), `${handlerLabel(to)} | ${handlerLabel(to)}`);
		t.is(pbx.calls('message/get').length, 2);
		t.is(transfers(office), 2);
		await run();
		t.is(transfers(office), 2);
		// One line before, one after.
		t.is(store.newestChange, before + 2);
		await fold(store);
		const {problems} = await checkStore({...realFiles, folder: store.folder});
		t.deepEqual(problems, []);
	});
}

for (const code of [40_002, 60_001, 60_002, 70_084]) {
	test(`a refusal with ${code} takes the move back, and the others go on`, async t => {
		const office = await scene(t);
		const {store, act, run, pbx, settled} = office;
		await act({kind: 'transfer', sessions: [3001, 3002], to: [bob]});
		pbx.faults.add('message_session/transfer', {errcode: code}, 1);
		t.is(await causeOf(run()), undefined);
		t.is(store.session(settled.find(({failure}) => failure)!.delivery.session)!.handler.name, 'Ann');
		t.deepEqual(settled.map(({code: told}) => told).toSorted(), [code, undefined]);
		const all = [3001, 3002].map(id => labels(office, id)).toSorted();
		t.deepEqual(all, ['1001 Ann | 1001 Ann', '1002 Bob | 1002 Bob']);
		await run();
		t.is(transfers(office), 2);
	});
}

for (const fault of [
	{errcode: 10_004},
	{errcode: 10_005},
	{errcode: 10_009},
	{errcode: 70_004},
	{errcode: 70_087},
	{errcode: 70_123},
	{errcode: 99_999},
	'html',
] as const satisfies Fault[]) {
	test(`${JSON.stringify(fault)} pauses, and nothing is taken back`, async t => {
		const office = await scene(t);
		const {act, run, pbx} = office;
		await act({kind: 'transfer', sessions: [3001, 3002], to: [bob]});
		pbx.faults.add('message_session/transfer', fault);
		t.truthy(await causeOf(run()));
		for (const id of [3001, 3002]) t.is(labels(office, id), '1001 Ann | 1002 Bob');
		pbx.faults.clear();
		t.is(await causeOf(run()), undefined);
		for (const id of [3001, 3002]) t.is(labels(office, id), '1002 Bob | 1002 Bob');
	});
}

for (const fault of ['lost', 'cut', 'half', 'hang'] as const satisfies Fault[]) {
	test(`an answer that is ${fault} is looked up, and nothing is sent twice`, async t => {
		const office = await scene(t, fault === 'hang' ? 3000 : undefined);
		const {store, act, run, pbx} = office;
		await act({kind: 'transfer', sessions: [3001, 3002, 3003], to: [bob]});
		await act({kind: 'transfer', sessions: [3002], to: [support]});
		pbx.faults.add('message_session/transfer', fault, 2);
		t.is(await causeOf(run()), undefined);
		t.is(labels(office, 3001), '1002 Bob | 1002 Bob');
		t.is(labels(office, 3002), 'Support | Support');
		t.is(transfers(office), fault === 'hang' ? 6 : 4);
		t.is(store.pbxOutbox.sessions.size, 0);
	});
}

for (const to of [bob, apiHandler])
	test(`a PBX that tells nothing of its transfers, and refuses the second to ${handlerLabel(to)}, has done the first`, async t => {
		const office = await scene(t);
		const {store, act, run, pbx} = office;
		pbx.world.transfer = (chat, holder) => {
			if (JSON.stringify(chat.holder) === JSON.stringify(holder)) throw new Answered(40_002);
			chat.holder = holder;
		};
		await act({kind: 'transfer', sessions: [3001], to: [to]});
		pbx.faults.add('message_session/transfer', 'lost', 1);
		await run();
		t.is(labels(office, 3001), `${handlerLabel(to)} | ${handlerLabel(to)}`);
		t.is(store.pbxOutbox.sessions.size, 0);
	});

test('a reset before anything was done is sent again', async t => {
	const office = await scene(t);
	const {act, run, pbx} = office;
	await act({kind: 'transfer', sessions: [3001], to: [bob]});
	pbx.faults.add('message_session/transfer', 'reset', 2);
	t.is(await causeOf(run()), undefined);
	t.is(labels(office, 3001), '1002 Bob | 1002 Bob');
	t.is(transfers(office), 3);
});

const moves: Readonly<Record<string, (world: World) => unknown>> = {
	transferred: world => world.transfer(world.chats.get(3001)!, {kind: 'extension', id: 13}),
	'put into a queue': world => world.transfer(world.chats.get(3001)!, {kind: 'queue', id: 5}),
	'picked up': world => world.pickUp(3001, 13),
};
for (const [what, move] of Object.entries(moves)) {
	test(`what was ${what} meanwhile is dropped, and taken back here`, async t => {
		const office = await scene(t);
		const {store, act, run, pbx, pull, settled} = office;
		await act({kind: 'transfer', sessions: [3001, 3002], to: [bob]});
		move(pbx.world);
		await run();
		t.is(transfers(office), 1);
		t.regex(settled.find(({failure}) => failure)!.failure!, /on the PBX meanwhile$/);
		t.is(store.session(3001)!.handler.name, 'Ann');
		await pull();
		t.is(...(office.holders(3001).map(handlerLabel) as [string, string]));
	});
}

test('a customer’s message, or a look of the company, is no reason to drop a transfer', async t => {
	const office = await scene(t);
	const {act, run, pbx} = office;
	await act({kind: 'transfer', sessions: [3001], to: [bob]});
	for (let count = 0; count < 250; count++) pbx.world.receive(3001, `Hello ${count}`);
	await run();
	t.is(labels(office, 3001), '1002 Bob | 1002 Bob');
});

test('a move among many newer messages is seen', async t => {
	const office = await scene(t);
	const {act, run, pbx} = office;
	await act({kind: 'transfer', sessions: [3001], to: [bob]});
	pbx.world.transfer(pbx.world.chats.get(3001)!, {kind: 'extension', id: 13});
	for (let count = 0; count < 250; count++) pbx.world.receive(3001, `Hello ${count}`);
	await run();
	t.is(transfers(office), 0);
});

test('moves of one session go out in order, though each leaves a message', async t => {
	const office = await scene(t);
	const {act, run, pbx, pull} = office;
	await act({kind: 'transfer', sessions: [3001], to: [bob]});
	await act({kind: 'transfer', sessions: [3001], to: [cy]});
	await run();
	await act({kind: 'transfer', sessions: [3001], to: [support]});
	await run();
	await pull();
	await act({kind: 'transfer', sessions: [3001], to: [ann]});
	await run();
	t.is(labels(office, 3001), '1001 Ann | 1001 Ann');
	t.deepEqual(
		pbx.calls('message_session/transfer').map(({parameters}) => parameters.destination_id),
		[12, 13, 5, 11],
	);
});

test('an act that was undone while it waited is no call at all', async t => {
	const office = await scene(t);
	const {store, act, run, pbx} = office;
	await act({kind: 'transfer', sessions: [3001, 3002], to: [bob]});
	await act({kind: 'undo'});
	t.false(isPending(store, 3001));
	await run();
	t.is(pbx.seen.length, 0);
	await act({kind: 'redo'});
	t.true(isPending(store, 3001));
	await run();
	t.is(labels(office, 3001), '1002 Bob | 1002 Bob');
});

test('the undo of what was done is a transfer back', async t => {
	const office = await scene(t);
	const {act, run} = office;
	await act({kind: 'transfer', sessions: [3001, 3002], to: [bob]});
	await run();
	await act({kind: 'undo'});
	t.is(labels(office, 3001), '1002 Bob | 1001 Ann');
	await run();
	t.is(labels(office, 3001), '1001 Ann | 1001 Ann');
	t.is(transfers(office), 4);
});

test('a refused undo stays done here, too', async t => {
	const office = await scene(t);
	const {act, run, pbx} = office;
	await act({kind: 'transfer', sessions: [3001], to: [bob]});
	await run();
	await act({kind: 'undo'});
	pbx.faults.add('message_session/transfer', {errcode: 70_084}, 1);
	await run();
	t.is(labels(office, 3001), '1002 Bob | 1002 Bob');
});

test('what came back to the holder of before is news after the act was done', async t => {
	const office = await scene(t);
	const {act, run, pbx, pull, store} = office;
	await act({kind: 'transfer', sessions: [3001], to: [bob]});
	await run();
	pbx.world.transfer(pbx.world.chats.get(3001)!, {kind: 'extension', id: 11});
	await pull();
	t.is(store.session(3001)!.handler.name, 'Ann');
});

test('a pull leaves alone what waits', async t => {
	const {act, run, pull, store, holders} = await scene(t);
	await act({kind: 'transfer', sessions: [3001], to: [bob]});
	await pull();
	t.is(store.session(3001)!.handler.name, 'Bob');
	await run();
	t.deepEqual(
		holders(3001).map(({name}) => name),
		['Bob', 'Bob'],
	);
});

test('another customer under an id freezes everything', async t => {
	const office = await scene(t);
	const {act, run, pbx, frozen} = office;
	await act({kind: 'transfer', sessions: [3001], to: [bob]});
	const chat = pbx.world.chats.get(3001)!;
	const customer = {...chat.customer, user_no: '+4999'};
	pbx.world.chats.set(3001, {
		...chat,
		customer,
		messages: chat.messages.map(said => ({...said, sender: customer})),
	});
	const {givenUp} = await run();
	t.is(givenUp?.cause, 'frozen');
	t.is(frozen.length, 1);
	t.is(transfers(office), 0);
	t.is(await causeOf(run({frozen: frozen[0]})), 'frozen');
});

test('acts of before the connection, and after its end, are for nobody', async t => {
	const {act, run, store, pbx} = await scene(t);
	const tell = async (connection: {readonly sn: string; readonly instance: string} | null) =>
		store.commit({by: 'admin'}, () => ({kind: 'connect', connection}));
	await act({kind: 'transfer', sessions: [3001], to: [bob]});
	await tell({sn: pbx.world.sn, instance: 'instance-1'});
	t.is(store.pbxOutbox.sessions.size, 1);
	await tell(null);
	await act({kind: 'transfer', sessions: [3002], to: [bob]});
	await tell({sn: pbx.world.sn, instance: 'instance-2'});
	await run();
	t.is(pbx.seen.length, 0);
});
