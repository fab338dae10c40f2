import {writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {boundHeap} from '../../../source/commands/bound-heap.js';
import {Client} from '../../../source/exchange/http/client.js';
import {pull} from '../../../source/exchange/sync/pull.js';
import {Syncer} from '../../../source/exchange/sync/syncer.js';
import {PbxApi} from '../../../source/exchange/yeastar/api/pbx-api.js';
import {machine} from '../../../source/machine.js';
import {createStore, openStore} from '../../../source/storage/open-store.js';
import {peakMemory} from './peak-memory.js';

// Ours: a first sync, a second one, and polls that bring three messages each. Writes the calls of the first, and tells
// its milliseconds and its peak of memory in KiB, the calls and the changes of the second, and the CPU's milliseconds of
// a poll.
const [origin, folder, calls] = process.argv.slice(2) as [string, string, string];
const polls = 5;
const actor = {by: 'bench'};
const {signal} = new AbortController();
boundHeap();
await createStore(path.join(folder, 'store'), machine);
const store = await openStore(path.join(folder, 'store'), machine);
await store.loaded;
await store.commit(actor, () => ({kind: 'connect', connection: {sn: 'bench', instance: 'bench'}}));
const client = new Client({origin, trust: {}, environment: {}});
const paths: string[] = [];
const send: Client['send'] = async (request, stop) => {
	if (request.method === 'GET') paths.push(request.path);
	return client.send(request, stop);
};
const network = {random: () => 0, wait: async (milliseconds: number) => delay(milliseconds)};
const api = new PbxApi({
	http: {send},
	network,
	machine,
	random: machine.random,
	stateFolder: path.join(folder, 'state'),
	instance: 'bench',
	login: {origin, clientId: 'client-1'},
	secret: () => 'secret-1',
});

const told = async (pulling: ReturnType<typeof pull>): Promise<number> => {
	const {ended, troubles, changes} = await pulling;
	if (ended || troubles.length > 0) throw new Error(JSON.stringify([ended?.message, troubles]));
	return changes.length;
};

const start = performance.now();
await told(pull({store, api, actor, signal}));
const first = performance.now() - start;
const peak = peakMemory();
writeFileSync(calls, paths.splice(0).join('\n'));
const changes = await told(pull({store, api, actor, signal}));
const second = paths.length;
const syncer = new Syncer({store, api, actor, signal, machine, network, onReport: () => undefined});
const cpu: number[] = [];
// The list that brings something has its turn in one of the first polls, and in each from then on.
for (let poll = 0; cpu.length < polls && poll < 40; poll++) {
	await client.send({method: 'GET', path: '/openapi/v1.0/say', headers: {'user-agent': 'OpenAPI'}}, signal);
	const before = process.cpuUsage();
	const brought = await told(syncer.poll());
	const {user, system} = process.cpuUsage(before);
	if (brought > 0) cpu.push((user + system) / 1000);
}

const [poll] = cpu.toSorted((a, b) => a - b).slice(polls / 2);
process.stdout.write([first, peak, second, changes, poll].join(' '));
await client.close();
await store.close();
