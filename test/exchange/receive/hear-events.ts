import test from 'ava';
import {hearEvents} from '../../../source/exchange/receive/hear-events.js';
import {HandClock, until} from '../../helpers/hand-clock.js';
import {openApi} from '../../helpers/pbx/api.js';
import {syncScene} from '../../helpers/pbx/sync-scene.js';
import {ann} from '../../helpers/store.js';

test('what happens on the PBX is in the store, or looked for', async t => {
	const {pbx, store, sync} = await syncScene(t);
	const chat = pbx.world.addChat({kind: 'api'});
	await sync();
	const {api, http} = openApi(t, pbx);
	const ending = new AbortController();
	const clock = new HandClock();
	const nudges: string[] = [];
	let lost = 0;
	const hearing = hearEvents({
		store,
		actor: ann,
		pbx: {api, http, origin: pbx.origin},
		network: {wait: clock.wait, random: () => 0},
		signal: ending.signal,
		nudge: about => nudges.push(about),
		onLost: () => lost++,
	});
	await until(() => nudges.length === 1);
	t.deepEqual(nudges, ['owners']);
	pbx.world.receive(chat, 'More');
	await until(() => store.history(chat).messages.length === 2);
	t.is(store.history(chat).messages[1]?.text, 'More');
	const {newestChange} = store;

	pbx.world.deleteExtension(13);
	await until(() => nudges.length === 2);
	pbx.world.addChat({kind: 'api'});
	await until(() => nudges.length === 3);
	pbx.sockets.send('{"broken');
	await until(() => nudges.length === 4);
	pbx.sockets.send(JSON.stringify({type: 30_031, sn: 'another', msg: {}}));
	await until(() => nudges.length === 5);
	t.deepEqual(nudges, ['owners', 'owners', 'sessions', 'sessions', 'sessions']);
	t.is(store.newestChange, newestChange);

	pbx.sockets.refusal = 'HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n';
	pbx.sockets.close();
	await until(() => clock.left.includes(1000));
	t.deepEqual(nudges.slice(5), ['sessions'], 'once it is lost, what is so is looked for at once');
	t.is(lost, 1);
	clock.pass(1000);
	await until(() => clock.left.includes(2000));
	t.is(nudges.length, 6, 'what stays lost is not lost anew');
	pbx.sockets.refusal = undefined;
	clock.pass(2000);
	await until(() => nudges.length === 7);
	t.is(nudges.at(-1), 'owners');
	t.is(lost, 1);
	ending.abort();
	await hearing;
});
