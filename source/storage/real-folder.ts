import fs from 'node:fs';
import path from 'node:path';

/** The folder that is meant, whatever links lead there; one that is not there is left as it is named. */
export const realFolder = (folder: string): string => {
	try {
		return fs.realpathSync(folder);
	} catch {
		return path.resolve(folder);
	}
};
