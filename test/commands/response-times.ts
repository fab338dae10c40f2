import {DatabaseSync} from 'node:sqlite';
import test from 'ava';
import {type ResponseReport} from '../../source/domain/response/response-report.js';
import {type TimesRecord} from '../../source/exchange/export/times-record.js';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryFolder} from '../helpers/store.js';

interface Exported {
	readonly session: {readonly id: number; readonly status: string};
	readonly messages: readonly {
		readonly at: string;
		readonly type: string;
		readonly author: {readonly kind: string; readonly number: string};
	}[];
}

/** What is exported, in tables. `place` is a message's place in its session. */
const tablesOf = (exported: readonly Exported[]): DatabaseSync => {
	const database = new DatabaseSync(':memory:');
	database.exec(`
		CREATE TABLE session (id INTEGER PRIMARY KEY, status TEXT);
		CREATE TABLE message (session INTEGER, place INTEGER, at INTEGER, type TEXT, kind TEXT, number TEXT);
		BEGIN`);
	const addSession = database.prepare('INSERT INTO session VALUES (?, ?)');
	const addMessage = database.prepare('INSERT INTO message VALUES (?, ?, ?, ?, ?, ?)');
	for (const {session, messages} of exported) {
		addSession.run(session.id, session.status);
		for (const [place, {at, type, author}] of messages.entries())
			addMessage.run(session.id, place, Date.parse(at) / 1000, type, author.kind, author.number);
	}

	database.exec(`
		COMMIT;
		CREATE TABLE spoken AS SELECT * FROM message WHERE type IN ('user', 'unsupported');
		CREATE TABLE written AS SELECT * FROM spoken WHERE kind = 'extension';
		CREATE INDEX spoken_place ON spoken (session, place);
		CREATE INDEX written_place ON written (session, place);
		CREATE TABLE answer AS SELECT * FROM (
			SELECT session, place, number, at - (
				SELECT min(c.at) FROM spoken c
				WHERE c.session = w.session AND c.kind = 'customer' AND c.place < w.place AND c.place > coalesce(
					(SELECT max(p.place) FROM written p WHERE p.session = w.session AND p.place < w.place), -1)
			) AS waited FROM written w
		) WHERE waited IS NOT NULL;
		CREATE INDEX answer_place ON answer (session, place);
		CREATE VIEW first_answer AS SELECT * FROM answer a
			WHERE place = (SELECT min(place) FROM answer b WHERE b.session = a.session)`);
	return database;
};

/** By nearest rank. */
const spreadOf = (database: DatabaseSync, of: string) => {
	const {count} = database.prepare(`SELECT count(*) AS count FROM (${of})`).get() as {count: number};
	const at = (part: number): unknown =>
		database
			.prepare(`SELECT waited FROM (${of}) ORDER BY waited LIMIT 1 OFFSET ?`)
			.get(Math.max(0, Math.ceil(part * count) - 1))?.waited;
	return {count, median: at(0.5), p90: at(0.9)};
};

test('counts as SQL does', async t => {
	const chatlogs = commandLineOn(temporaryFolder(t));
	await chatlogs(['demo', '--sessions', '300', '--no-open']);
	const lines = await chatlogs.stdout(['export', '--format', 'ndjson']);
	const exported = lines.trimEnd().split('\n');
	const database = tablesOf(exported.map(line => JSON.parse(line) as Exported));
	const report = JSON.parse(await chatlogs.stdout(['stats', '--responses', '--json'])) as ResponseReport;
	const numberOf = (query: string): unknown =>
		database.prepare(`SELECT count(*) AS n FROM ${query}`).get()!.n;
	const asked = "EXISTS (SELECT 1 FROM spoken c WHERE c.session = s.id AND c.kind = 'customer')";
	const isAnswered = 'EXISTS (SELECT 1 FROM answer a WHERE a.session = s.id)';
	t.is(report.sessions, 300);
	t.is(numberOf(`session s WHERE ${asked}`), report.asked);
	t.is(numberOf(`session s WHERE ${isAnswered}`), report.answered);
	t.is(numberOf(`session s WHERE status = 'closed' AND ${asked} AND NOT ${isAnswered}`), report.missed);
	t.true(report.missed > 0);
	t.deepEqual(spreadOf(database, 'SELECT waited FROM first_answer'), {
		...report.firstResponse,
	} as object as never);
	t.deepEqual(spreadOf(database, 'SELECT waited FROM answer'), {...report.response} as object as never);
	const duration = 'SELECT max(at) - min(at) AS waited FROM message GROUP BY session';
	t.deepEqual(spreadOf(database, duration), {...report.duration} as object as never);
	for (const {owner, response, written} of report.owners.filter(({owner: {kind}}) => kind === 'extension')) {
		const {number} = owner;
		t.like(spreadOf(database, `SELECT waited FROM answer WHERE number = '${number}'`), response, number);
		t.is(numberOf(`written WHERE number = '${number}'`), written, number);
	}
});

test('prints a table for people and one for programs', async t => {
	const chatlogs = commandLineOn(temporaryFolder(t));
	await chatlogs(['demo', '--sessions', '100', '--no-open']);
	const {stdout} = await chatlogs(['stats', '--responses', '--filter', 'status:closed'], {
		isTerminal: true,
		columns: 120,
	});
	t.regex(stdout, /^Sessions +\d+\n/);
	t.regex(stdout, /\nFirst response +\d+ (?:s|min|h)/);
	t.regex(stdout, /\nOwner +Sessions +Held for +First response/);
	t.regex(await chatlogs.stdout(['stats', '--responses']), /^\d{4} .* {2}\d+ {2}/);
});

test('an export of sessions has the times of each as columns', async t => {
	const chatlogs = commandLineOn(temporaryFolder(t));
	await chatlogs(['demo', '--sessions', '100', '--no-open']);
	const given = ['export', '--sessions-only', '--responses', '--format'];
	const text = await chatlogs.stdout([...given, 'ndjson']);
	const times = text
		.trimEnd()
		.split('\n')
		.map(line => (JSON.parse(line) as {times: TimesRecord}).times);
	const report = JSON.parse(await chatlogs.stdout(['stats', '--responses', '--json'])) as {
		readonly sessions: number;
		readonly answered: number;
		readonly missed: number;
		readonly response: {readonly count: number};
	};
	t.is(times.length, report.sessions);
	t.is(times.filter(({firstResponse}) => firstResponse !== null).length, report.answered);
	t.is(times.filter(({missed}) => missed).length, report.missed);
	t.is(
		times.reduce((sum, {answers}) => sum + answers, 0),
		report.response.count,
	);
	t.true(report.answered > 0);
	const tsv = await chatlogs.stdout([...given, 'tsv']);
	const [names, ...rows] = tsv.trimEnd().split('\n');
	const column = names!.split('\t').indexOf('times.firstResponse');
	t.deepEqual(
		rows.map(row => row.split('\t')[column]),
		times.map(({firstResponse}) => (firstResponse === null ? '' : String(firstResponse))),
	);
	t.is(await chatlogs.code(['export', '--responses', '--format', 'csv']), 2);
	t.is(await chatlogs.code([...given, 'html']), 2);
});
