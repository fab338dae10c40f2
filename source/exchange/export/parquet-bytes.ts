import {setImmediate as nextTurn} from 'node:timers/promises';
import {zstdCompressSync} from 'node:zlib';
import {ByteWriter, ParquetWriter} from 'hyparquet-writer';
import {type ExportedSession, exportPaths, type ExportStyle, messageRows} from './export-text.js';
import {parquetColumn, type ParquetColumn} from './parquet-columns.js';
import {sessionRecord} from './session-record.js';

/** A row group is kept in memory until it is whole: so many rows at most, and so many characters in their messages. */
const mostRows = 8192;
const mostText = 2 * 1024 * 1024;

/** Rows between two turns of the event loop. */
const turnRows = 512;

/** A row as the values of its columns. */
type Row = readonly unknown[];

/** One row a message, each with the whole session; a session without messages has one row, too. */
function* rowsOf(
	sessions: Iterable<ExportedSession>,
	{directory, withMessages}: ExportStyle,
	columns: readonly ParquetColumn[],
	sessionCount: number,
): Generator<Row> {
	const ofSession = columns.slice(0, sessionCount);
	const ofMessage = columns.slice(sessionCount);
	for (const each of sessions) {
		const {session, ownId, times} = each;
		const record = {...sessionRecord(session, directory, ownId), times};
		const first = ofSession.map(({read}) => read(record));
		if (withMessages)
			for (const message of messageRows(each))
				yield [...first, ...ofMessage.map(({read}) => read({message}))];
		else yield first;
	}
}

const textIn = (row: Row): number =>
	row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);

/** The sessions as an Apache Parquet file, compressed by Zstandard; at most one row group is in memory. */
export async function* parquetBytes(
	sessions: Iterable<ExportedSession>,
	style: ExportStyle,
): AsyncGenerator<Uint8Array> {
	const paths = exportPaths(style);
	const columns = paths.map(path => parquetColumn(path));
	const sessionCount = exportPaths({...style, withMessages: false}).length;
	const bytes = new ByteWriter();
	const writer = new ParquetWriter({
		writer: bytes,
		schema: [{name: 'chatlogs', num_children: columns.length}, ...columns.map(({schema}) => schema)],
		codec: 'ZSTD',
		compressors: {ZSTD: input => zstdCompressSync(input)},
		createdBy: 'chatlogs',
	});
	let rows: Row[] = [];
	let text = 0;
	const written = (): Uint8Array => {
		const part = Uint8Array.from(bytes.getBytes());
		bytes.index = 0;
		return part;
	};

	const writeGroup = (): Uint8Array => {
		const columnData = columns.map(({schema: {name}}, index) => ({
			name,
			data: rows.map(row => row[index]),
		}));
		void writer.write({columnData, rowGroupSize: mostRows});
		rows = [];
		text = 0;
		return written();
	};

	for (const row of rowsOf(sessions, style, columns, sessionCount)) {
		rows.push(row);
		text += textIn(row);
		if (rows.length === mostRows || text > mostText) yield writeGroup();
		if (rows.length % turnRows === 0) await nextTurn();
	}

	if (rows.length > 0) yield writeGroup();
	void writer.finish();
	yield written();
}
