import process from 'node:process';
import {DatabaseSync} from 'node:sqlite';
import {peakMemory} from './peak-memory.js';

// The peer with a database: the same sessions out of SQLite. Tells its peak of memory in KiB.
const [file] = process.argv.slice(2) as [string];
const database = new DatabaseSync(file, {readOnly: true});
const rows = database.prepare('SELECT * FROM sessions').all();
if (rows.length === 0) throw new Error('There are no rows.');
process.stdout.write(peakMemory());
database.close();
