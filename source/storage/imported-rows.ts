import {setImmediate as nextTurn} from 'node:timers/promises';
import {type HistoryWithRow} from '../domain/replay.js';
import {type Block, blockSize} from '../domain/table/block.js';
import {blockOf, type RowValues, withRows} from '../domain/table/rows.js';
import {nextHistoryNumber} from './file-names.js';
import {HistoryWriter} from './history-files.js';
import {learnSegments} from './learn-segments.js';
import {appendingWriter} from './open-history.js';
import {type WrittenSegment} from './segment.js';
import {readRows, type ToldRow} from './told-rows.js';
import {writeSegment} from './write-index.js';
import {type Writing} from './writing.js';

/** A session that an import adds or alters. */
interface ImportedRow {
	/** Its number in the table; `undefined` if the session is new. */
	readonly row: number | undefined;
	readonly values: Omit<RowValues, 'history'>;
	readonly line: HistoryWithRow;
}

/** The segments or the rows that the journal's line must name; neither if nothing was imported. */
export interface Written {
	readonly segments?: readonly WrittenSegment[];
	readonly rows?: readonly ToldRow[];
}

/** Rows of an import for whole segments: histories go to new files as they come, rows are gathered for their segments. */
class SegmentRows {
	readonly #writing: Writing;
	/** The number that the change will have. */
	readonly #n: number;
	readonly #histories: HistoryWriter;
	readonly #segments: WrittenSegment[] = [];
	readonly #changed = new Map<number, Map<number, RowValues>>();
	#added: RowValues[] = [];

	constructor(writing: Writing, n: number) {
		const {files, folder} = writing;
		this.#writing = writing;
		this.#n = n;
		this.#histories = new HistoryWriter(files, folder, nextHistoryNumber(files.list(folder)));
	}

	async take({row, values, line}: ImportedRow): Promise<void> {
		const whole: RowValues = {...values, history: await this.#histories.write(line)};
		if (row === undefined) {
			this.#added.push(whole);
			if (this.#added.length === blockSize) await this.#writeAdded();
			return;
		}

		const number = Math.floor(row / blockSize);
		const rows = this.#changed.get(number) ?? new Map<number, RowValues>();
		rows.set(line.id, whole);
		this.#changed.set(number, rows);
	}

	close(): void {
		this.#histories.close();
	}

	/** After this all files are durable. */
	async finish(): Promise<readonly WrittenSegment[]> {
		const {replica, files, folder} = this.#writing;
		const last = replica.segments.length - 1;
		const room = this.#segments.length > 0 ? 0 : roomIn(this.#writing);
		if (this.#added.length > 0 && this.#added.length <= room) {
			const rows = this.#changed.get(last) ?? new Map<number, RowValues>();
			for (const row of this.#added) rows.set(row.session.id, row);
			this.#changed.set(last, rows);
		} else if (this.#added.length > 0) await this.#writeAdded();

		for (const [number, rows] of this.#changed) {
			const block = withRows(replica.table, replica.table.blocks[number]!, [...rows.values()]);
			await this.#writeSegment(number, block);
			await nextTurn();
		}

		await this.#histories.finish();
		await files.syncFolder(folder);
		return this.#segments;
	}

	async #writeAdded(): Promise<void> {
		const {segments} = this.#writing.replica;
		const number = Math.max(segments.length, ...this.#segments.map(({info}) => info.number + 1));
		await this.#writeSegment(number, blockOf(this.#writing.replica.table, this.#added));
		this.#added = [];
	}

	async #writeSegment(number: number, block: Block): Promise<void> {
		if (this.#segments.length === 0) await learnSegments(this.#writing);
		this.#segments.push(await writeSegment(this.#writing, number, block, this.#n));
	}
}

/** How many sessions can be added to the last block. */
const roomIn = ({replica: {table}}: Writing): number => {
	const last = table.blocks.at(-1);
	return last === undefined ? 0 : blockSize - last.count;
};

/**
Gathers few rows and their histories, and writes nothing until all are there. Switches to writing whole segments when
the rows become many, or their block is full.
*/
export class ImportedRows {
	readonly #writing: Writing;
	readonly #n: number;
	readonly #most: number;
	#few: ImportedRow[] = [];
	#many: SegmentRows | undefined;
	#histories: HistoryWriter | undefined;

	/** @param most how many rows are few */
	constructor(writing: Writing, n: number, most: number) {
		this.#writing = writing;
		this.#n = n;
		this.#most = most;
	}

	async take(row: ImportedRow): Promise<void> {
		if (this.#many !== undefined) return this.#many.take(row);
		this.#few.push(row);
		if (this.#few.length > this.#most) await this.#takeAll();
	}

	close(): void {
		this.#many?.close();
		this.#histories?.close();
	}

	/** After this all files are durable. */
	async finish(): Promise<Written> {
		const added = this.#few.filter(({row}) => row === undefined).length;
		if (this.#many === undefined && this.#few.length === 0) return {};
		if (this.#many === undefined && added <= roomIn(this.#writing)) return {rows: await this.#append()};
		return {segments: await (this.#many ?? (await this.#takeAll())).finish()};
	}

	async #takeAll(): Promise<SegmentRows> {
		const many = new SegmentRows(this.#writing, this.#n);
		this.#many = many;
		for (const row of this.#few) await many.take(row);
		this.#few = [];
		return many;
	}

	async #append(): Promise<readonly ToldRow[]> {
		const {files, folder, replica} = this.#writing;
		this.#histories = appendingWriter(this.#writing);
		const told: ToldRow[] = [];
		for (const {row, values, line} of this.#few) {
			const position = await this.#histories.write(line);
			const block = row === undefined ? replica.table.blocks.length - 1 : Math.floor(row / blockSize);
			told.push({id: line.id, block, active: values.session.lastActiveAt ?? 0, ...position});
		}

		await this.#histories.finish();
		if (this.#histories.hasNewFile) await files.syncFolder(folder);
		// Read back before the journal tells them: a told row that cannot be read would stop every process from writing.
		const rows = told.map(row => ({...row, n: this.#n}));
		readRows(files, folder, rows, (_, refusal) => {
			throw refusal;
		});
		return told;
	}
}
