import test, {type ExecutionContext} from 'ava';
import {purgeJob} from '../../source/actions/purge-job.js';
import {apiHandler} from '../../source/domain/handler.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {type NewJob, withJob, withJobAs} from '../../source/state/jobs.js';
import {type OpenApp, openApp} from '../helpers/open-app.js';
import {Platform, platformUrl} from '../helpers/platform.js';

const pbx = {firmware: '37.23.0.31', omnichannel: true, api: true};

/** The sample, of which two sessions are given to a platform that refuses session 3028. */
const withPlatform = async (t: ExecutionContext, platform: Platform): Promise<OpenApp> => {
	platform.answer = ({session}) => ({status: session === 3028 ? 422 : 200});
	const app = await openApp(t, {pbx, sender: platform.sender, columns: 120, rows: 40});
	await app.happens(facts => planTransfer(facts, {sessions: [3028, 3001], to: apiHandler}).draft);
	await app.press('r');
	return app;
};

test.serial('w lists what goes on, and says why it cannot be cancelled or done again', async t => {
	const app = await openApp(t);
	await app.press('w');
	await app.shows(/done +Loading +50 sessions/);
	await app.press('c');
	t.regex(await app.footer(), /has ended already/);
	await app.press('r');
	t.regex(await app.footer(), /has not failed/);
	await app.press('down', 'c');
	t.regex(await app.footer(), /Nothing is being sent/);
	await app.press('r');
	t.regex(await app.footer(), /Nothing is delivered from here/);
	await app.press('up', 'enter');
	t.regex(await app.footer(), /Only the delivery/);
	await app.press('q');
	t.is(app.app.state.dialog, undefined);
});

test.serial('a purge is listed, cannot be cancelled, and q asks while it goes on', async t => {
	const app = await openApp(t);
	app.app.update(state => withJob(state, purgeJob(3)));
	await app.press('w', 'down', 'down', 'c');
	t.regex(await app.footer(), /runs to its end/);
	await app.press('escape', 'q');
	await app.shows('Purge of 3 sessions for good: it goes on');
	await app.press('n');
	t.is(app.app.state.dialog, undefined);
});

test.serial(
	'a job of any kind is listed, cancelled, done again and asked about as it says itself',
	async t => {
		const app = await openApp(t, {columns: 120, rows: 40});
		const calls: string[] = [];
		const running: NewJob = {
			title: 'Sync',
			activity: 'syncing',
			state: 'running',
			progress: 0.5,
			texts: ['12 sessions from the PBX'],
			cancel: () => calls.push('cancel'),
			again: {blocker: 'It goes on by itself.'},
			list: back => ({kind: 'delivery', back, cursor: 0}),
			onLeaving: 'it goes on with the next start',
		};
		app.app.update(state => withJob(state, running));
		t.regex(await app.footer(), /syncing 50 %/);
		await app.press('q');
		await app.shows('Sync of 12 sessions from the PBX: it goes on with the next start.');
		await app.press('n', 'w', 'enter');
		t.regex(await app.footer(), /Only the delivery and the sync have a list/);
		await app.press('down', 'down');
		await app.shows(/▸ running +Sync .*12 sessions from the PBX/);
		await app.press('r');
		t.regex(await app.footer(), /It goes on by itself/);
		await app.press('c', 'enter');
		t.is(app.app.state.dialog?.kind, 'delivery');
		await app.press('escape');
		const again = (): unknown => calls.push('again');
		app.app.update(state =>
			withJobAs(state, state.jobs[0]!.id, {title: 'Sync', state: 'failed', texts: ['No answer'], again}),
		);
		await app.shows(/▸ failed +Sync +No answer/);
		await app.press('c');
		t.regex(await app.footer(), /It has ended already/);
		await app.press('r');
		t.deepEqual(calls, ['cancel', 'again']);
		await app.press('escape');
		t.notRegex(await app.footer(), /syncing/);
	},
);

test.serial('what was purged is told in the jobs', async t => {
	const app = await openApp(t);
	await app.press('d', 'y');
	await app.shows('Deleted 1 session');
	await app.press('T', 'p', 'y');
	await app.shows('Purged 1 session for good');
	await app.press('w');
	await app.shows(/done +Purge +Purged 1 session for good/);
	t.is(app.app.state.jobs.length, 1);
});

test.serial('a search that is stopped says that some may be missing, and r searches again', async t => {
	const app = await openApp(t);
	app.app.update(state => ({...state, filter: 'text:coffee', dialog: {kind: 'jobs', cursor: 1}}));
	// In the same turn, so that the search cannot end before.
	await app.press('c');
	await app.shows('messages with “coffee”: stopped, so sessions may be missing');
	await app.press('escape');
	await app.shows('search stopped');
	await app.press('ctrl-a');
	await app.shows('The search was stopped');
	await app.press('w', 'down', 'r');
	await app.shows(/done +Search/);
	await app.press('escape');
	await app.hides('search stopped');
	t.pass();
});

test.serial('without a URL it says how many wait, and how to set one', async t => {
	const app = await withPlatform(t, new Platform());
	await app.press('w', 'down');
	await app.shows('2 waiting · 0 delivered · 0 failed  Nothing is sent');
	await app.shows('chatlogs platform set URL');
	await app.press('r');
	t.regex(await app.footer(), /Nothing is sent to the analytics platform until it has a URL/);
	await app.press('enter');
	await app.shows(/waiting +3028 .*transferred 2025-11-12/);
});

test.serial('tells what the platform refused and why, and r tries it again', async t => {
	const platform = new Platform();
	const app = await withPlatform(t, platform);
	await app.happens(() => ({kind: 'platform', platform: platformUrl}));
	await app.press('r', 'w', 'down');
	await app.shows('0 waiting · 1 delivered · 1 failed');
	await app.shows('Session 3028 failed: the analytics platform answered 422');
	platform.answer = () => ({status: 200});
	await app.press('enter');
	await app.shows('Delivery: 1 failed, 0 waiting, 1 delivered');
	await app.press('r');
	await app.shows('Delivery: 0 failed, 0 waiting, 2 delivered');
	await app.press('escape', 'r');
	t.regex(await app.footer(), /Nothing waits for the analytics platform, and nothing failed/);
});

test.serial('where the last session of the delivery goes, the cursor is on the one before', async t => {
	const platform = new Platform();
	const app = await withPlatform(t, platform);
	await app.press('w', 'down', 'enter', 'down');
	await app.happens(() => ({kind: 'platform', platform: platformUrl}));
	await app.app.store.refresh();
	await app.shows('Delivery: 1 failed, 0 waiting, 1 delivered');
	await app.press('enter');
	t.is(app.app.state.filter, 'id:3028');
});

test.serial('c stops sending, and r goes on', async t => {
	const platform = new Platform();
	const app = await withPlatform(t, platform);
	const asked = Promise.withResolvers<undefined>();
	platform.onPause = () => asked.promise;
	platform.answer = () => new Error('down');
	await app.happens(() => ({kind: 'platform', platform: platformUrl}));
	await app.press('r', 'w', 'down');
	await app.shows(/waiting +Delivery +2 waiting .*cannot be reached/);
	await app.press('c');
	await app.shows('Stopped here: r starts it again.');
	await app.shows(/stopped +Delivery/);
	platform.answer = () => ({status: 200});
	asked.resolve(undefined);
	await app.press('r');
	await app.shows('0 waiting · 2 delivered · 0 failed');
	t.deepEqual(app.app.state.sending, {});
});

test.serial('a transfer to a platform without a URL says so before it is done', async t => {
	const app = await openApp(t, {pbx, columns: 120});
	await app.askTransfer('analytics');
	await app.shows('Nothing is sent to the analytics platform until it has a URL');
	t.is(app.app.state.dialog?.kind, 'confirmation');
});
