import test, {type ExecutionContext} from 'ava';
import {EventIntake} from '../../../source/exchange/receive/event-intake.js';
import {eventOf} from '../../../source/exchange/receive/events.js';
import {type Store} from '../../../source/storage/store.js';
import {never} from '../../helpers/pbx/api.js';
import {messageRecord} from '../../helpers/pbx/message-endpoints.js';
import {syncScene, told} from '../../helpers/pbx/sync-scene.js';
import {type Said} from '../../helpers/pbx/world.js';
import {ann} from '../../helpers/store.js';

/** A store that was pulled, and what takes events into it. */
const scene = async (t: ExecutionContext) => {
	const {pbx, store, sync} = await syncScene(t);
	const chat = pbx.world.addChat({kind: 'api'});
	await sync();
	const nudges: string[] = [];
	const intake = new EventIntake({store, actor: ann, signal: never, nudge: about => nudges.push(about)});
	const eventFor = (said: Said, type = 30_031, id = chat, more: object = {}) =>
		eventOf(
			JSON.stringify({
				type,
				sn: pbx.world.sn,
				msg: {...messageRecord(pbx.world.chats.get(id)!, said), ...more},
			}),
			store.connection?.sn,
		);
	const take = async (...given: Parameters<typeof eventFor>) => intake.take(eventFor(...given), 100);
	return {pbx, world: pbx.world, store, sync, chat, nudges, intake, eventFor, take};
};

const textsOf = (store: Store, session: number): readonly string[] =>
	store.history(session).messages.map(({text}) => text);

test('a message comes in at once, as a sync, and twice changes nothing', async t => {
	const {world, store, chat, nudges, take} = await scene(t);
	const said = world.receive(chat, 'One more');
	const before = store.newestChange;
	t.deepEqual(await take(said), {kind: 'taken', change: before + 1});
	t.is([...store.changes()][0]?.kind, 'sync');
	t.is(textsOf(store, chat).at(-1), 'One more');
	t.deepEqual(await take(said), {kind: 'taken'});
	t.is(store.newestChange, before + 1);
	t.deepEqual(nudges, []);
});

test('the result of a sending comes to its message, and an older one does not take it back', async t => {
	const {pbx, world, store, sync, chat, take} = await scene(t);
	const said = world.say(pbx.world.chats.get(chat)!, 0, world.userOf({kind: 'api'})!, 'Sent by us');
	said.delivery = 0;
	await sync();
	t.is(store.history(chat).messages.at(-1)?.delivery, 'sending');
	await take(said, 30_032, chat, {delivery_status: 1});
	t.is(store.history(chat).messages.at(-1)?.delivery, 'sent');
	const {newestChange} = store;
	await take(said, 30_032, chat, {delivery_status: 0});
	t.is(store.newestChange, newestChange);
});

test('a message of a session that is not known is left to a pull', async t => {
	const {world, store, nudges, take} = await scene(t);
	const other = world.addChat({kind: 'api'});
	const {newestChange} = store;
	const taken = await take(world.chats.get(other)!.messages[0]!, 30_031, other);
	t.regex(JSON.stringify(taken), /left.*is not known/);
	t.is(store.newestChange, newestChange);
	t.deepEqual(nudges, ['sessions']);
});

test('the result of an unknown message is left to a pull, too', async t => {
	const {pbx, world, chat, nudges, take} = await scene(t);
	const said = world.say(pbx.world.chats.get(chat)!, 0, world.userOf({kind: 'api'})!, 'Sent by us');
	const taken = await take(said, 30_032, chat, {send_time: '', receive_time: ''});
	t.is(taken.kind, 'left');
	t.deepEqual(nudges, ['sessions']);
});

test('an event about an extension only asks for a look', async t => {
	const {store, nudges, intake} = await scene(t);
	const {newestChange} = store;
	const event = eventOf('{"type":30022,"msg":{"ext_number":"1001","option":"DELETE"}}', store.connection?.sn);
	t.deepEqual(await intake.take(event, 100), {kind: 'passed'});
	t.deepEqual(nudges, ['owners']);
	t.is(store.newestChange, newestChange);
	t.deepEqual(await intake.take({kind: 'read'}, 1), {kind: 'passed'});
	t.is(nudges.length, 1);
});

test('what comes while the store is written comes in together, each session once', async t => {
	const {world, store, chat, eventFor, intake} = await scene(t);
	const {newestChange} = store;
	const events = Array.from({length: 50}, (_, index) => eventFor(world.receive(chat, `Text ${index}`)));
	const taken = await Promise.all(events.map(async event => intake.take(event, 100)));
	t.true(taken.every(({kind}) => kind === 'taken'));
	t.is(textsOf(store, chat).length, 51);
	t.is(store.newestChange, newestChange + 2);
});

test('so much waits, and no more', async t => {
	const {world, chat, eventFor, intake} = await scene(t);
	const event = eventFor(world.receive(chat, 'Text'));
	const taking = Array.from({length: 17}, async () => intake.take(event, 1024 * 1024));
	t.true(intake.isFull);
	await Promise.all(taking);
	t.false(intake.isFull);
	const many = Array.from({length: 1001}, async () => intake.take(event, 1));
	t.true(intake.isFull);
	await Promise.all(many);
	t.false(intake.isFull);
});

test('messages before one that came by an event are still read by the next pull', async t => {
	const {world, store, sync, chat, take} = await scene(t);
	// Their events got lost.
	for (const text of ['Second', 'Third']) world.receive(chat, text);
	await take(world.receive(chat, 'Fourth'));
	t.deepEqual(textsOf(store, chat).slice(1), ['Fourth']);
	await sync();
	t.deepEqual(textsOf(store, chat).slice(1), ['Second', 'Third', 'Fourth']);
	const whole = told(store);
	await take(world.receive(chat, 'Fifth'));
	await sync();
	t.is(textsOf(store, chat).length, 5);
	t.is(told(store).length, whole.length);
});
