import {createServer, type ServerResponse} from 'node:http';
import {setImmediate as turn, setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {Client} from '../../../source/exchange/http/client.js';
import {mostBusy, mostIdle} from '../../../source/exchange/http/sockets.js';
import {Turns} from '../../../source/exchange/http/turns.js';
import {listen} from '../../helpers/listen.js';

const never = new AbortController().signal;
const clients = 20;
const requests = 200;

test('all clients together have so many requests under way, and keep so many connections', async t => {
	const waiting: ServerResponse[] = [];
	let most = 0;
	let connections = 0;
	const server = createServer((_request, response) => {
		waiting.push(response);
		most = Math.max(most, waiting.length);
	});
	server.on('connection', socket => {
		connections++;
		socket.once('close', () => {
			connections--;
		});
	});
	// None is closed for being idle.
	server.keepAliveTimeout = 0;
	const origin = `http://127.0.0.1:${await listen(t, server)}`;
	const all = Array.from(
		{length: clients},
		() => new Client({origin, trust: {}, environment: {}, timeout: 600_000}),
	);
	t.teardown(async () => Promise.all(all.map(async client => client.close())));
	let answered = 0;
	const asking = Array.from({length: requests}, async (_, index) => {
		// One client after the other, so that each needs connections of its own.
		const client = all[Math.floor((index * clients) / requests)]!;
		await client.send({method: 'GET', path: '/'}, never);
		answered++;
	});
	// Answers one at a time, and only while all that may come are there.
	while (answered < requests) {
		const left = requests - answered;
		if (waiting.length >= Math.min(mostBusy, left)) {
			waiting.shift()!.end();
			const before = answered;
			while (answered === before) await turn();
		} else await turn();
	}

	await Promise.all(asking);
	t.is(most, mostBusy);
	while (connections > mostIdle) await delay(1);
	t.true(connections > 0);
});

test('a turn goes to the one that came first, and not to one that gave up', async t => {
	const turns = new Turns(1);
	const ended: string[] = [];
	await turns.enter();
	const giving = new AbortController();
	const gone = turns.enter(giving.signal);
	const first = turns.enter(never).then(() => ended.push('first'));
	const second = turns.enter().then(() => ended.push('second'));
	giving.abort(new Error('gone'));
	await t.throwsAsync(gone, {message: 'gone'});
	turns.leave();
	await first;
	t.deepEqual(ended, ['first']);
	turns.leave();
	await second;
	turns.leave();
	await turns.enter();
	await t.throwsAsync(turns.enter(AbortSignal.abort(new Error('late'))), {message: 'late'});
});
