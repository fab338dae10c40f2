import test from 'ava';
import {absenceText} from '../../../source/domain/find/on-pbx.js';
import {importSessions} from '../../../source/storage/import-sessions.js';
import {type Store} from '../../../source/storage/store.js';
import {type TestPbx} from '../../helpers/pbx/pbx.js';
import {syncScene, told} from '../../helpers/pbx/sync-scene.js';
import {ann} from '../../helpers/store.js';

const fill = ({world}: TestPbx): void => {
	for (let count = 0; count < 5; count++) {
		const id = world.addChat({kind: 'extension', id: 11});
		for (let said = 0; said < 5; said++) world.receive(id, `Word ${said}`);
	}
};

test('archived, and messages deleted on the web page, are seen by a full sync alone, and nothing is removed', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	const chat = pbx.world.chats.get(3002)!;
	const {id} = chat.messages.splice(2, 1)[0]!;
	chat.archivedBy.add('1:1001');
	const before = told(store);
	await sync();
	t.deepEqual(told(store), before);
	const {changes} = await sync({isFull: true});
	t.is(changes.length, 1);
	t.deepEqual(changes[0]!.brought, {archived: [3002]});
	const {messages, records} = store.history(3002);
	t.is(messages.length, 6);
	t.like(records, {
		length: 1,
		0: {kind: 'deleted on the PBX', text: `Message ${id} is not on the PBX any more.`},
	});
	t.like(await sync({isFull: true}), {changes: []});
});

test('a session that the PBX lists and knows no more is gone there, and is here', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	const before = told(store);
	pbx.world.chats.get(3001)!.deletedBy.add('1:1001');
	t.like(await sync(), {changes: []});
	await sync({isFull: true});
	t.deepEqual(store.pulled.gone, [3001]);
	t.deepEqual(told(store), before);
	t.like(await sync({isFull: true}), {changes: []});
	pbx.world.chats.get(3001)!.deletedBy.clear();
	pbx.world.receive(3001, 'Back');
	await sync();
	t.deepEqual(store.pulled.gone, []);
});

/** As if an act had found that the PBX does not have them. */
const miss = async (store: Store, ids: readonly number[], at: number): Promise<void> => {
	await importSessions(store, ann, {
		kind: 'sync',
		facts: {},
		sessions: [],
		pulled: {missing: ids.map(id => [id, at] as const)},
		sources: [],
		refused: [],
	});
};

test('a session that was missing is gone if the PBX has not got it an hour later either', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	pbx.world.chats.get(3001)!.deletedBy.add('1:1001');
	await miss(store, [3001, 3002], pbx.now);
	await miss(store, [3001], pbx.now + 1000);
	pbx.pass(3599);
	t.like(await sync(), {changes: []});
	pbx.pass(1);
	await sync();
	t.deepEqual([store.pulled.gone, store.pulled.missing], [[3001], undefined]);
	t.deepEqual(
		[3001, 3002].map(id => absenceText(store.pulled, id)),
		['gone', ''],
	);
	t.like(await sync(), {changes: []});
	pbx.world.chats.get(3001)!.deletedBy.clear();
	pbx.world.receive(3001, 'Back');
	await sync();
	t.deepEqual(store.pulled.gone, []);
});

test('a session that was missing and is listed again is not asked for', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	await miss(store, [3001], pbx.now);
	pbx.world.receive(3001, 'Here');
	await sync();
	t.is(store.pulled.missing, undefined);
});

test('a missing session of a deleted extension is not gone: the API may just not tell', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	pbx.world.deleteExtension(11);
	await miss(store, [3001], pbx.now);
	pbx.pass(3600);
	await sync();
	t.deepEqual([store.pulled.gone, store.pulled.missing?.length], [[], 1]);
	t.is(absenceText(store.pulled, 3001), 'not visible by the API');
});

test('a session of a deleted extension is not gone, since nobody lists it', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	pbx.world.deleteExtension(11);
	await sync({isFull: true});
	t.truthy(store.directory.byId('extension', 11)?.deletedAt);
	t.deepEqual(store.pulled.gone, []);
});

test('a full sync reads what customers go on to write to a deleted extension', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	pbx.world.deleteExtension(11);
	await sync();
	pbx.world.receive(3001, 'Is nobody there?');
	pbx.world.close(pbx.world.chats.get(3003)!);
	pbx.world.chats.get(3002)!.deletedBy.add('1:1001');
	t.like(await sync(), {changes: []});
	await sync({isFull: true});
	t.is(store.history(3001).messages.at(-1)!.text, 'Is nobody there?');
	t.deepEqual(
		[3001, 3003].map(id => store.session(id)).map(session => [session!.handler.number, session!.status]),
		[
			['1001', 'open'],
			['1001', 'closed'],
		],
	);
	t.deepEqual(
		[3001, 3002].map(id => absenceText(store.pulled, id)),
		['', 'not visible by the API'],
	);
	const before = pbx.calls('message/query').length;
	t.like(await sync({isFull: true}), {changes: []});
	t.deepEqual(
		pbx
			.calls('message/query')
			.slice(before)
			.map(({parameters}) => parameters.ids),
		['3001,3003,3004,3005'],
	);
});

test('a full sync reads what customers write to a queue without agents', async t => {
	const {pbx, store, sync} = await syncScene(t);
	const id = pbx.world.addChat({kind: 'queue', id: 5});
	await sync();
	const queue = pbx.world.queues.get(5)!;
	pbx.world.queues.set(5, {...queue, members: []});
	pbx.world.receive(id, 'Is nobody there?');
	await sync({isFull: true});
	t.is(store.history(id).messages.at(-1)!.text, 'Is nobody there?');
	t.is(store.session(id)!.handler.name, 'Support');
	t.deepEqual([store.pulled.gone, store.pulled.missing], [[], undefined]);
});

test('an answer that leaves some out makes nothing gone', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	for (const endpoint of ['message_session/query', 'message_session/list']) pbx.faults.add(endpoint, 'empty');
	await sync({isFull: true});
	t.deepEqual(store.pulled.gone, []);
});
