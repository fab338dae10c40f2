import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {type Block} from '../domain/table/block.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {segmentName} from './file-names.js';
import {type FileSystem, readFile} from './file-system.js';
import {decodeSegment} from './segment.js';
import {type SegmentInfo} from './segment-info.js';
import {readRows, type ReadRow, type UnfoldedRow} from './told-rows.js';

/** Called with each row that cannot be read, and the reason. Unless it throws, the row is skipped. */
export type OnUnreadable = (row: UnfoldedRow, refusal: StoreRefusal) => void;

/** Reads a table's blocks, and their rows that the journal tells. */
export class BlockReader {
	readonly #files: FileSystem;
	readonly #folder: string;
	readonly #table: SessionTable;
	readonly #onUnreadable: OnUnreadable;

	constructor(files: FileSystem, folder: string, table: SessionTable, onUnreadable: OnUnreadable) {
		this.#files = files;
		this.#folder = folder;
		this.#table = table;
		this.#onUnreadable = onUnreadable;
	}

	/** @throws StoreRefusal if the segment cannot be read */
	block(info: SegmentInfo): Block {
		if (info.generation === 0)
			throw new StoreRefusal(
				`The file of the index with block ${info.number} is missing. Run: chatlogs check`,
			);
		const bytes = readFile(this.#files, path.join(this.#folder, segmentName(info)));
		return decodeSegment(bytes, this.#table, info);
	}

	/** Reads those of the rows that are in that block. */
	rows(rows: readonly UnfoldedRow[], block: number): readonly ReadRow[] {
		const those = rows.filter(row => row.block === block);
		return readRows(this.#files, this.#folder, those, this.#onUnreadable);
	}
}
