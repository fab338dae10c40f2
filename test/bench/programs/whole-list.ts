import process from 'node:process';
import {haystackOf} from '../../../source/domain/find/haystack.js';
import {openStore} from '../../../source/storage/open-store.js';
import {machine} from '../../../source/machine.js';
import {peakMemory} from './peak-memory.js';

// Ours: every session of a store in memory, on request with what the filter searches. Tells its peak of memory
// in KiB, and the milliseconds from opening to having all.
const [folder, haystacks] = process.argv.slice(2) as [string, string?];
const start = performance.now();
const store = await openStore(folder, machine);
await store.loaded;
const milliseconds = performance.now() - start;
if (haystacks !== undefined) {
	for (const block of store.table.blocks) haystackOf(block!, store.table);
}

process.stdout.write(`${peakMemory()} ${milliseconds}`);
await store.close();
