import {readFileSync} from 'node:fs';
import process from 'node:process';
import {peakMemory} from './peak-memory.js';

// The peer without a store: the same sessions as one array of JSON. Tells its peak of memory in KiB.
const [file] = process.argv.slice(2) as [string];
const rows = JSON.parse(readFileSync(file, 'utf8')) as unknown[];
if (rows.length === 0) throw new Error('There are no rows.');
process.stdout.write(peakMemory());
