import test, {type ExecutionContext} from 'ava';
import {startApp, type RunningApp} from '../../source/app/start-app.js';
import {apiHandler} from '../../source/domain/handler.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {Platform, platformUrl} from '../helpers/platform.js';
import {ann, realFiles, temporaryStore} from '../helpers/store.js';

const document = {
	pbx: {firmware: '37.23.0.31', omnichannel_messaging: 1, api: 1},
	sessions: [1, 2].map(id => ({
		id,
		type: 'sms',
		did_number: '+1',
		to: {user_type: 2, user_no: `+2${id}`},
		queue_id: 5,
	})),
};

const open = async (t: ExecutionContext, platform: Platform): Promise<RunningApp> => {
	const running = await startApp(
		{folder: await temporaryStore(t, document), machine: realFiles, actor: ann, sender: platform.sender},
		{
			size: {columns: 80, rows: 24},
			suspend: () => Promise.resolve(),
			copy: () => undefined,
			quit: () => undefined,
		},
	);
	const {store} = running.app;
	await store.commit(ann, () => ({kind: 'platform', platform: platformUrl}));
	await store.commit(ann, facts => planTransfer(facts, {sessions: [1, 2], to: apiHandler}).draft);
	return running;
};

/** Resolves with the notice that says so. */
const noticeOf = async ({app}: RunningApp, told: RegExp): Promise<string> => {
	const {promise, resolve} = Promise.withResolvers<string>();
	const look = (): void => {
		const {notice} = app.state;
		if (notice && told.test(notice.text)) resolve(notice.text);
	};

	const unsubscribe = app.subscribe(look);
	look();
	const text = await promise;
	unsubscribe();
	return text;
};

test('delivers behind the screen what is transferred, and tells only what failed', async t => {
	const platform = new Platform();
	platform.answer = ({session}) => ({status: session === 1 ? 422 : 200});
	const running = await open(t, platform);
	const notice = await noticeOf(running, /not delivered/);
	t.is(notice, '1 session not delivered: the analytics platform answered 422 Unprocessable Entity.');
	await running.close();
	t.true(platform.areAllSigned);
	t.deepEqual(
		platform.received.map(({session}) => session),
		[1, 2, 2],
	);
});

test('tells that the platform takes nothing, and goes on trying until the screen is closed', async t => {
	const platform = new Platform();
	platform.answer = () => new Error('down');
	const told = Promise.withResolvers<undefined>();
	platform.onPause = () => (platform.pauses.length < 3 ? undefined : told.promise);
	const running = await open(t, platform);
	t.regex(await noticeOf(running, /Delivery is waiting/), /cannot be reached .*chatlogs keeps trying/);
	const closing = running.close();
	told.resolve(undefined);
	await closing;
	t.is(platform.pauses.length, 3);
});

test('tells once that there is no secret', async t => {
	const platform = new Platform();
	const {sender} = platform;
	Object.defineProperty(platform, 'sender', {value: {...sender, environment: {}}});
	const told = Promise.withResolvers<undefined>();
	platform.onPause = () => told.promise;
	const running = await open(t, platform);
	t.regex(await noticeOf(running, /Delivery is waiting/), /secret .* is missing/);
	const closing = running.close();
	told.resolve(undefined);
	await closing;
	t.deepEqual(platform.requests, []);
});
