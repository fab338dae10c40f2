import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {SimulatedFileSystem} from './simulated-file-system.js';
import {folder} from './simulated-life.js';

const fixture = 'test/fixtures/store-1/store';

/** The store that the program made when the format was version 1, durable on a simulated disk. */
export const store1 = (): SimulatedFileSystem => {
	const files = SimulatedFileSystem.with(...folder.split(path.sep).filter(Boolean));
	for (const name of readdirSync(fixture))
		files.put(path.join(folder, name), readFileSync(path.join(fixture, name)));
	return files;
};

export const idsInStore1: readonly number[] = Array.from({length: 14}, (_, index) => 3001 + index);
