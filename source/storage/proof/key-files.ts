import path from 'node:path';
import {Refusal} from '../../domain/refusal.js';
import {type FileSystem, readFile, replaceFile} from '../file-system.js';
import {makeFolder} from '../make-folder.js';
import {type Machine} from '../machine.js';

/** The parts of a machine that keys need. */
export type KeyMachine = Pick<Machine, 'files' | 'lock' | 'random' | 'now'>;

/** In bytes; keys with all that came before them need a few hundred. */
const longest = 1_048_576;

/** The folder of the keys in the person's configuration folder. */
export const keyFolder = (configFolder: string): string => path.join(configFolder, 'receipts');

/**
The text of a file for its owner alone; `undefined` if there is none.
@throws Refusal if others may read it, or it is no such file; the message never holds any part of it
*/
export const readKeyFile = (files: FileSystem, file: string): string | undefined => {
	const status = files.stat(file);
	if (status === undefined) return undefined;
	if (status.kind !== 'file' || status.size > longest)
		throw new Refusal(
			`${file} is no key as chatlogs writes it. Take it away, or bring it back from a backup.`,
		);
	if (((status.mode ?? 0) & 0o077) !== 0)
		throw new Refusal(`${file} may be read by others than its owner. Make it yours alone: chmod 600 ${file}`);
	return readFile(files, file).toString('utf8');
};

/**
Writes such a file durably.
@throws Refusal if its folder would make it readable by others
*/
export const writeKeyFile = async (files: FileSystem, file: string, text: string): Promise<void> => {
	const folder = path.dirname(file);
	await makeFolder(files, folder);
	if (((files.stat(folder)?.mode ?? 0) & 0o077) !== 0)
		throw new Refusal(`${folder} is open to others. Make it yours alone: chmod 700 ${folder}`);
	await replaceFile(files, file, text);
};
