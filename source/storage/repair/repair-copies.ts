import path from 'node:path';
import {hasId, type IdRanges} from '../../domain/id-ranges.js';
import {isBackup, nextBackupName} from '../file-names.js';
import {type FileSystem, readFile, replaceFile} from '../file-system.js';
import {isCount, isText, listOf, readForm, recordOf} from '../form.js';

/** Holds the history lines that could not be read, as they were found. */
export const lostAndFoundName = 'lost+found.jsonl';

/** Copies a file. The copy is durable once its folder is synced. */
export const copyFile = async (files: FileSystem, from: string, to: string): Promise<void> => {
	const source = files.open(from, 'read');
	const target = files.open(to, 'create');
	const part = 8 * 1024 * 1024;
	try {
		for (let offset = 0; offset < source.size(); offset += part)
			target.write(source.read(offset, part), offset);
		await target.sync();
	} finally {
		source.close();
		target.close();
	}
};

/** Copies files of the store into a new folder inside it, durably; returns the folder's name. */
export const backUpFiles = async (
	files: FileSystem,
	folder: string,
	names: Iterable<string>,
): Promise<string> => {
	const backup = nextBackupName(files.list(folder));
	const target = path.join(folder, backup);
	files.makeFolder(target);
	for (const name of names) await copyFile(files, path.join(folder, name), path.join(target, name));
	await files.syncFolder(target);
	await files.syncFolder(folder);
	return backup;
};

/** A history line that could not be read. */
export interface FoundLine {
	/** The sessions that it may belong to; several if lines ran together. */
	readonly sessions: readonly number[];
	readonly file: string;
	/** In bytes. */
	readonly offset: number;
	/** The bytes as they were, in base64. */
	readonly bytes: string;
}

const isFoundLine = recordOf<FoundLine>({
	sessions: listOf(isCount),
	file: isText,
	offset: isCount,
	bytes: isText,
});

const readText = (files: FileSystem, file: string): string =>
	files.stat(file) === undefined ? '' : readFile(files, file).toString('utf8');

export const addFoundLines = async (
	files: FileSystem,
	folder: string,
	lines: readonly FoundLine[],
): Promise<void> => {
	if (lines.length === 0) return;
	const file = path.join(folder, lostAndFoundName);
	const added = lines.map(line => `${JSON.stringify(line)}\n`).join('');
	await replaceFile(files, file, readText(files, file) + added);
};

/**
Removes the copies that repairs kept of purged sessions: unreadable lines that are or may be theirs, and all copies of
whole files. What may be of a session under a hold stays.
*/
export const removeRepairCopies = async (
	files: FileSystem,
	folder: string,
	purged: ReadonlySet<number>,
	held: IdRanges,
): Promise<void> => {
	for (const name of files.list(folder))
		if (isBackup(name) && held.length === 0) files.remove(path.join(folder, name));
	const file = path.join(folder, lostAndFoundName);
	files.remove(`${file}.new`);
	if (files.stat(file) === undefined) return;
	const lines = readText(files, file).split('\n').slice(0, -1);
	const kept = lines.filter(line => {
		const {sessions} = readForm(line, isFoundLine) ?? {sessions: []};
		const mayBe = (isOne: (id: number) => boolean): boolean => sessions.length === 0 || sessions.some(isOne);
		return mayBe(id => hasId(held, id)) ? held.length > 0 : !mayBe(id => purged.has(id));
	});
	if (kept.length === 0) files.remove(file);
	else if (kept.length < lines.length) await replaceFile(files, file, kept.map(line => `${line}\n`).join(''));
};
