import path from 'node:path';
import {type Block} from '../domain/table/block.js';
import {historyName, nextHistoryNumber} from './file-names.js';
import {type FileSystem, hasFile, sharing} from './file-system.js';
import {fileSize, HistoryWriter} from './history-files.js';
import {type Writing} from './writing.js';

const newline = 0x0a;

/** The end of the last line in that file that a row of these blocks refers to; 0 if none does. */
const endOfUse = (name: string, blocks: readonly Block[]): number => {
	let end = 0;
	for (const {count, historyFiles, historyFile, historyOffset, historyLength, superseded} of blocks) {
		const number = historyFiles.indexOf(name);
		for (let slot = 0; number !== -1 && slot < count; slot++)
			if (historyFile[slot] === number) end = Math.max(end, historyOffset[slot]! + historyLength[slot]! + 1);
		for (const {file, offset, length} of [...superseded.values()].flat())
			if (file === name) end = Math.max(end, offset + length + 1);
	}

	return end;
};

/** The newest history file, and the end of its lines in use; `undefined` if there is none. */
const newestFile = ({
	files,
	folder,
	replica,
}: Writing):
	| {readonly number: number; readonly file: string; readonly size: number; readonly end: number}
	| undefined => {
	const number = nextHistoryNumber(files.list(folder)) - 1;
	if (number === 0) return undefined;
	const name = historyName(number);
	const file = path.join(folder, name);
	if (!hasFile(files, file)) return undefined;
	const {size} = files.stat(file)!;
	return {number, file, size, end: endOfUse(name, replica.table.loadedBlocks)};
};

/** Cuts off lines that a process appended to the newest file, but died before noting in the journal. */
export const cutBrokenOff = async (writing: Writing): Promise<void> => {
	const newest = newestFile(writing);
	if (newest === undefined || newest.size <= newest.end) return;
	const open = writing.files.open(newest.file, 'write');
	try {
		open.truncate(newest.end);
		await open.sync();
	} finally {
		open.close();
	}
};

const endsWhole = (files: FileSystem, file: string, size: number): boolean => {
	const open = files.open(file, 'read');
	try {
		return size > 0 && open.read(size - 1, 1)[0] === newline;
	} finally {
		open.close();
	}
};

/**
Appends to the newest history file unless it is full, cannot be used, or does not end with its last line in use; then
begins a new one. Call `cutBrokenOff` first.
*/
export const appendingWriter = (writing: Writing): HistoryWriter => {
	const {files, folder} = writing;
	const newest = newestFile(writing);
	const isOpen =
		newest !== undefined &&
		newest.size === newest.end &&
		newest.size < fileSize &&
		sharing(files.stat(newest.file)!) === undefined &&
		endsWhole(files, newest.file, newest.size);
	return isOpen
		? new HistoryWriter(files, folder, newest.number, newest.size)
		: new HistoryWriter(files, folder, nextHistoryNumber(files.list(folder)));
};
