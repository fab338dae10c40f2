import test from 'ava';
import {type PullReport} from '../../../source/exchange/sync/pull.js';
import {type Cause} from '../../../source/exchange/yeastar/api/verdict.js';
import {PbxTrouble} from '../../../source/exchange/yeastar/api/trouble.js';
import {type Fault} from '../../helpers/pbx/faults.js';
import {type TestPbx} from '../../helpers/pbx/pbx.js';
import {oneIn} from '../../helpers/random.js';
import {ann} from '../../helpers/store.js';
import {syncScene, told} from '../../helpers/pbx/sync-scene.js';

const asked = [
	'extension/list',
	'message_queue/list',
	'message_queue/get',
	'message_session/list',
	'message_session/query',
	'message/query',
	'message/get',
] as const;

const fill = ({world}: TestPbx): void => {
	for (let count = 0; count < 12; count++) {
		const id = world.addChat(
			count % 4 === 0 ? {kind: 'queue', id: 5} : {kind: 'extension', id: 11 + (count % 3)},
		);
		for (let said = 0; said < 5; said++) world.receive(id, `Word ${said}`);
	}
};

/** Where the second half of a sync meets them, as one that passes and as one that stays. */
const faults: readonly Fault[] = [
	'html',
	'reset',
	'lost',
	'cut',
	'half',
	'empty',
	'short',
	'thin',
	{status: 429, retryAfter: '3'},
	{status: 502},
	{errcode: -2},
	{errcode: 2},
	{errcode: 1},
	{errcode: 10_004},
	{errcode: 10_005},
	{errcode: 10_009},
	{errcode: 40_002},
	{errcode: 60_001},
	{errcode: 70_004},
	{errcode: 70_087},
	{errcode: 70_123},
	{errcode: 99_999},
];

const causeOf = ({ended}: PullReport): Cause | undefined =>
	ended instanceof PbxTrouble ? ended.pbxCause : undefined;

const isDeletedOwner = ({deletedAt}: {readonly deletedAt?: number}): boolean => deletedAt !== undefined;

for (const [number, endpoint] of asked.entries()) {
	// Each endpoint begins with another one, so that all of them are met also where few are.
	const met = oneIn(7, [...faults.slice(number), ...faults.slice(0, number)]);
	test(`${endpoint}: no fault loses or orphans anything, and it is mended by the next sync`, async t => {
		const {pbx, store, sync} = await syncScene(t, {quirks: {longestPage: 3}});
		fill(pbx);
		await sync();
		for (const fault of met) {
			const name = JSON.stringify(fault);
			const before = told(store);
			const fresh = pbx.world.addChat({kind: 'extension', id: 11});
			for (let said = 0; said < 4; said++) pbx.world.receive(fresh, `Word ${said}`);
			pbx.faults.add(endpoint, fault);
			const {ended, troubles} = await sync();
			pbx.faults.clear();
			t.false(store.directory.owners.some(isDeletedOwner), name);
			const after = told(store);
			t.deepEqual(after.slice(0, before.length), before, name);
			t.is(after.length > before.length || ended !== undefined || troubles.length > 0, true, name);
			if (ended) t.true(ended instanceof PbxTrouble, name);
			const mended = await sync();
			t.deepEqual([mended.ended, mended.troubles], [undefined, []], name);
			t.is(store.session(fresh)?.messages, 5, name);
		}
	});
}

for (const endpoint of asked) {
	test(`${endpoint}: an answer that never comes is asked for again`, async t => {
		const {pbx, store, sync} = await syncScene(t, {quirks: {longestPage: 3}}, {timeout: 1000});
		fill(pbx);
		// A PBX that has never answered is not asked again, and here this process may be what is slow.
		for (let tries = 0; tries < 20; tries++) {
			const {ended} = await sync();
			if (ended === undefined) break;
		}

		const fresh = pbx.world.addChat({kind: 'extension', id: 11});
		for (let said = 0; said < 4; said++) pbx.world.receive(fresh, `Word ${said}`);
		const before = pbx.calls(endpoint).length;
		pbx.faults.add(endpoint, 'hang', 1);
		t.like(await sync(), {ended: undefined, troubles: []});
		t.true(pbx.calls(endpoint).length > before + 1);
		t.is(store.session(fresh)?.messages, 5);
	});
}

test('a PBX that never answers ends it', async t => {
	const {pbx, sync} = await syncScene(t, {}, {timeout: 50});
	pbx.faults.add('*', 'hang');
	t.is(causeOf(await sync()), 'no sound answer');
});

const causes: readonly (readonly [Fault, Cause])[] = [
	['html', 'web portal'],
	[{errcode: 70_123}, 'api off'],
	[{errcode: 70_004}, 'locked out'],
	[{errcode: 10_005}, 'access denied'],
];

test('what ends a sync is named by its cause, and what was read is kept', async t => {
	for (const [fault, cause] of causes) {
		const {pbx, sync, store} = await syncScene(t);
		fill(pbx);
		pbx.faults.add('message/query', fault);
		t.is(causeOf(await sync()), cause);
		t.is(store.directory.owners.length, 4, cause);
	}
});

test('a wrong secret ends it, and asks nothing else', async t => {
	const {pbx, sync} = await syncScene(t, {}, {secret: () => 'another'});
	t.is(causeOf(await sync()), 'wrong secret');
	t.deepEqual(pbx.calls('extension/list'), []);
});

test('a PBX that is not there ends it', async t => {
	const {pbx, sync} = await syncScene(t);
	await pbx.close();
	t.is(causeOf(await sync()), 'unreachable');
});

test('a token that expires in the middle is renewed', async t => {
	const {pbx, sync, store} = await syncScene(t, {quirks: {longestPage: 3}});
	fill(pbx);
	pbx.before = ({endpoint}) => {
		if (endpoint === 'message/get' && pbx.calls(endpoint).length === 3) pbx.office.revokeAll();
	};
	const {ended, troubles} = await sync();
	t.deepEqual([ended, troubles], [undefined, []]);
	t.is(store.table.loadedBlocks[0]!.count, 12);
});

test('a PBX that always gives the first page is not taken for one that gave all', async t => {
	const {pbx, sync} = await syncScene(t, {quirks: {cursor: 'stuck', longestPage: 3}});
	fill(pbx);
	const {troubles} = await sync();
	t.regex(troubles[0]!.reason, /gave no further ones; what lies below is not known/);
});

test('a few missing owners are deleted, many are not believed unless they are expected', async t => {
	const {pbx, sync, store} = await syncScene(t);
	for (let id = 20; id < 60; id++) pbx.world.addExtension(id, `${1000 + id}`, `E${id}`);
	fill(pbx);
	await sync();
	pbx.world.deleteExtension(20);
	t.like(await sync(), {troubles: []});
	t.truthy(store.directory.byId('extension', 20)?.deletedAt);
	for (let id = 21; id < 27; id++) pbx.world.deleteExtension(id);
	const chat = pbx.world.addChat({kind: 'extension', id: 11});
	const {troubles} = await sync();
	t.regex(troubles[0]!.reason, /^6 of 42 known extensions are missing.*--expect-missing 6$/);
	t.is(store.directory.byId('extension', 21)?.deletedAt, undefined);
	t.truthy(store.session(chat));
	t.like(await sync({expectMissing: 6}), {troubles: []});
	t.truthy(store.directory.byId('extension', 21)?.deletedAt);
});

test('owners that no list shows but the PBX has are not deleted, and that is said', async t => {
	const {pbx, sync, store} = await syncScene(t);
	fill(pbx);
	await sync();
	pbx.faults.add('extension/list', 'short');
	const {troubles} = await sync();
	t.is(troubles[0]!.reason, 'It left out 2 extensions that the PBX has.');
	t.false(store.directory.owners.some(isDeletedOwner));
});

test('a PBX that was set back is told, and nothing of it comes in', async t => {
	const {pbx, sync, store} = await syncScene(t);
	fill(pbx);
	await sync();
	const {newestChange} = store;
	for (const chat of pbx.world.chats.values()) chat.messages.length = 3;
	const reasons: string[] = [];
	const {ended} = await sync({onRolledBack: reason => reasons.push(reason)});
	t.regex(ended!.message, /as if it had been set back to an earlier state/);
	t.deepEqual(reasons, [ended!.message]);
	t.is(store.newestChange, newestChange);
});

test('after another instance took over, everything is read again from a PBX that was set back', async t => {
	const {pbx, sync, store} = await syncScene(t);
	fill(pbx);
	await sync();
	for (const chat of pbx.world.chats.values()) chat.messages.length = 3;
	const setBack = await sync();
	t.truthy(setBack.ended);
	pbx.world.receive(3002, 'After that');
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: pbx.world.sn, instance: 'instance-2'}}));
	const asked = pbx.calls('message/query').length;
	t.like(await sync(), {ended: undefined, troubles: []});
	t.true(pbx.calls('message/query').length > asked);
	t.true(store.history(3002).messages.some(({text}) => text === 'After that'));
	t.is(store.session(3003)?.messages, 6);
	t.like(await sync(), {ended: undefined, changes: []});
	t.like(await sync({isFull: true}), {ended: undefined});
});

test('after another instance took over, a PBX that was set back goes on with the ids that it gave before', async t => {
	const {pbx, sync, store} = await syncScene(t);
	fill(pbx);
	await sync();
	const {lastMessage} = pbx.world;
	const chats = [...pbx.world.chats.values()];
	for (const chat of chats) chat.messages.length = 2;
	pbx.world.lastMessage = Math.max(...chats.map(({messages}) => messages[1]!.id));
	const setBack = await sync();
	t.truthy(setBack.ended);
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: pbx.world.sn, instance: 'instance-2'}}));
	for (const isFull of [false, false, true]) t.like(await sync({isFull}), {ended: undefined, troubles: []});
	pbx.world.receive(3001, 'Said again');
	t.true(pbx.world.lastMessage < lastMessage);
	await sync();
	t.true(store.history(3001).messages.some(({text}) => text === 'Said again'));
	for (const chat of chats) chat.messages.length = 1;
	const setBackAgain = await sync();
	t.truthy(setBackAgain.ended);
});

test('a PBX with other customers under known ids is told', async t => {
	const {pbx, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	for (const chat of pbx.world.chats.values())
		Object.assign(chat, {customer: {...chat.customer, user_no: `+4915500${chat.id}`}});
	const {ended} = await sync();
	t.regex(ended!.message, /session \d+ has another customer/);
});

test('last words that were deleted on the web page do not look like a PBX that was set back', async t => {
	const {pbx, sync} = await syncScene(t);
	fill(pbx);
	await sync();
	for (const id of [3002, 3003, 3004]) pbx.world.chats.get(id)!.messages.length -= 2;
	t.like(await sync(), {ended: undefined});
});

test('a channel may get another number and name, a session no other customer', async t => {
	const {pbx, sync, store} = await syncScene(t);
	fill(pbx);
	await sync();
	for (const id of [3002, 3003]) {
		Object.assign(pbx.world.chats.get(id)!, {did: '+4930999'});
		pbx.world.receive(id, 'By the new number');
	}

	const {refused, ended} = await sync();
	t.deepEqual([refused, ended], [[], undefined]);
	t.is(store.session(3002)?.channel.number, '+4930999');
});
