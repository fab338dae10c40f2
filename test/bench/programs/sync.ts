import {writeFileSync} from 'node:fs';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import process from 'node:process';
import {boundHeap} from '../../../source/commands/bound-heap.js';
import {pull} from '../../../source/exchange/sync/pull.js';
import {Syncer} from '../../../source/exchange/sync/syncer.js';
import {machine} from '../../../source/machine.js';
import {actor, connect, cpuSince} from '../pbx-client.js';
import {peakMemory} from './peak-memory.js';

// Ours: a first sync, a second one, and polls that bring three messages each. Writes the calls of the first, and tells
// its milliseconds, its peak of memory in KiB, its CPU's milliseconds, and how many a key would have waited, but for one in
// a hundred; the calls and the changes of the second, and the CPU's milliseconds of a poll.
const [origin, folder, file] = process.argv.slice(2) as [string, string, string];
const polls = 5;
const {signal} = new AbortController();
boundHeap();
const {store, client, network, api, calls} = await connect(origin, folder);

const told = async (pulling: ReturnType<typeof pull>): Promise<number> => {
	const {ended, troubles, changes} = await pulling;
	if (ended || troubles.length > 0) throw new Error(JSON.stringify([ended?.message, troubles]));
	return changes.length;
};

const resolution = 5;
const waits = monitorEventLoopDelay({resolution});
waits.enable();
const before = process.cpuUsage();
const start = performance.now();
await told(pull({store, api, actor, signal}));
const first = performance.now() - start;
const work = cpuSince(before);
const peak = peakMemory();
waits.disable();
const wait = Math.max(0, waits.percentile(99) / 1e6 - resolution);
writeFileSync(file, JSON.stringify(calls.splice(0)));
const changes = await told(pull({store, api, actor, signal}));
const second = calls.length;
const syncer = new Syncer({store, api, actor, signal, machine, network, onReport: () => undefined});
const cpu: number[] = [];
// The list that brings something has its turn in one of the first polls, and in each from then on.
for (let poll = 0; cpu.length < polls && poll < 1000; poll++) {
	await client.send({method: 'GET', path: '/openapi/v1.0/say', headers: {'user-agent': 'OpenAPI'}}, signal);
	const since = process.cpuUsage();
	const brought = await told(syncer.poll());
	if (brought > 0) cpu.push(cpuSince(since));
}

const [poll] = cpu.toSorted((a, b) => a - b).slice(polls / 2);
process.stdout.write([first, peak, work, wait, second, changes, poll].join(' '));
await client.close();
await store.close();
