import path from 'node:path';
import {type Block, findInBlock, type HistoryPosition} from '../../source/domain/table/block.js';
import {historyPositionAt} from '../../source/domain/table/rows.js';
import {SessionTable} from '../../source/domain/table/session-table.js';
import {type Problem} from '../../source/storage/check/check-index.js';
import {checkStore} from '../../source/storage/check/check-store.js';
import {segmentName} from '../../source/storage/file-names.js';
import {withChecksum} from '../../source/storage/checksum.js';
import {type Manifest} from '../../source/storage/manifest.js';
import {repairStore, type RepairReport} from '../../source/storage/repair/repair-store.js';
import {decodeSegment, encodeSegment} from '../../source/storage/segment.js';
import {admin, folder, made, opened, processOn} from './simulated-life.js';
import {polledLife, purgedLife, undoneLife} from './purged-life.js';
import {SimulatedFileSystem} from './simulated-file-system.js';

/** Makes copies of a store that was made once, to do harm to. */
const copiesAfter = (steps: typeof purgedLife): (() => Promise<SimulatedFileSystem>) => {
	const live = async (): Promise<SimulatedFileSystem> => {
		const files = new SimulatedFileSystem();
		let store = await made(files);
		for (const step of steps) {
			if (step === 'reopen') {
				await store.close();
				store = await opened(files);
			} else await step(store);
		}

		await store.close();
		return files;
	};

	const lived = live();
	return async () => lived.then(files => files.afterPowerCut('nothing'));
};

/** A store with a long life. */
export const livedStore = copiesAfter(purgedLife);

/** A store in which much was taken back, and of which little is in the index. */
export const undoneStore = copiesAfter(undoneLife);

/** A store of which the journal tells many rows. */
export const polledStore = copiesAfter(polledLife);

export const namesIn = (files: SimulatedFileSystem): readonly string[] =>
	files.list(folder).filter(name => files.stat(path.join(folder, name))?.kind === 'file');

export const bytesOf = (files: SimulatedFileSystem, name: string): Buffer =>
	files.bytes(path.join(folder, name));

export const putBytes = (files: SimulatedFileSystem, name: string, bytes: Buffer | string): void =>
	files.put(path.join(folder, name), bytes);

export const checked = async (files: SimulatedFileSystem): ReturnType<typeof checkStore> =>
	checkStore({files, folder});

export const problemsOf = async (files: SimulatedFileSystem): Promise<readonly Problem[]> => {
	const {problems} = await checked(files);
	return problems;
};

export const repaired = async (files: SimulatedFileSystem): Promise<RepairReport> =>
	repairStore({folder, machine: processOn(files), actor: admin});

/** Where the index says that the history of a session lies, in a store of one block. */
export const positionOf = (files: SimulatedFileSystem, id: number): HistoryPosition => {
	const manifest = JSON.parse(bytesOf(files, 'store.json').toString()) as Manifest;
	const info = manifest.segments[0]!;
	const block = decodeSegment(bytesOf(files, segmentName(info)), new SessionTable(), info);
	return historyPositionAt(block, findInBlock(block, id));
};

/** The text of store.json as older programs wrote it, without a checksum. */
export const manifestText = (files: SimulatedFileSystem): string =>
	bytesOf(files, 'store.json')
		.toString()
		.replace(/,"crc":\d+\}\n?$/, '}');

/** Alters what store.json says, as if it had been written so. */
export const alterManifest = (files: SimulatedFileSystem, alter: (text: string) => string): void =>
	putBytes(files, 'store.json', withChecksum(alter(manifestText(files))));

/** Writes a block of the index as if it had always been so. */
export const alterIndex = (
	files: SimulatedFileSystem,
	alter: (block: Block, table: SessionTable) => Block,
	/** The number of the block that is written; the one altered is the first. */
	number = 0,
): void => {
	const manifest = JSON.parse(bytesOf(files, 'store.json').toString()) as Manifest;
	const info = manifest.segments[0]!;
	const table = new SessionTable();
	const block = decodeSegment(bytesOf(files, segmentName(info)), table, info);
	const written = encodeSegment(alter(block, table), table, {...info, number});
	putBytes(files, segmentName(written.info), written.text);
	const segments = [...manifest.segments];
	segments[number] = written.info;
	alterManifest(files, text => JSON.stringify({...(JSON.parse(text) as Manifest), segments}));
};
