import path from 'node:path';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {zstdDecompressSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {type FileMetaData, parquetMetadata, parquetReadObjects} from 'hyparquet';
import {commandLineOn, type Runner} from '../helpers/command-line.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

type Row = Readonly<Record<string, unknown>>;

const compressors = {ZSTD: (input: Uint8Array): Uint8Array => zstdDecompressSync(input)};

/** What another reader than the writer's package finds in an export. */
const rowsOf = async (
	t: ExecutionContext,
	chatlogs: Runner,
	...options: readonly string[]
): Promise<{readonly rows: readonly Row[]; readonly metadata: FileMetaData}> => {
	const file = path.join(temporaryFolder(t), 'all.parquet');
	t.is(await chatlogs.code(['export', '--output', file, ...options]), 0);
	const bytes = readFileSync(file);
	const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
	return {
		rows: await parquetReadObjects({file: buffer, compressors}),
		metadata: parquetMetadata(buffer),
	};
};

/** An archive of these rows. */
const archiveOf = async (t: ExecutionContext, rows: string): Promise<Runner> => {
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'chats.csv');
	writeFileSync(file, `at,from,text,conversation\n${rows}`);
	const chatlogs = commandLineOn(path.join(folder, 'store'));
	t.is(await chatlogs.code(['import', file]), 0);
	return chatlogs;
};

interface Exported {
	readonly session: {readonly id: number; readonly createdAt: string | null; readonly messages: number};
	readonly messages: readonly {readonly id: number; readonly at: string; readonly text: string}[];
}

const exported = async (chatlogs: Runner): Promise<readonly Exported[]> => {
	const {sessions} = JSON.parse(await chatlogs.stdout(['export', '--format', 'json'])) as {
		readonly sessions: readonly Exported[];
	};
	return sessions;
};

const timeText = (value: unknown): string | null =>
	value instanceof Date ? value.toISOString().replace('.000Z', 'Z') : null;

test('Parquet holds the same sessions and messages as JSON, in typed columns', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {rows, metadata} = await rowsOf(t, chatlogs);
	const sessions = await exported(chatlogs);
	const expected = sessions.flatMap(({session, messages}) =>
		messages.map(({id, at, text}) => [session.id, session.createdAt, session.messages, id, at, text]),
	);
	t.true(expected.length > 200);
	t.deepEqual(
		rows
			.filter(row => row.message_id !== null)
			.map(row => [
				Number(row.id),
				timeText(row.createdAt),
				row.messages,
				Number(row.message_id),
				timeText(row.message_at),
				row.message_text,
			]),
		expected,
	);
	const types = new Map(
		metadata.schema.map(({name, type, logical_type: logical}) => [name, logical?.type ?? type]),
	);
	t.deepEqual(
		['id', 'createdAt', 'handler_deleted', 'messages', 'customer_name', 'message_at'].map(name =>
			types.get(name),
		),
		['INT64', 'TIMESTAMP', 'BOOLEAN', 'INT32', 'STRING', 'TIMESTAMP'],
	);
	t.true(
		metadata.row_groups.every(({columns}) => columns.every(({meta_data: data}) => data?.codec === 'ZSTD')),
	);
});

test('every text stands in it as it came, and what is missing is null', async t => {
	const text = '=cmd()\u001B[2J\u202E,"x"\n李雷 👩‍👩‍👧 يوسف\u0000';
	const chatlogs = await archiveOf(t, `1639432860,+15550101,"${text.replaceAll('"', '""')}",CH5e0c\n`);
	const {rows} = await rowsOf(t, chatlogs);
	t.deepEqual(
		rows.map(row => row.message_text),
		[text],
	);
	t.is(rows[0]!.message_error, null);
});

test('with a row a session alone, and with response times', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {rows} = await rowsOf(t, chatlogs, '--sessions-only', '--responses');
	t.is(rows.length, 50);
	t.false('message_id' in rows[0]!);
	t.true(rows.some(row => typeof row.times_answers === 'number' && row.times_answers > 0));
	t.true(rows.some(row => row.times_missed === true) || rows.every(row => row.times_missed === false));
});

test('an archive has the ids of other systems, and a store without a match an empty table', async t => {
	const chatlogs = await archiveOf(t, '1639432860,+15550101,Hi,CH5e0c\n');
	const {rows} = await rowsOf(t, chatlogs);
	t.is(rows[0]!.ownId, 'CH5e0c');
	const none = await rowsOf(t, chatlogs, '--filter', 'status:open customer:nobody');
	t.deepEqual(none.rows, []);
});

test('it goes into a file alone, told by its name or its format, and the journal tells of it', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	t.like(await chatlogs(['export', '--format', 'parquet']), {
		code: 2,
		stdout: '',
	});
	t.is(await chatlogs.code(['export', '--format', 'parquet', '--all-sites', '--output', 'x']), 2);
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'sessions');
	const argv = ['export', '--format', 'parquet', '--output', file];
	t.is(await chatlogs.code(argv), 0);
	t.is(readFileSync(file).toString('latin1', 0, 4), 'PAR1');
	t.is(await chatlogs.code(argv), 2);
	t.is(await chatlogs.code([...argv, '--force']), 0);
	t.deepEqual(readdirSync(folder), ['sessions']);
	t.regex(await chatlogs.stdout(['changes', '--json']), /Exported 50 sessions as parquet/);
});
