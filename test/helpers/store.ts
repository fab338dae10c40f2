import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {type ExecutionContext} from 'ava';
import {capabilitiesOf} from '../../source/exchange/yeastar/capabilities.js';
import {readYeastar} from '../../source/exchange/yeastar/read-yeastar.js';
import {type Actor} from '../../source/domain/change.js';
import {Directory, emptyDirectory} from '../../source/domain/directory.js';
import {importSessions} from '../../source/storage/import-sessions.js';
import {kernelLock} from '../../source/storage/lock.js';
import {nodeFileSystem} from '../../source/storage/node-file-system.js';
import {createStore, openStore} from '../../source/storage/open-store.js';
import {type Machine} from '../../source/storage/machine.js';
import {copiesOf} from './copied-store.js';
import {randomDigits} from './random-digits.js';

/** 2026-11-22 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 22, 12) / 1000;

export const realFiles: Machine = {
	files: nodeFileSystem,
	lock: kernelLock,
	now: () => noon,
	random: randomDigits,
	capabilitiesOf,
};

export const ann: Actor = {by: 'ann'};

export const sampleFile = path.resolve('data/sample.yeastar.json');

/** A folder of the test's own, gone when it ends. */
export const temporaryFolder = (t: ExecutionContext): string => {
	const folder = mkdtempSync(path.join(tmpdir(), 'chatlogs-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
};

const makeStore = async (folder: string, values: readonly unknown[]): Promise<void> => {
	await createStore(folder, realFiles);
	const store = await openStore(folder, realFiles);
	const reading = await readYeastar(
		values.map(value => ({name: 'sample', text: [JSON.stringify(value)]})),
		{directory: new Directory(emptyDirectory), completeLists: false, now: noon},
	);
	await importSessions(store, ann, {...reading, sources: [{name: 'sample', digest: ''}]});
	await store.close();
};

const copySample = copiesOf(async folder =>
	makeStore(folder, [JSON.parse(readFileSync(sampleFile, 'utf8'))]),
);

/** The folder of a store that holds these JSON documents of a PBX, else the sample. */
export const temporaryStore = async (
	t: ExecutionContext,
	...documents: readonly object[]
): Promise<string> => {
	const folder = path.join(temporaryFolder(t), 'store');
	await (documents.length === 0 ? copySample(t, folder) : makeStore(folder, documents));
	return folder;
};
