import {PassThrough} from 'node:stream';
import test, {type ExecutionContext} from 'ava';
import {carryOutThere} from '../../source/commands/carry-out-there.js';
import {codeThere, tellThere} from '../../source/commands/tell-there.js';
import {type Act} from '../../source/domain/act/act.js';
import {type Handler} from '../../source/domain/handler.js';
import {type ConnectedScene, connectedStore} from '../helpers/connected-store.js';
import {admin} from '../helpers/simulated-life.js';
import {realFiles} from '../helpers/store.js';

const bob: Handler = {kind: 'extension', id: 12, number: '1002', name: 'Bob'};

const scene = async (t: ExecutionContext, deleteGrace = 0): Promise<ConnectedScene> =>
	connectedStore(t, {
		facts: {deleteGrace},
		fill(world) {
			for (let count = 0; count < 3; count++) world.addChat({kind: 'extension', id: 11});
		},
	});

/** Exit code, and what was printed. */
const told = async (
	{act, store, api}: ConnectedScene,
	what: Act,
): Promise<readonly [code: number, stdout: string, stderr: string]> => {
	const stdout = new PassThrough({encoding: 'utf8'});
	const stderr = new PassThrough({encoding: 'utf8'});
	const change = await act(what);
	const outcome = await carryOutThere(change!, {
		store,
		api,
		machine: realFiles,
		actor: admin,
		signal: new AbortController().signal,
		network: {random: () => 0, wait: () => Promise.resolve()},
		freeze: () => undefined,
	});
	tellThere({stdout, stderr}, outcome);
	return [codeThere(outcome), String(stdout.read() ?? ''), String(stderr.read() ?? '')];
};

const transfer: Act = {kind: 'transfer', sessions: [3001, 3002], to: [bob]};

test('a command says what was carried out', async t => {
	t.deepEqual(await told(await scene(t), transfer), [0, 'Carried out on the PBX: 2 sessions.\n', '']);
});

test('each refusal is named, with exit code 1', async t => {
	const office = await scene(t);
	office.pbx.faults.add('message_session/transfer', {errcode: 60_002});
	const [code, stdout, stderr] = await told(office, transfer);
	t.is(code, 1);
	t.is(stdout, '');
	t.deepEqual(stderr.trimEnd().split('\n').toSorted(), [
		'chatlogs: refused by the PBX, and taken back here: 2',
		'chatlogs: session 3001: the PBX answered 60002 MAX LIMITATION EXCEEDED',
		'chatlogs: session 3002: the PBX answered 60002 MAX LIMITATION EXCEEDED',
	]);
});

test('what is pending is counted, with exit code 3 and the reason', async t => {
	const office = await scene(t);
	office.pbx.faults.add('message_session/transfer', {errcode: 70_123});
	const [code, , stderr] = await told(office, transfer);
	t.is(code, 3);
	t.regex(stderr, /^chatlogs: 2 pending: The PBX answered 70123 API UNAVAILABLE/);
});

test('a deletion is not waited for, unless its grace is 0', async t => {
	const act: Act = {kind: 'delete', sessions: [3001]};
	const [code, stdout] = await told(await scene(t, 3600), act);
	t.is(code, 0);
	t.regex(stdout, /^1 session will be deleted on the PBX, not before .*13:00/);
	t.deepEqual(await told(await scene(t), act), [0, 'Carried out on the PBX: 1 session.\n', '']);
});

test('a deletion that something speaks against asks for a decision', async t => {
	const office = await scene(t);
	office.pbx.world.receive(3001, 'Wait!');
	const [code, , stderr] = await told(office, {kind: 'delete', sessions: [3001]});
	t.is(code, 1);
	t.regex(stderr, /the customer wrote meanwhile; decide/);
});

test('a deletion of more than may go at once stays pending', async t => {
	const office = await scene(t);
	await office.store.commit(admin, () => ({kind: 'pbx', pbx: {deleteCap: 1}}));
	const [code, , stderr] = await told(office, {kind: 'delete', sessions: [3001, 3002]});
	t.is(code, 3);
	t.regex(stderr, /2 pending: 2 deletions would run at once/);
});
