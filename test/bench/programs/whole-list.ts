import process from 'node:process';
import type * as HaystackModule from '../../../source/domain/filter/haystack.js';
import type * as OpenModule from '../../../source/storage/open-store.js';
import type * as SurroundingsModule from '../../../source/surroundings.js';
import {peakMemory} from './peak-memory.js';

// Ours: every session of a store in memory, on request with what the filter searches. Tells its peak of memory
// in KiB, and the milliseconds from opening to having all.
const [built, folder, haystacks] = process.argv.slice(2) as [string, string, string?];
const load = async <Module>(file: string): Promise<Module> =>
	(await import(new URL(file, built).href)) as Module;

const {openStore} = await load<typeof OpenModule>('storage/open-store.js');
const {surroundings} = await load<typeof SurroundingsModule>('surroundings.js');
const start = performance.now();
const store = await openStore(folder, surroundings);
await store.loaded;
const milliseconds = performance.now() - start;
if (haystacks !== undefined) {
	const {haystackOf} = await load<typeof HaystackModule>('domain/filter/haystack.js');
	for (const block of store.table.blocks) haystackOf(block!);
}

process.stdout.write(`${peakMemory()} ${milliseconds}`);
await store.close();
