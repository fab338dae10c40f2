import process from 'node:process';
import {boundHeap} from '../../../source/commands/bound-heap.js';
import {connectTo} from '../../../source/exchange/feed/connect.js';
import {feedRound} from '../../../source/exchange/feed/feed-round.js';
import {prepareSchema} from '../../../source/exchange/feed/schema.js';
import {machine} from '../../../source/machine.js';
import {openStore} from '../../../source/storage/open-store.js';
import {peakMemory} from './peak-memory.js';

// Ours: a first load of a store into a database. Tells its milliseconds and its peak of memory in KiB.
const [folder, url] = process.argv.slice(2) as [string, string];
boundHeap();
const store = await openStore(folder, machine);
await store.loaded;
const database = await connectTo(url, {environment: {}, configFolder: folder});
await prepareSchema(database);
const start = performance.now();
const {kind} = await feedRound(database, url, {store, now: machine.now()});
const milliseconds = performance.now() - start;
if (kind !== 'loaded') throw new Error('The database has the store already.');
process.stdout.write([milliseconds, peakMemory()].join(' '));
await database.close();
await store.close();
