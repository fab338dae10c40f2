import path from 'node:path';
import {Refusal} from '../domain/refusal.js';
import {isSegmentFile, journalName, manifestName, syncTimeName} from './file-names.js';
import {type FileStatus, type FileSystem} from './file-system.js';
import {realFolder} from './real-folder.js';

const isRead = (name: string): boolean =>
	name === manifestName || name === journalName || name === syncTimeName || isSegmentFile(name);

const stampOf = (name: string, status: FileStatus | undefined): string =>
	[name, status?.kind, status?.size, status?.mode, status?.identity, status?.alteredAt].join(' ');

/**
A text that becomes another one when the sessions of a store, the time of its last sync, or what keeps it from being
opened may have changed. It costs a few microseconds a file, as no file is opened.
@param folder that of the store, which need not exist
*/
export const storeStamp = (folder: string, files: FileSystem): string => {
	try {
		const names = files.list(folder).filter(isRead).toSorted();
		return [
			realFolder(folder),
			...names.map(name => stampOf(name, files.stat(path.join(folder, name)))),
		].join('\n');
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return error.message;
	}
};
