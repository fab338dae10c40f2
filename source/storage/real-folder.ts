import fs from 'node:fs';
import path from 'node:path';

/** The folder's real path, with links resolved; the given path if there is no such folder. */
export const realFolder = (folder: string): string => {
	try {
		return fs.realpathSync.native(folder);
	} catch {
		return path.resolve(folder);
	}
};
