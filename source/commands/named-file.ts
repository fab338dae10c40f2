import {UsageRefusal} from '../domain/refusal.js';
import {type FileSystem, readFile} from '../storage/file-system.js';

const longest = 8 * 1024 * 1024;

/**
The text of a file that the arguments name.
@throws UsageRefusal if there is none that can be read whole
*/
export const textOfNamed = (files: FileSystem, file: string): string => {
	const status = files.stat(file);
	if (status?.kind !== 'file' || status.size > longest)
		throw new UsageRefusal(`${file} is missing, or no plain file of at most 8 MiB.`);
	return readFile(files, file).toString('utf8');
};
