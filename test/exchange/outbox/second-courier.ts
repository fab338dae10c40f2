import {cpSync, readdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {planDeletion} from '../../../source/domain/act/deletion.js';
import {planUndo} from '../../../source/domain/act/undo.js';
import {describeChange} from '../../../source/domain/describe-change.js';
import {apiHandler, type Handler} from '../../../source/domain/handler.js';
import {type Due} from '../../../source/domain/outbox/survey.js';
import {timeline} from '../../../source/domain/timeline.js';
import {describeOperation} from '../../../source/domain/timeline/describe.js';
import {type Verdict} from '../../../source/exchange/http/verdict.js';
import {
	AnotherDeliverer,
	type CarryOptions,
	carryWaiting,
} from '../../../source/exchange/outbox/deliverer.js';
import {type Settled} from '../../../source/exchange/outbox/ledger.js';
import {deliverWaiting} from '../../../source/exchange/platform/deliverer.js';
import {countOutbox} from '../../../source/exchange/platform/waiting.js';
import {checkStore} from '../../../source/storage/check/check-store.js';
import {fold} from '../../../source/storage/fold.js';
import {createStore, openStore} from '../../../source/storage/open-store.js';
import {repairStore} from '../../../source/storage/repair/repair-store.js';
import {type Store} from '../../../source/storage/store.js';
import {deskCourier} from '../../helpers/desk.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {bob, office, sales, support} from '../../helpers/office.js';
import {Platform, platformUrl} from '../../helpers/platform.js';
import {admin, commit, importInto, incoming, transfer} from '../../helpers/simulated-life.js';
import {realFiles, temporaryFolder} from '../../helpers/store.js';

const done: Verdict = {kind: 'accepted'};
const no: Verdict = {kind: 'refused', reason: 'nobody there'};

interface Scene {
	readonly store: Store;
	/** What the desk was told: the number of the change and the session. */
	readonly told: string[];
	readonly settled: Settled[];
	/** Makes the options for a run in which the desk answers so. */
	readonly at: (answer: (due: Due) => Verdict | Promise<Verdict>) => CarryOptions<Due>;
}

/** A store with three sessions, all with Ann, and a desk beside it. */
const scene = async (t: ExecutionContext): Promise<Scene> => {
	const folder = path.join(temporaryFolder(t), 'store');
	await createStore(folder, realFiles);
	const store = await openStore(folder, realFiles);
	t.teardown(async () => store.close());
	const sessions = [1, 2, 3].map(id => incoming(id));
	await importInto(store, sessions, {pbx: ablePbx, directory: office.toRecord()});
	const told: string[] = [];
	const settled: Settled[] = [];
	const {network} = new Platform().sender;
	return {
		store,
		told,
		settled,
		at: answer => ({
			store,
			machine: realFiles,
			actor: admin,
			network,
			signal: new AbortController().signal,
			onSettled: those => void settled.push(...those),
			courier: deskCourier(store, due => {
				told.push(`${due.change.n}: ${due.session}`);
				return answer(due);
			}),
		}),
	};
};

const undo = async (store: Store): Promise<void> => commit(store, facts => planUndo(facts, admin));

const handlers = (store: Store): readonly (readonly [Handler['name'], transfers: number])[] =>
	[1, 2, 3].map(id => {
		const {handler, transfers} = store.session(id)!;
		return [handler.name, transfers];
	});

const problemsOf = async ({folder}: Store): Promise<readonly string[]> => {
	const {problems} = await checkStore({...realFiles, folder});
	return problems.map(({what}) => what);
};

/** The store is whole, also when its index is made again from the journal, and tells the same then. */
const isSound = async (store: Store): Promise<boolean> => {
	await fold(store);
	const problems = await problemsOf(store);
	const folder = `${store.folder}-copy`;
	cpSync(store.folder, folder, {recursive: true});
	rmSync(path.join(folder, 'store.json'));
	const {after} = await repairStore({folder, machine: realFiles, actor: admin});
	const again = await openStore(folder, realFiles);
	await again.loaded;
	const isSame = JSON.stringify(handlers(again)) === JSON.stringify(handlers(store));
	await again.close();
	return isSame && problems.length === 0 && after.problems.length === 0;
};

test('a second courier carries out what is done, in order, with lines of its own, and the platform waits as before', async t => {
	const {store, told, at} = await scene(t);
	await transfer(store, [1, 2], apiHandler);
	await transfer(store, [1], bob);
	t.is(await carryWaiting(at(() => done)), undefined);
	t.deepEqual(told.toSorted(), ['2: 1', '2: 2', '3: 1']);
	t.true(told.indexOf('2: 1') < told.indexOf('3: 1'));
	const lines = [...store.changes()].filter(({kind}) => kind === 'delivery').toReversed();
	t.deepEqual(
		lines.map(({target, deliveries, moves}) => [target, deliveries, moves]),
		[
			['desk', [{of: 2, sessions: [1, 2], tries: 1}], undefined],
			['desk', [{of: 3, sessions: [1], tries: 1}], undefined],
		],
	);
	t.is(describeChange(lines[0]!), 'desk told of 2 sessions');
	t.deepEqual(countOutbox(store), {waiting: 1, failed: 0});
	await carryWaiting(at(() => no));
	t.is(told.length, 3);
});

test('what is refused goes back, in one line for many changes', async t => {
	const {store, settled, at} = await scene(t);
	await transfer(store, [1, 2], support);
	await transfer(store, [3], sales);
	t.deepEqual(handlers(store), [
		['Support', 1],
		['Support', 1],
		['Sales', 1],
	]);
	await carryWaiting(at(({session}) => (session === 2 ? done : no)));
	t.deepEqual(handlers(store), [
		['Ann Lee', 0],
		['Support', 1],
		['Ann Lee', 0],
	]);
	const [line] = store.changes();
	t.is(line!.n, 4);
	t.is(
		describeChange(line!),
		'desk told of 1 session. Delivery of 2 sessions to desk failed: nobody there. Put back 2 sessions',
	);
	t.deepEqual(settled.map(({delivery, failure}) => [delivery.session, failure]).toSorted(), [
		[1, 'nobody there'],
		[2, undefined],
		[3, 'nobody there'],
	]);
	t.deepEqual(
		timeline({session: store.session(1)!, history: store.history(1), changes: store.changesOf(1)})
			.map(describeOperation)
			.slice(1),
		[
			'Transferred from 1003 Ann Lee to Support by admin (undone)',
			'Delivery to desk failed in 1 try by admin (nobody there)',
			'Transfer of change 2 undone: from Support to 1003 Ann Lee by admin',
		],
	);
	await undo(store);
	t.deepEqual(handlers(store), [
		['Ann Lee', 0],
		['Ann Lee', 0],
		['Ann Lee', 0],
	]);
	t.true(await isSound(store));
});

test('an undo that is refused comes to nothing, and can be asked for again', async t => {
	const {store, told, at} = await scene(t);
	await transfer(store, [1, 2], support);
	await carryWaiting(at(() => done));
	await undo(store);
	await transfer(store, [3], sales);
	await carryWaiting(at(() => no));
	t.deepEqual(handlers(store), [
		['Support', 1],
		['Support', 1],
		['Ann Lee', 0],
	]);
	t.deepEqual(
		[...store.changes()].slice(0, 2).map(({redoes}) => redoes),
		[true, undefined],
	);
	await undo(store);
	t.is([...store.changes()][0]!.of, 2);
	await carryWaiting(at(() => done));
	t.deepEqual(told.slice(-2), ['8: 1', '8: 2']);
	t.true(await isSound(store));
});

test('a deletion that is refused comes back from the trash', async t => {
	const {store, at} = await scene(t);
	await commit(store, facts => planDeletion(facts, {sessions: [1, 2]}));
	await carryWaiting(at(({session}) => (session === 1 ? no : done)));
	t.false(store.session(1)!.deleted);
	t.true(store.session(2)!.deleted);
	t.true(await isSound(store));
});

test('what was moved on before the refusal came stays where it is', async t => {
	const {store, at} = await scene(t);
	await transfer(store, [1], support);
	await carryWaiting(
		at(async ({change}) => {
			if (change.n > 2) return done;
			await transfer(store, [1], sales);
			return no;
		}),
	);
	t.deepEqual(handlers(store)[0], ['Sales', 2]);
	t.deepEqual(
		[...store.changes()].flatMap(({moves = []}) => moves.map(({to}) => to.name)),
		['Sales', 'Support'],
	);
});

test('the platform is told that a session went back that the desk refused to give to it', async t => {
	const {store, at} = await scene(t);
	await store.commit(admin, () => ({kind: 'platform', platform: platformUrl}));
	await transfer(store, [1, 2], apiHandler);
	const platform = new Platform();
	const deliver = async (): Promise<unknown> =>
		deliverWaiting({
			store,
			machine: realFiles,
			actor: admin,
			sender: platform.sender,
			signal: new AbortController().signal,
		});
	platform.answer = ({session}) => ({status: session === 1 ? 200 : 422});
	await deliver();
	platform.answer = () => ({status: 200});
	await carryWaiting(at(() => no));
	t.deepEqual(countOutbox(store), {waiting: 1, failed: 0});
	await deliver();
	t.deepEqual(
		platform.received.slice(3).map(({type, session, transfer: n}) => [type, session, n]),
		[['session.withdrawn', 1, 3]],
	);
	t.deepEqual(await problemsOf(store), []);
});

test('one delivers to each target at a time, to several at once', async t => {
	const {store, at} = await scene(t);
	await transfer(store, [1], apiHandler);
	await store.commit(admin, () => ({kind: 'platform', platform: platformUrl}));
	const platform = new Platform();
	await carryWaiting(
		at(async () => {
			await t.throwsAsync(carryWaiting(at(() => done)), {instanceOf: AnotherDeliverer});
			const {sender} = platform;
			const {signal} = new AbortController();
			await deliverWaiting({store, machine: realFiles, actor: admin, sender, signal});
			return done;
		}),
	);
	t.is(platform.requests.length, 2);
	t.deepEqual(
		[...store.changes()].filter(({kind}) => kind === 'delivery').map(({target}) => target),
		['desk', undefined],
	);
	t.deepEqual(
		readdirSync(store.folder).filter(name => name.startsWith('deliver-lock')),
		['deliver-lock', 'deliver-lock-desk'],
	);
	t.deepEqual(await problemsOf(store), []);
});
