import path from 'node:path';
import test from 'ava';
import {planMessageDeletion} from '../../../source/domain/act/deletion.js';
import {planPurge} from '../../../source/domain/act/purge.js';
import {deliverWaiting} from '../../../source/exchange/platform/deliverer.js';
import {countOutbox} from '../../../source/exchange/platform/waiting.js';
import {kernelLock, LockedRefusal} from '../../../source/storage/lock.js';
import {type Machine} from '../../../source/storage/machine.js';
import {openStore} from '../../../source/storage/open-store.js';
import {checkStore} from '../../../source/storage/check/check-store.js';
import {type Store} from '../../../source/storage/store.js';
import {commit, line, open, scene, transfer, whole} from '../../helpers/delivery-scene.js';
import {realFiles} from '../../helpers/store.js';

type Step = (store: Store) => Promise<void>;

const erase =
	(...sessions: readonly number[]): Step =>
	async store =>
		commit(store, facts => planPurge(facts, {sessions, erase: true}));

const deleteMessages: Step = async store =>
	commit(store, facts => planMessageDeletion(facts, {session: 1, messages: [14]}));

const purgeMessages: Step = async store => {
	await deleteMessages(store);
	await commit(store, facts => planPurge(facts, {sessions: [1]}));
};

const without14 = ['1 transferred', '1 messages 11 12', '1 messages 13 15 complete'];

/** What happens while the second page of session 1 is under way, and what is sent of each session from then on. */
const cases: readonly [what: string, happens: Step, of1: readonly string[], of2: readonly string[]][] = [
	['that session is purged', erase(1), [], whole(2)],
	['another session is purged', erase(2), whole(1).slice(2), []],
	['both are purged', erase(1, 2), [], []],
	['one of its messages is deleted', deleteMessages, without14, whole(2)],
	['one of its messages is purged', purgeMessages, without14, whole(2)],
];

for (const [what, happens, of1, of2] of cases) {
	for (const who of ['this process', 'another process']) {
		test(`${what} by ${who} while it is delivered`, async t => {
			const {store, platform, options} = await scene(t);
			await transfer(store, 1, 2);
			const purging = who === 'this process' ? store : await open(t, store.folder);
			// Both are under way when it happens, so that nothing but the next page can tell of it.
			const began = Promise.withResolvers<undefined>();
			const happened = Promise.withResolvers<undefined>();
			let sentBefore = Infinity;
			platform.answer = async ({session, messages}) => {
				if (session === 1 && messages.length > 0 && sentBefore === Infinity) {
					await began.promise;
					sentBefore = platform.requests.length;
					await happens(purging);
					happened.resolve(undefined);
				}

				if (session === 2) {
					began.resolve(undefined);
					await happened.promise;
				}

				return {status: 200};
			};
			t.is(await deliverWaiting(options), undefined);
			const sent = platform.received.map((received, index) => ({...received, isLater: index >= sentBefore}));
			t.deepEqual(sent.filter(({session, isLater}) => session === 1 && isLater).map(line), of1);
			t.deepEqual(
				sent.filter(({session, isLater}) => session === 2 && (isLater || of2.length > 0)).map(line),
				of2,
			);
			t.deepEqual(countOutbox(store), {waiting: 0, failed: 0});
			const {problems} = await checkStore({...realFiles, folder: store.folder});
			t.deepEqual(problems, []);
		});
	}
}

/** A machine on which somebody else writes to the store for as long as one is ready to wait, so often. */
const busyMachine = (isBusy: () => boolean): Machine => ({
	...realFiles,
	lock(file) {
		const lock = kernelLock(file);
		return {
			close: () => lock.close(),
			async acquire(patience) {
				if (path.basename(file) === 'lock' && isBusy()) throw new LockedRefusal('Busy.');
				return lock.acquire(patience);
			},
		};
	},
});

for (const [times, isWaitedFor] of [
	[5, true],
	[6, false],
] as const) {
	test(`a purge that takes ${times} times as long as one waits for a lock ${isWaitedFor ? 'is waited for' : 'ends the delivery'}`, async t => {
		const {store, platform, options} = await scene(t);
		await transfer(store, 1);
		let busyFor = times;
		const waiting = await openStore(
			store.folder,
			busyMachine(() => platform.requests.length > 0 && busyFor-- > 0),
		);
		t.teardown(async () => waiting.close());
		await waiting.loaded;
		const delivering = deliverWaiting({...options, store: waiting});
		if (isWaitedFor) t.is(await delivering, undefined);
		else await t.throwsAsync(delivering, {instanceOf: LockedRefusal});
		t.is(countOutbox(waiting).waiting, isWaitedFor ? 0 : 1);
		t.deepEqual(platform.received.map(line), whole(1));
	});
}
