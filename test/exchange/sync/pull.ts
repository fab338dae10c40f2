import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import test from 'ava';
import {lastSyncIn, noteSync} from '../../../source/storage/sync-time.js';
import {type Chat} from '../../helpers/pbx/world.js';
import {type Quirks} from '../../helpers/pbx/quirks.js';
import {syncScene, told} from '../../helpers/pbx/sync-scene.js';
import {type TestPbx} from '../../helpers/pbx/pbx.js';
import {ann} from '../../helpers/store.js';

/** Chats of every kind: held by each sort of holder, short and long, closed, archived, of campaigns. */
const fill = ({world}: TestPbx): void => {
	const ids = [
		...Array.from({length: 7}, () => world.addChat({kind: 'extension', id: 11})),
		world.addChat({kind: 'extension', id: 13}),
		world.addChat({kind: 'api'}, {isOfCampaign: true}),
		world.addChat({kind: 'queue', id: 5}),
		world.addChat({kind: 'queue', id: 5}),
	];
	world.pickUp(ids.at(-1)!, 12);
	const chat = (index: number): Chat => world.chats.get(ids[index]!)!;
	for (let count = 0; count < 25; count++) world.receive(ids[2]!, `Word ${count}`);
	world.close(chat(0));
	chat(1).archivedBy.add('1:1001');
	world.transfer(chat(3), {kind: 'extension', id: 13});
	world.transfer(chat(4), {kind: 'api'});
};

test('a first sync brings all that the lists have, and how far was read', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	const {ended, troubles, refused, summary, newOwners} = await sync();
	t.is(ended, undefined);
	t.deepEqual([...troubles, ...refused], []);
	t.is(summary.added, 11);
	t.is(newOwners.length, 4);
	t.deepEqual(store.directory.byId('queue', 5)?.agents?.length, 2);
	const holders = told(store).map(each => (each as {handler: {kind: string; id: number}}).handler);
	t.deepEqual(
		holders.map(({kind, id}) => `${kind} ${id}`),
		[
			'extension 11',
			'extension 11',
			'extension 11',
			'extension 13',
			'api 0',
			'extension 11',
			'extension 11',
			'extension 13',
			'api 0',
			'queue 5',
			'extension 12',
		],
	);
	t.like(store.session(3001), {
		status: 'closed',
		archived: false,
		channel: {name: 'Shop', number: '+4930100'},
	});
	t.like(store.session(3002), {archived: true});
	t.is(store.session(3003)?.messages, 26);
	t.deepEqual(store.history(3009).extra, {origin: 'campaign'});
	t.deepEqual(store.pulled.whole, [[3001, 3011]]);
});

test('a first sync asks for the first pages once more, and takes in what came meanwhile', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	const firstPages = (): number =>
		pbx.calls('message_session/list').filter(({parameters}) => parameters.first_msg_id === undefined).length;
	await sync();
	t.is(firstPages(), 8);
	const late = await syncScene(t);
	fill(late.pbx);
	let asked = 0;
	late.pbx.before = ({endpoint, parameters}) => {
		if (endpoint !== 'message_session/list' || parameters.first_msg_id !== undefined) return;
		asked++;
		if (asked === 5) late.pbx.world.receive(3001, 'Meanwhile');
	};
	await late.sync();
	t.is(
		store.history(3001).messages.some(({text}) => text === 'Meanwhile'),
		false,
	);
	t.is(late.store.history(3001).messages.at(-1)?.text, 'Meanwhile');
});

test('a second sync with nothing new asks each list once, and changes nothing', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	const {newestChange} = store;
	const before = pbx.seen.length;
	const {changes, ended} = await sync();
	t.is(ended, undefined);
	t.deepEqual(changes, []);
	t.is(store.newestChange, newestChange);
	const names = pbx.seen.slice(before).map(({endpoint}) => endpoint);
	t.deepEqual(
		Object.fromEntries(
			Map.groupBy(names, name => name)
				.entries()
				.map(([name, calls]) => [name, calls.length]),
		),
		{'extension/list': 1, 'message_queue/list': 1, 'message_queue/get': 1, 'message_session/list': 4},
	);
});

test('it is noted when all was there last, also by a sync that brings nothing, but by none that misses something', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	const lastSync = () => lastSyncIn(store, pbx.now);
	t.is(lastSync(), 'never');
	pbx.faults.add('message/query', 'html');
	await sync();
	t.is(lastSync(), 'never');
	pbx.faults.clear();
	const first = pbx.now;
	await sync();
	t.is(lastSync(), first);
	pbx.pass(3600);
	const {newestChange} = store;
	await sync();
	t.is(lastSync(), first + 3600);
	t.is(store.newestChange, newestChange);
	pbx.pass(3600);
	pbx.faults.add('message_queue/list', 'html');
	await sync();
	pbx.faults.clear();
	await store.setReadOnly(ann, true);
	await noteSync(store, {at: pbx.now});
	t.is(lastSync(), first + 3600);
	await writeFile(path.join(store.folder, 'sync-time.json'), '{"at":"now"}');
	t.is(lastSync(), 'unknown');
});

test('a sync that was noted at a time still to come counts as unknown, and the next one is noted all the same', async t => {
	const {pbx, store, sync} = await syncScene(t);
	await sync();
	const at = pbx.now;
	t.is(lastSyncIn(store, at - 2), at - 2, 'clocks of two machines differ a little');
	t.is(lastSyncIn(store, at - 86_400), 'unknown');
	pbx.now -= 86_400;
	await sync();
	t.is(lastSyncIn(store, pbx.now), pbx.now);
});

test('what came since is one line, and each of its sessions is read only as far down as needed', async t => {
	const {pbx, store, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	const before = pbx.seen.length;
	pbx.world.receive(3003, 'New');
	pbx.world.transfer(pbx.world.chats.get(3001)!, {kind: 'queue', id: 5});
	const {changes, summary} = await sync();
	t.is(changes.length, 1);
	t.is(summary.changed, 2);
	t.like(store.session(3001), {handler: {kind: 'queue', id: 5}, status: 'closed'});
	t.is(store.history(3003).messages.at(-1)?.text, 'New');
	const calls = pbx.seen.slice(before).filter(({endpoint}) => endpoint.startsWith('message/'));
	t.deepEqual(
		calls.map(({endpoint}) => endpoint),
		['message/query'],
	);
});

const builds: Readonly<Record<string, Partial<Quirks>>> = {
	'an exclusive cursor': {cursor: 'exclusive'},
	'short pages': {longestPage: 10},
	'very short pages': {longestPage: 3, cursor: 'exclusive'},
	'pages that are refused if they are long': {longestPage: 20, tooLong: 'refused'},
	'null for an empty list': {emptyList: 'null'},
	'nothing for an empty list': {emptyList: 'missing'},
	'no from': {omitted: ['from']},
	'no from and no picker': {omitted: ['from', 'pickup_member_id']},
	'no holder at all': {omitted: ['from', 'pickup_member_id', 'queue_id']},
	'the picker’s own id': {picker: 'extension'},
	'parties turned round': {isTurned: true},
	'parties in strings': {isPacked: true},
	'numbers as strings': {areNumbersTexts: true},
	'sessions as data': {sessionUnder: 'data'},
	'partial success for unknown ids': {unknownIds: 'partial'},
	'unknown ids refused': {unknownIds: 'refused'},
	'no sessions for nobody': {unknownOwner: 0},
	'nobody refused': {unknownOwner: 40_002},
	'10004 for an unknown token': {unknownToken: 10_004},
	'tokens that outlive their renewal': {doesRefreshEndOld: false},
};

test('every build of a PBX gives the same store', async t => {
	const expected = await syncScene(t);
	fill(expected.pbx);
	await expected.sync();
	for (const [name, quirks] of Object.entries(builds)) {
		const {pbx, store, sync} = await syncScene(t, {quirks});
		fill(pbx);
		const {ended, troubles, refused} = await sync();
		t.is(ended, undefined, name);
		t.deepEqual([...troubles, ...refused], [], name);
		t.deepEqual(told(store), told(expected.store), name);
		const {changes} = await sync();
		t.deepEqual(changes, [], name);
	}
});
