import {mkdtempSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {policyDraft} from '../../source/domain/keep/policy-drafts.js';
import {KeptFiles} from '../../source/storage/kept-files.js';
import {nodeFileSystem} from '../../source/storage/node-file-system.js';
import {commandLineOn} from '../helpers/command-line.js';
import {OpenApp} from '../helpers/open-app.js';
import {personWith} from '../helpers/pbx/connect-scene.js';
import {furnish, startPbx, type TestPbx} from '../helpers/pbx/pbx.js';
import {type Holder} from '../helpers/pbx/world.js';

const ann: Holder = {kind: 'extension', id: 11};

interface Connected {
	readonly pbx: TestPbx;
	/** Shows a screen of a store that is connected to it. */
	readonly open: () => Promise<OpenApp>;
}

/** A PBX with two chats of Ann's and one of Cy's. */
const connected = async (t: ExecutionContext): Promise<Connected> => {
	const pbx = await startPbx(t, {shows: 'http'});
	furnish(pbx);
	for (const id of [11, 11, 13]) pbx.world.addChat({kind: 'extension', id});
	const home = mkdtempSync(path.join(os.tmpdir(), 'chatlogs-connected-'));
	t.teardown(() => rmSync(home, {recursive: true, force: true}));
	const folder = path.join(home, 'store');
	const {setting} = personWith(t);
	const {environment = {}, stateFolder = '', sender} = setting;
	const chatlogs = commandLineOn(folder, setting);
	t.is(await chatlogs.code(['pbx', 'connect', pbx.origin, '--client-id', pbx.office.clientId]), 0);
	const link = {
		environment,
		folders: {config: sender!.configFolder, state: stateFolder},
		network: {
			random: () => 0,
			wait: async (milliseconds: number, signal: AbortSignal) =>
				delay(Math.min(milliseconds, 50), undefined, {signal}),
		},
	};
	const open = async (): Promise<OpenApp> => {
		const app = new OpenApp(t, folder, {link, sender: sender!, stateFolder, columns: 120, rows: 30});
		app.clock.now = pbx.now;
		t.teardown(async () => app.close());
		await app.show();
		return app;
	};
	return {pbx, open};
};

/** The same with a screen that shows what the PBX has. */
const openConnected = async (t: ExecutionContext): Promise<Connected & {readonly app: OpenApp}> => {
	const {pbx, open} = await connected(t);
	const app = await open();
	await app.shows('3 sessions');
	await app.shows('live');
	return {pbx, app, open};
};

const holderOf = ({world}: TestPbx, id: number): Holder => world.chats.get(id)!.holder;

test('what the PBX has comes in by itself, and a transfer by keys is carried out there', async t => {
	const {pbx, app} = await openConnected(t);
	const [first] = await app.listed();
	pbx.world.addChat(ann);
	await app.shows('4 sessions');
	t.is(app.app.state.list.cursor, first, 'the cursor stays on its session');
	await app.setFilter(`id:${first!}`);
	await app.transfer('Bob');
	while (JSON.stringify(holderOf(pbx, first!)) !== JSON.stringify({kind: 'extension', id: 12}))
		await delay(20);
	await app.hides('⇡');
	const store = await app.elsewhere();
	t.is(store.session(first!)?.handler.name, 'Bob');
});

test('a screen without sessions tells that they come from the PBX, and what keeps them away', async t => {
	const {pbx, open} = await connected(t);
	const list = Promise.withResolvers<undefined>();
	pbx.before = async ({endpoint}) => endpoint === 'message_session/list' && list.promise;
	const app = await open();
	await app.shows('The PBX is being read. Its sessions appear here as they come in.');
	pbx.world.chats.clear();
	list.resolve(undefined);
	await app.shows('The PBX has no sessions that its API tells of.');
	await app.close();
	await pbx.close();
	await app.show();
	await app.shows(/Nothing came from the PBX yet.*ECONNREFUSED/s);
	t.notRegex(await app.text(), /pbx connect/);
});

test('what the PBX refuses goes back here, and is told', async t => {
	const {pbx, app} = await openConnected(t);
	const [first] = await app.listed();
	pbx.faults.add('message_session/transfer', {errcode: 60_002}, 1);
	await app.askTransfer('Support');
	await app.press('y');
	await app.shows('60002');
	t.is(app.app.store.session(first!)?.handler.name, 'Cy');
	t.deepEqual(holderOf(pbx, first!), {kind: 'extension', id: 13});
});

test('acts wait with a sign while the PBX cannot be reached, and are carried out afterwards', async t => {
	const {pbx, app} = await openConnected(t);
	const [first] = await app.listed();
	pbx.faults.add('*', 'reset');
	await app.transfer('Support');
	await app.shows(/⇡ Support/);
	await app.shows('offline');
	await app.press('j', '.', 'y');
	await app.shows('Transferred 1 session to Support. It waits for the PBX. u takes it back.');
	pbx.faults.clear();
	await app.hides(/⇡ Support/);
	t.like(holderOf(pbx, first!), {kind: 'queue', id: 5});
	await app.shows('live');
});

test.serial('a PBX that ends the connection is not called live before it was asked again', async t => {
	const {pbx, app} = await openConnected(t);
	while (!pbx.sockets.log.some(line => line.includes('topic_list'))) await delay(20);
	const answered = Promise.withResolvers<undefined>();
	pbx.before = async () => answered.promise;
	pbx.sockets.close();
	await app.shows('connecting …');
	t.notRegex(await app.text(), /live/);
	answered.resolve(undefined);
	await app.shows('live');
});

test('an extension that was deleted is told with the chats that it leaves, and a key to hand them on', async t => {
	const {pbx, app} = await openConnected(t);
	while (!pbx.sockets.log.some(line => line.includes('topic_list'))) await delay(20);
	pbx.world.deleteExtension(13);
	await app.shows('1003 Cy was deleted on the PBX: 1 chat orphaned');
	await app.shows('1 orphaned');
	await app.press('O');
	await app.shows('1003 Cy');
});

test('two screens both tell what the PBX refuses, and who was deleted there, whichever of them works with it', async t => {
	const {pbx, app, open} = await openConnected(t);
	const other = await open();
	await other.shows('synced by another process');
	pbx.faults.add('message_session/transfer', {errcode: 60_002}, 1);
	await app.askTransfer('Support');
	await app.press('y');
	for (const each of [app, other]) await each.shows(/1 act not carried out on the PBX.*60002/);
	while (!pbx.sockets.log.some(line => line.includes('topic_list'))) await delay(20);
	pbx.world.deleteExtension(13);
	for (const each of [app, other]) await each.shows('1003 Cy was deleted on the PBX: 1 chat orphaned');
});

test('the header tells why nothing comes from the PBX as far as there is room', async t => {
	const {pbx, app} = await openConnected(t);
	await app.close();
	await pbx.close();
	await app.show({columns: 200, rows: 30});
	await app.shows(/offline since \d\d:\d\d: Asked for [^ ]+, the PBX cannot be reached/);
	await app.close();
	await app.show({columns: 120, rows: 30});
	await app.shows(/offline since \d\d:\d\d: unreachable {2}/);
	await app.close();
	await app.show({columns: 80, rows: 30});
	await app.shows(/offline since \d\d:\d\d {2}/);
});

test('the jobs tell what waits for the PBX', async t => {
	const {pbx, app} = await openConnected(t);
	pbx.faults.add('message_session/transfer', 'hang', 1);
	await app.transfer('Support');
	await app.press('j', 'd', 'y');
	await app.shows('Deleted 1 session.');
	await app.press('w');
	await app.shows('1 pending · 1 deletion waiting · 0 need you');
});

test('another PBX at the same address is told, and gives and gets nothing', async t => {
	const {pbx, app} = await openConnected(t);
	await app.close();
	pbx.world.sn = 'another';
	pbx.world.addChat(ann);
	await app.show({columns: 160, rows: 30});
	await app.shows('offline since');
	await app.shows('3 sessions');
	await app.transfer('Support');
	await app.shows(/⇡ Support/);
	t.false(pbx.world.chats.values().some(({holder}) => holder.kind === 'queue'));
});

test('files of messages are fetched behind the screen where the store keeps them', async t => {
	const {pbx, app} = await openConnected(t);
	await app.happens(() => ({kind: 'pbx', pbx: {keepFiles: true}}));
	pbx.files.set('/files/a.jpg', {bytes: Buffer.from('cat'), type: 'image/jpeg'});
	Object.assign(pbx.world.receive(pbx.world.addChat(ann), ''), {
		files: [{name: 'a.jpg', uri: '/files/a.jpg'}],
	});
	const kept = new KeptFiles(nodeFileSystem, app.folder);
	while (kept.read().size === 0) await delay(20);
	t.is([...kept.read().values()][0]?.size, 3);
});

test.serial('more deletions than may go at once wait for a question that y answers', async t => {
	const {pbx, app} = await openConnected(t);
	await app.happens(() => ({kind: 'pbx', pbx: {deleteGrace: 0, deleteCap: 1}}));
	const calls = (): number => pbx.calls('message_session/delete').length;
	await app.mark(3001, 3002);
	await app.press('d', 'y');
	await app.shows('2 deletions would go on the PBX at once, and only 1 may');
	await app.press('w', 'j');
	await app.shows('waiting   PBX');
	await app.press('enter');
	await app.shows('Delete 2 sessions on the PBX for good?');
	await app.shows(/Change \d+, .*: 2 sessions/);
	await app.shows('3001  ');
	await app.press('n');
	await app.shows('Not deleted on the PBX.');
	await app.press('enter', 'enter');
	t.is(calls(), 0);
	await app.press('enter', 'y');
	await app.shows('Deleting 2 sessions on the PBX now.');
	while (calls() < 2) await delay(20);
	await app.shows('0 pending');
	await app.hides('at once');
	await app.press('enter');
	await app.shows('Only the delivery has a list.');
	t.is(calls(), 2);
});

test.serial(
	'a purge deletes the copies on the PBX first, and leaves what stays there in the trash',
	async t => {
		const {pbx, app} = await openConnected(t);
		const calls = (): number => pbx.calls('message_session/delete').length;
		const purge = async (): Promise<void> => {
			await app.press('T', 'p');
			await app.shows('Purge 2 sessions for good, which cannot be undone?');
			await app.shows('The PBX’s copies of 2 sessions are deleted first.');
			t.is(calls(), 0);
		};

		await app.mark(3001, 3002);
		await app.press('d', 'y');
		await app.shows('after 1 day');
		pbx.faults.add('*', 'reset');
		await app.shows('offline');
		await purge();
		await app.press('y');
		await app.shows('Nothing was purged.');
		pbx.faults.clear();
		await app.shows('live');
		pbx.faults.add('message_session/delete', {errcode: 60_002}, 1);
		await purge();
		await app.press('y');
		await app.shows(/Purged 1 session for good\. Skipped: 300[12], the PBX answered 60002/);
		t.is(calls(), 2);
		const left = [3001, 3002].filter(id => app.app.store.session(id) !== undefined);
		t.is(left.length, 1);
		t.true(app.app.store.session(left[0]!)!.deleted);
		t.true(pbx.world.chats.has(left[0]!));
	},
);

test.serial(
	'an erasure deletes the copies on the PBX, tells what remains, and goes on at the next start',
	async t => {
		const {pbx, app} = await openConnected(t);
		await app.setFilter('id:3001');
		pbx.faults.add('message_session/delete', {errcode: 10_005});
		await app.press('ctrl-e');
		await app.shows('the connected PBX: its copies are deleted at once');
		await app.press('y');
		await app.shows('the connected PBX: REMAINS; 3001: ');
		t.is(app.app.store.session(3001), undefined);
		await app.press('w', 'down', 'down', 'down');
		await app.shows(/failed\s+Erasure/);
		await app.press('r');
		await app.shows(/failed\s+Erasure/);
		t.is(pbx.world.chats.get(3001)!.deletedBy.size, 0);
		await app.press('escape');
		await app.close();
		pbx.faults.clear();
		await app.show();
		await app.shows(/Change \d+: erased 1 session\./);
		t.is(pbx.world.chats.get(3001)!.deletedBy.size, 1);
		t.is(app.app.store.session(3001), undefined);
		t.is(app.changes.filter(({kind}) => kind === 'erased').length, 1);
	},
);

for (const endpoint of ['extension/list', 'message_session/list', 'message_session/delete'])
	test.serial(`the screen can be left while an erasure waits for an answer of ${endpoint}`, async t => {
		const {pbx, app} = await openConnected(t);
		await app.setFilter('id:3001');
		await app.press('ctrl-e');
		await app.shows('the connected PBX: its copies are deleted at once');
		const asked: string[] = [];
		pbx.faults.choose = each => {
			asked.push(each);
			return each === endpoint ? 'hang' : undefined;
		};

		await app.press('y');
		while (!asked.includes(endpoint) || app.changes.every(({kind}) => kind !== 'erasing')) await delay(20);
		await app.close();
		t.is(await app.end, 0);
		pbx.faults.clear();
		await app.show();
		await app.shows(/Change \d+: erased 1 session\./);
		t.is(pbx.world.chats.get(3001)!.deletedBy.size, 1);
	});

test.serial('a session that the API does not show is told, and then that it is gone', async t => {
	const {pbx, app} = await openConnected(t);
	pbx.world.chats.get(3001)!.deletedBy.add('1:1001');
	await app.setFilter('id:3001');
	await app.transfer('Bob');
	await app.shows('the PBX does not have it, or not for the API');
	await app.shows(/\? 1001 Ann \(not visible\)/);
	await app.press('o');
	await app.shows(/Operations of 3001 .* not visible by the API/);
	await app.shows('Not visible by the API since 2026-11-22 12:00');
	app.clock.now += 3600;
	pbx.pass(3600);
	await app.shows('The PBX does not have it any more.');
	await app.press('escape');
	await app.shows(/∅ 1001 Ann \(gone\)/);
});

test('an hour before a deletion goes for good on the PBX, that is told', async t => {
	const {pbx, app} = await openConnected(t);
	await app.press('d', 'y');
	await app.shows('after 1 day');
	app.clock.now += 23.5 * 3600;
	pbx.now += 23.5 * 3600;
	pbx.world.addChat(ann);
	await app.shows('1 deletion will be carried out on the PBX for good within an hour');
	t.is(pbx.calls('message_session/delete').length, 0);
	app.clock.now += 3600;
	pbx.now += 3600;
	pbx.world.addChat(ann);
	while (pbx.calls('message_session/delete').length === 0) await delay(20);
	t.is(pbx.calls('message_session/delete').length, 1);
});

test.serial(
	'a policy counts days by the clock of the PBX if that is earlier, also while it cannot be reached',
	async t => {
		const {pbx, open} = await connected(t);
		for (let count = 0; count < 20; count++) pbx.world.addChat(ann);
		const app = await open();
		await app.shows('23 sessions');
		const day = 86_400;
		app.clock.now += 20 * day;
		await app.restart();
		await app.shows('live');
		await app.close();
		await pbx.close();
		await app.show();
		await app.shows('offline');
		const old = {name: 'Old', filter: 'id:3001 active:..10d', act: 'delete', zone: 'UTC'} as const;
		await app.happens(() => policyDraft([], old)!);
		await app.press('H', 'enter');
		await app.shows('Today it would delete 0 sessions.');
		await app.shows('its text was simulated');
		await app.press('r');
		await app.shows('Run policy “Old”, which finds nothing?');
		await app.close();
		app.clock.now += 11 * day;
		await app.show();
		await app.press('H', 'enter');
		await app.shows('Today it would delete 1 session.');
	},
);
