import path from 'node:path';
import {Refusal} from '../domain/refusal.js';
import {readFile, replaceFile} from '../storage/file-system.js';
import {isPath, readForm, recordOf} from '../storage/form.js';
import {type Machine} from '../storage/machine.js';
import {makeFolder} from '../storage/make-folder.js';

const isKept = recordOf<{readonly folder: string}>({folder: isPath});

const fileIn = (stateFolder: string): string => path.join(stateFolder, 'last-shown.json');

/** The folder of the store that the screen showed last; `undefined` if that is not known, or cannot be read. */
export const lastShown = ({files}: Machine, stateFolder: string): string | undefined => {
	const file = fileIn(stateFolder);
	try {
		const status = files.stat(file);
		if (status?.kind !== 'file' || status.size > 65_536) return undefined;
		return readForm(readFile(files, file).toString('utf8'), isKept)?.folder;
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return undefined;
	}
};

/** Remembers it. Where that cannot be written, the screen only has to be told the next time. */
export const rememberShown = async ({files}: Machine, stateFolder: string, folder: string): Promise<void> => {
	try {
		await makeFolder(files, stateFolder);
		await replaceFile(files, fileIn(stateFolder), `${JSON.stringify({folder})}\n`);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
};
