import test from 'ava';
import {planDeletion} from '../../../source/domain/act/deletion.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {AnotherDeliverer} from '../../../source/exchange/outbox/deliverer.js';
import {
	type DelivererOptions,
	deliverWaiting,
	keepDelivering,
} from '../../../source/exchange/platform/deliverer.js';
import {countOutbox} from '../../../source/exchange/platform/waiting.js';
import {fold} from '../../../source/storage/fold.js';
import {type Store} from '../../../source/storage/store.js';
import {
	bySession,
	commit,
	ids,
	line,
	open,
	scene,
	transfer,
	undo,
	whole,
} from '../../helpers/delivery-scene.js';
import {Platform, platformUrl} from '../../helpers/platform.js';
import {ann} from '../../helpers/store.js';

test('delivers each session with its complete history, signed, in order, and only once', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 2, 1);
	t.is(await deliverWaiting(options), undefined);
	t.deepEqual(bySession(platform), [...whole(2), ...whole(1)]);
	t.true(platform.areAllSigned);
	t.true(platform.requests.every(({url}) => url === platformUrl));
	t.deepEqual(countOutbox(store), {waiting: 0, failed: 0});
	await deliverWaiting(options);
	t.is(platform.requests.length, 8);
});

/** Answers requests only when as many as that are on their way, and tells how many were at most. */
const answerTogether = (platform: Platform, count: number, answer: Platform['answer']): {most: number} => {
	const together = Promise.withResolvers<undefined>();
	const seen = {most: 0};
	let underWay = 0;
	platform.answer = async (received, number) => {
		seen.most = Math.max(seen.most, ++underWay);
		if (underWay === count) together.resolve(undefined);
		await together.promise;
		underWay--;
		return answer(received, number);
	};
	return seen;
};

test('several sessions are on their way at once, each in order', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, ...ids);
	const seen = answerTogether(platform, 4, () => ({status: 200}));
	await deliverWaiting(options);
	t.is(seen.most, 4);
	t.deepEqual(bySession(platform), ids.flatMap(whole));
});

test('what fails together is one failure, the longest wait that was asked for holds, and then one goes ahead alone', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, ...ids);
	answerTogether(platform, 4, ({session}) => ({status: 429, retryAfter: session === 2 ? '9' : '3'}));
	platform.onPause = () => {
		const status = platform.pauses.length === 1 ? 503 : 200;
		platform.answer = () => ({status});
	};
	t.is(await deliverWaiting({...options, patience: 3}), undefined);
	t.deepEqual(platform.pauses, [9000, 2000]);
	t.deepEqual(platform.received.slice(4, 9).map(line), ['5 transferred', ...whole(6)]);
	t.deepEqual(countOutbox(store), {waiting: 0, failed: 0});
});

test('what is on its way when another fails is cut short, and comes again from its first page', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1, 2);
	answerTogether(platform, 2, ({session}) => ({status: session === 1 ? 500 : 200}));
	platform.onPause = () => {
		platform.answer = () => ({status: 200});
	};
	await deliverWaiting(options);
	t.deepEqual(platform.received.slice(2).map(line), [...whole(2), ...whole(1)]);
	t.is(new Set(platform.received.map(({key}) => key)).size, 8);
});

test('what waits is known after a restart, folded or not', async t => {
	const {store} = await scene(t);
	await transfer(store, 1);
	await fold(store);
	await transfer(store, 2);
	const {platform, outbox} = await open(t, store.folder);
	t.is(platform, platformUrl);
	t.deepEqual([...outbox.keys()], [1, 2]);
});

test('deleted messages are not sent', async t => {
	const {store, platform, options} = await scene(t);
	const messages = {session: 1, ids: [12, 13], messages: 2, failed: 0, files: 0};
	await store.commit(ann, () => ({kind: 'delete-messages', messagesDeleted: [messages]}));
	await transfer(store, 1);
	await deliverWaiting(options);
	t.deepEqual(platform.received.map(line), ['1 transferred', '1 messages 11 14', '1 messages 15 complete']);
});

test('a session of which a page is not taken begins again with the same keys, after the others', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1, 2);
	platform.answer = (_received, count) => ({status: count === 4 ? 503 : 200, retryAfter: '30'});
	await deliverWaiting(options);
	t.deepEqual(platform.received.map(line), [...whole(1), ...whole(2), ...whole(1)]);
	const keys = platform.received.map(({key}) => key);
	t.deepEqual(keys.slice(0, 4), keys.slice(8));
	t.deepEqual(platform.pauses, [30_000]);
	const outcomes = [...store.changes()].flatMap(({deliveries = []}) => deliveries);
	const tries = outcomes.map(outcome => `${outcome.sessions.join(' ')} in ${outcome.tries}`);
	t.deepEqual(tries, ['1 in 2', '2 in 1']);
});

test('a platform that is down for long costs nothing but waiting', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1, 2, 3);
	platform.answer = (_received, count) => (count > 20 ? {status: 200} : new Error('down'));
	await deliverWaiting(options);
	t.is(platform.pauses.length, 20);
	t.deepEqual(platform.pauses.slice(0, 4), [1000, 2000, 4000, 8000]);
	t.is(Math.max(...platform.pauses), 300_000);
	t.deepEqual(countOutbox(store), {waiting: 0, failed: 0});
	const written = [...store.changes()].filter(({kind}) => kind === 'delivery');
	t.true(written.length < 3);
});

test('one session that is never taken does not keep those waiting that come later', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1);
	platform.answer = ({session}) => ({status: session === 1 ? 500 : 200});
	platform.onPause = async () => {
		if (platform.pauses.length === 2) await transfer(store, 2);
	};
	await deliverWaiting({...options, patience: 4});
	t.deepEqual(platform.received.filter(({session}) => session === 2).map(line), whole(2));
});

test('who has no patience gives up, and the rest waits', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1, 2);
	platform.answer = ({session}) => ({status: session === 1 ? 200 : 500});
	const reason = await deliverWaiting({...options, patience: 3});
	t.is(reason, 'the analytics platform answered 500 Internal Server Error');
	t.deepEqual(platform.pauses, [1000, 2000]);
	t.deepEqual(countOutbox(store), {waiting: 1, failed: 0});
});

test('who has no patience does not wait for as long as a platform may ask', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1);
	platform.answer = () => ({status: 429, retryAfter: '3600'});
	await deliverWaiting({...options, patience: 3});
	t.deepEqual(platform.pauses, []);
});

test('what is refused fails with the reason, and is tried again only if that is wanted', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1, 2);
	platform.answer = ({session}) => ({status: session === 1 ? 422 : 200});
	await deliverWaiting(options);
	t.deepEqual(countOutbox(store), {waiting: 0, failed: 1});
	const [outcome] = store.changesOf(1).flatMap(({deliveries = []}) => deliveries);
	t.is(outcome!.failure, 'the analytics platform answered 422 Unprocessable Entity');
	await deliverWaiting({...options, again: () => true});
	t.is(platform.received.filter(({session}) => session === 1).length, 2);
	platform.answer = () => ({status: 200});
	await deliverWaiting({...options, again: () => true});
	t.deepEqual(countOutbox(store), {waiting: 0, failed: 0});
});

const remove = async (store: Store): Promise<void> =>
	commit(store, facts => planDeletion(facts, {sessions: [1]}));

type Step = (store: Store) => Promise<void>;

/** How the platform loses the first session, and how it comes to wait for it again. */
const withdrawals: readonly [how: string, withdraw: Step, bringBack: Step, toldAtLast: string[]][] = [
	['undone', undo, async store => transfer(store, 1), ['1 withdrawn']],
	['deleted', remove, undo, []],
];

for (const [how, withdraw, bringBack, toldAtLast] of withdrawals) {
	test(`a session that is ${how} before is not sent, and one that is ${how} meanwhile no further`, async t => {
		const {store, platform, options} = await scene(t);
		await transfer(store, 1);
		await withdraw(store);
		await deliverWaiting(options);
		t.deepEqual(platform.received, []);

		await bringBack(store);
		platform.answer = async ({messages}) => {
			if (messages.length > 0) await withdraw(store);
			return {status: 200};
		};
		await deliverWaiting(options);
		t.deepEqual(platform.received.map(line), [...whole(1).slice(0, 2), ...toldAtLast]);
	});
}

/** How a platform may take a part of a session only. */
const partings: readonly [how: string, status: number][] = [
	['fails', 503],
	['is refused', 422],
];

for (const [how, status] of partings) {
	test(`the platform is told that a session was taken back of which a page ${how} after others were taken`, async t => {
		const {store, platform, options} = await scene(t);
		await transfer(store, 1);
		platform.answer = (_received, count) => ({status: count % 3 === 0 ? status : 200});
		await deliverWaiting({...options, patience: 1});
		await deliverWaiting({...options, patience: 1});
		t.is([...store.changes()].filter(({begun}) => begun).length, 1);
		const later = await open(t, store.folder);
		await undo(later);
		platform.answer = () => ({status: 200});
		const already = platform.requests.length;
		await deliverWaiting({...options, store: later});
		t.deepEqual(platform.received.slice(already).map(line), ['1 withdrawn']);
		t.deepEqual(countOutbox(later), {waiting: 0, failed: 0});
	});
}

test('nothing is told of a session that was taken back before the platform took any of it', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1);
	platform.answer = () => ({status: 503});
	await deliverWaiting({...options, patience: 1});
	await undo(store);
	await deliverWaiting(options);
	t.is(platform.requests.length, 1);
	t.is(countOutbox(store).waiting, 0);
});

test('of what is undone after its delivery the platform is told once', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1, 2);
	await deliverWaiting(options);
	await undo(store);
	t.is(countOutbox(store).waiting, 2);
	await deliverWaiting(options);
	await deliverWaiting(options);
	t.deepEqual(platform.received.slice(8).map(line), ['1 withdrawn', '2 withdrawn']);
});

test('what is undone while its last page is under way is told as taken back', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1);
	platform.answer = async ({isComplete}) => {
		if (isComplete) await undo(store);
		return {status: 200};
	};
	await deliverWaiting(options);
	t.deepEqual(platform.received.map(line), [...whole(1), '1 withdrawn']);
	t.is(store.outbox.size, 0);
});

test('what was taken is written down when it is told to end', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1, 2);
	const ending = new AbortController();
	platform.answer = ({session}) => {
		if (session === 1) return {status: 200};
		ending.abort();
		return new Error('aborted');
	};
	await deliverWaiting({...options, signal: ending.signal});
	t.deepEqual(countOutbox(store), {waiting: 1, failed: 0});
});

test('nothing is sent without URL or secret, or where certificates are not checked', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1);
	const {sender} = platform;
	const environment = {...sender.environment, NODE_TLS_REJECT_UNAUTHORIZED: '0'};
	const refused = async (differently: Partial<DelivererOptions>, message: RegExp): Promise<void> => {
		await t.throwsAsync(deliverWaiting({...options, ...differently}), {instanceOf: Refusal, message});
	};

	await refused({sender: {...sender, environment: {}}}, /secret .* is missing/);
	await refused({sender: {...sender, environment}}, /certificates/);
	await store.commit(ann, () => ({kind: 'platform', platform: null}));
	await refused({}, /chatlogs platform set URL/);
	t.deepEqual(platform.requests, []);
});

test('two never deliver at once, and when one has ended the other takes over', async t => {
	const {store, platform, options} = await scene(t);
	const other = await open(t, store.folder);
	await transfer(store, 1, 2);
	await other.refresh();
	const ending = new AbortController();
	const idle = new Platform();
	const taking = Promise.withResolvers<undefined>();
	idle.onPause = () => taking.promise;
	let watching: Promise<void> | undefined;
	platform.answer = async (_received, count) => {
		if (count > 1) return new Error('down');
		await t.throwsAsync(deliverWaiting({...options, store: other}), {instanceOf: AnotherDeliverer});
		watching = keepDelivering(
			{...options, store: other, sender: idle.sender, signal: ending.signal},
			refusal => t.fail(refusal.message),
		);
		return {status: 200};
	};
	await deliverWaiting({...options, patience: 1});
	t.deepEqual(idle.requests, []);
	taking.resolve(undefined);
	const taken = Promise.withResolvers<undefined>();
	other.subscribe(() => {
		if (other.outbox.size === 0) taken.resolve(undefined);
	});
	await taken.promise;
	ending.abort();
	await watching;
	t.deepEqual(bySession(idle), [...whole(1), ...whole(2)]);
});

test('who goes on delivers what comes to wait, and tells why nothing can be sent', async t => {
	const {store, platform, options} = await scene(t);
	const told: string[] = [];
	const ending = new AbortController();
	let {environment} = platform.sender;
	const secret = environment;
	environment = {};
	const sender = {
		...platform.sender,
		get environment() {
			return environment;
		},
	};
	platform.onPause = () => {
		environment = secret;
	};
	const working = keepDelivering({...options, sender, signal: ending.signal}, ({message}) =>
		told.push(message),
	);
	const taken = Promise.withResolvers<undefined>();
	store.subscribe(() => {
		if (store.changesOf(1).some(({deliveries}) => deliveries)) taken.resolve(undefined);
	});
	await transfer(store, 1);
	await taken.promise;
	ending.abort();
	await working;
	t.deepEqual(platform.received.map(line), whole(1));
	t.is(told.length, 1);
	t.regex(told[0]!, /secret .* is missing/);
});

test('a new URL is used at once, also while the old one is waited for', async t => {
	const {store, platform, options} = await scene(t);
	await transfer(store, 1);
	const ending = new AbortController();
	platform.answer = () => ({status: 503});
	platform.onPause = async () => {
		platform.answer = () => ({status: 200});
		await store.commit(ann, () => ({kind: 'platform', platform: 'https://new.example/'}));
	};
	const taken = Promise.withResolvers<undefined>();
	store.subscribe(() => {
		if (store.outbox.size === 0) taken.resolve(undefined);
	});
	const working = keepDelivering({...options, signal: ending.signal}, refusal => t.fail(refusal.message));
	await taken.promise;
	ending.abort();
	await working;
	t.deepEqual(
		platform.requests.map(({url}) => url),
		[platformUrl, ...whole(1).map(() => 'https://new.example/')],
	);
});

const plainAddress = platformUrl.replace('https:', 'http:');

for (const [address, reason] of [
	['file:///etc/passwd', /is no web address/],
	['https://user:word@platform.example/', /must not hold a user or password/],
	[plainAddress, /unencrypted to platform\.example/],
] as const) {
	test(`an address that was put into the store by hand is looked at like a new one: ${address}`, async t => {
		const {store, platform, options} = await scene(t);
		await store.commit(ann, () => ({kind: 'platform', platform: address}));
		await transfer(store, 1);
		await t.throwsAsync(deliverWaiting(options), {instanceOf: Refusal, message: reason});
		t.deepEqual(platform.requests, []);
	});
}

test('an address without encryption is used if it was set with that consent', async t => {
	const {store, platform, options} = await scene(t);
	await store.commit(ann, () => ({kind: 'platform', platform: plainAddress, allowHttp: true}));
	await transfer(store, 1);
	await deliverWaiting(options);
	t.true(platform.requests.length > 0);
});
