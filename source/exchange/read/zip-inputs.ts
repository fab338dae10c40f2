import yauzl, {type Entry} from 'yauzl';
import {Refusal} from '../../domain/refusal.js';
import {systemTrouble} from '../../domain/system-trouble.js';
import {type ImportInput, inputOf} from './import-input.js';
import {Growth, unpacked} from './unpacked.js';

const options = {autoClose: false, lazyEntries: true, strictFileNames: true} as const;

const troubleOf = (error: unknown): unknown => {
	if (error instanceof Refusal || systemTrouble(error) !== undefined || !(error instanceof Error))
		return error;
	return new Refusal(`its zip archive is damaged: ${error.message.replace(/\.$/, '')}`, {cause: error});
};

/** Folders, hidden files, and the twins that macOS adds. */
const isPassedOver = ({fileName}: Entry): boolean =>
	fileName.endsWith('/') || /(?:^|\/)(?:\.|__MACOSX\/)/.test(fileName);

/** Opens the archive anew for each file, so that hundreds of archives need no more handles than one. */
async function* bytesOf(
	file: string,
	entry: Entry,
	onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
	try {
		const archive = await yauzl.openPromise(file, options);
		try {
			if (entry.isEncrypted()) throw new Refusal('it is encrypted; unpack it with its password');
			for await (const chunk of unpacked(await archive.openReadStreamPromise(entry))) {
				onBytes(chunk.length);
				yield chunk;
			}
		} finally {
			archive.close();
		}
	} catch (error) {
		throw troubleOf(error);
	}
}

/**
The files in a zip archive in order of their names, read without unpacking it to disk.
@param size of the archive in bytes
@throws Refusal if it is damaged, or a name in it leads out of it
*/
export const zipInputs = async (file: string, size: number): Promise<readonly ImportInput[]> => {
	const entries: Entry[] = [];
	try {
		const archive = await yauzl.openPromise(file, options);
		try {
			for await (const entry of archive.eachEntry()) if (!isPassedOver(entry)) entries.push(entry);
		} finally {
			archive.close();
		}
	} catch (error) {
		const trouble = troubleOf(error);
		throw trouble instanceof Refusal
			? new Refusal(`${file}: ${trouble.message}. Nothing was imported.`)
			: trouble;
	}

	if (entries.length === 0)
		throw new Refusal(`${file} is a zip archive without files. Nothing was imported.`);
	// One for all, since files in an archive may share their packed bytes.
	const growth = new Growth();
	const opening = (entry: Entry) => () => bytesOf(file, entry, count => growth.add(count, size));
	return entries
		.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1))
		.map(entry => inputOf(`${file}/${entry.fileName}`, opening(entry), {isUnpacked: true, isFound: true}));
};
