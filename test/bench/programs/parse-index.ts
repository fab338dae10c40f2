import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import meow from 'meow';

// The peer for a short answer: a script that reads its arguments with the same library, and parses a store's whole index.
const {
	input: [folder],
} = meow({importMeta: import.meta, autoHelp: false, autoVersion: false});
const segments = readdirSync(folder!).filter(name => /^s\d+-\d+\.jsonl$/.test(name));
const lines = segments.flatMap(name =>
	readFileSync(path.join(folder!, name), 'utf8')
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as object),
);
if (lines.length === 0) throw new Error('There is no index.');
process.stdout.write(`${lines.length}`);
