import {readFileSync} from 'node:fs';
import path from 'node:path';
import anyTest, {type TestFn} from 'ava';
import {demoData} from '../../../source/demo/demo-data.js';
import {planDeletion, planMessageDeletion} from '../../../source/domain/act/deletion.js';
import {handlerKey} from '../../../source/domain/handler.js';
import {countStatistics} from '../../../source/domain/find/statistics.js';
import {orphanGroups} from '../../../source/domain/orphans.js';
import {ResponseCounter} from '../../../source/domain/response/response-report.js';
import {type SessionTimes, sessionTimes} from '../../../source/domain/response/session-times.js';
import {blockSize} from '../../../source/domain/table/block.js';
import {connectTo} from '../../../source/exchange/feed/connect.js';
import {feedRound} from '../../../source/exchange/feed/feed-round.js';
import {prepareSchema} from '../../../source/exchange/feed/schema.js';
import {importSessions} from '../../../source/storage/import-sessions.js';
import {createStore, openStore} from '../../../source/storage/open-store.js';
import {type Store} from '../../../source/storage/store.js';
import {type Reading, rowsIn} from '../../helpers/fed-tables.js';
import {Postgres, postgresMissing} from '../../helpers/postgres.js';
import {ann, noon, realFiles} from '../../helpers/store.js';

const test = anyTest as TestFn<Reading & {readonly stores: Readonly<Record<string, Store>>}>;
const testIt = postgresMissing === undefined ? test : test.skip;
const database = 'logs';

test.before(async t => {
	if (postgresMissing !== undefined) return t.log(postgresMissing);
	const postgres = await Postgres.start();
	const fed = await connectTo(postgres.create(database), {environment: {}, configFolder: '/nowhere'});
	await prepareSchema(fed);
	const stores: Record<string, Store> = {};
	for (const [index, name] of ['berlin', 'madrid'].entries()) {
		const folder = path.join(postgres.folder, name);
		await createStore(folder, realFiles);
		const store = await openStore(folder, realFiles);
		const demo = demoData({sessions: 300, seed: 3 + index, now: noon});
		await importSessions(store, ann, {...demo, sources: [], refused: []});
		const [first, second, third] = [...store.table.loadedBlocks[0]!.id];
		await store.commit(ann, facts => planDeletion(facts, {sessions: [first!, second!]}).draft);
		const messages = store.history(third!).messages.map(({id}) => id);
		await store.commit(ann, facts => planMessageDeletion(facts, {session: third!, messages}).draft);
		await feedRound(fed, 'postgres://here', {store, name, now: noon});
		stores[name] = store;
	}

	await fed.close();
	t.context = {postgres, database, stores};
});

test.after.always(async t => {
	if (postgresMissing !== undefined) return;
	await Promise.all(Object.values(t.context.stores).map(async store => store.close()));
	await t.context.postgres.stop();
});

/** Ids of the sessions that are not in the trash, in order. */
const shown = (store: Store): readonly number[] =>
	store.table.loadedBlocks
		.flatMap(({id, count}) => [...id.subarray(0, count)])
		.filter(id => store.session(id)?.deleted === false)
		.toSorted((a, b) => a - b);

const timesOf = (store: Store, id: number): SessionTimes => {
	const session = store.session(id)!;
	const sources = {session, history: store.history(id), changes: store.changesOf(id)};
	return sessionTimes(sources, store.deletedMessages(id), noon);
};

testIt('response times are those of the store', t => {
	for (const store of Object.values(t.context.stores)) {
		const told = rowsIn(
			t.context,
			`SELECT session, asked, answers, extract(epoch FROM first_response)::bigint AS first, missed,
				extract(epoch FROM duration)::bigint AS duration
			FROM chatlogs.response_time WHERE store = '${store.identity.id!}' ORDER BY session`,
		);
		const times = shown(store).map(session => ({session, ...timesOf(store, session)}));
		t.true(times.some(({answers}) => answers.length > 1));
		t.true(times.some(({isMissed}) => isMissed));
		t.deepEqual(
			told,
			times.map(({session, isAsked, answers, isMissed, duration = null}) => ({
				session,
				asked: isAsked,
				answers: answers.length,
				first: answers[0]?.waited ?? null,
				missed: isMissed,
				duration,
			})),
		);
		const waits = rowsIn(
			t.context,
			`SELECT session, extract(epoch FROM waited)::bigint AS waited, is_first AS first, owner
			FROM chatlogs.response WHERE store = '${store.identity.id!}' ORDER BY session, turn`,
		);
		t.deepEqual(
			waits,
			times.flatMap(({session, answers}) =>
				answers.map(({waited, by}, index) => ({
					session,
					waited,
					first: index === 0,
					owner: handlerKey(store.directory.find(by) ?? by),
				})),
			),
		);
	}
});

const byKey = <Row extends {readonly key: string}>(rows: readonly Row[]): readonly Row[] =>
	rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));

testIt('load is that of the store', t => {
	for (const store of Object.values(t.context.stores)) {
		const id = store.identity.id!;
		const {table, directory} = store;
		const ids = shown(store);
		const hits = new Uint8Array(table.blocks.length * blockSize);
		for (const session of ids) hits[table.rowOf(session)!] = 1;
		const load = rowsIn<{key: string}>(
			t.context,
			`SELECT owner AS key, sessions, open FROM chatlogs.load WHERE store = '${id}'`,
		);
		t.deepEqual(
			byKey(load),
			byKey(
				countStatistics(table, directory, hits).handlers.map(({value, sessions}) => ({
					key: handlerKey(value),
					sessions,
					open: ids.filter(session => {
						const {handler, status} = store.session(session)!;
						const owner = directory.find(handler) ?? handler;
						return status === 'open' && handlerKey(owner) === handlerKey(value);
					}).length,
				})),
			),
		);

		const counter = new ResponseCounter(directory, at => new Date(at * 1000).getUTCHours());
		for (const session of ids) counter.count(timesOf(store, session));
		const hours = rowsIn<{key: string}>(
			t.context,
			`SELECT concat(owner, ' ', lpad(hour::text, 2, '0')) AS key, written
			FROM (SELECT * FROM chatlogs.load_by_hour WHERE store = '${id}') found`,
		);
		t.deepEqual(
			byKey(hours),
			byKey(
				counter.report.owners.flatMap(({owner, hours: written}) =>
					written.flatMap((count, hour) =>
						count === 0
							? []
							: [{key: `${handlerKey(owner)} ${String(hour).padStart(2, '0')}`, written: count}],
					),
				),
			),
		);
	}
});

testIt('orphans are those of the store', t => {
	for (const store of Object.values(t.context.stores)) {
		const told = rowsIn<{key: string}>(
			t.context,
			`SELECT owner AS key, count(*) AS sessions, count(*) FILTER (WHERE status = 'open') AS open
			FROM chatlogs.orphan WHERE store = '${store.identity.id!}' GROUP BY owner`,
		);
		const groups = orphanGroups(store);
		t.true(groups.length > 0);
		t.deepEqual(
			byKey(told),
			byKey(groups.map(({owner, sessions, open}) => ({key: handlerKey(owner), sessions, open}))),
		);
	}
});

/** The queries of the manual's page, in their order. */
const inManual = [
	...readFileSync(path.resolve('source/manual/feed.md'), 'utf8').matchAll(/```sql\n([^]*?)```/g),
].map(([, sql]) => sql!);

testIt('a role sees the stores that it may see, by whatever way it looks', t => {
	const {postgres, stores} = t.context;
	const [grants, ...queries] = inManual;
	const leakproof = queries.pop()!;
	t.is(queries.length, 3);
	postgres.sql(grants!, database);
	postgres.sql('CREATE ROLE stranger LOGIN', database);
	for (const role of ['berlin_desk', 'stranger']) {
		postgres.sql(
			`GRANT USAGE ON SCHEMA chatlogs TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA chatlogs TO ${role}`,
			database,
		);
		const berlin = stores.berlin!.identity.id!;
		const expected = role === 'berlin_desk' ? berlin : '';
		const relations = postgres
			.sql(
				`SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attname = 'store'
				WHERE relnamespace = 'chatlogs'::regnamespace AND relkind IN ('r', 'p', 'v')`,
				database,
			)
			.split('\n');
		t.true(relations.length >= 6 + 6 + 8);
		const found = rowsIn<{relation: string; seen: string | null}>(
			{postgres, database, role},
			relations
				.map(
					relation =>
						`SELECT '${relation}' AS relation, string_agg(DISTINCT store, ' ') AS seen FROM ${relation}`,
				)
				.join(' UNION ALL '),
		);
		t.is(found.length, relations.length);
		for (const {relation, seen} of found) {
			t.true(
				(seen ?? '') === expected ||
					(seen === null && !relation.includes(berlin) && /_[\da-f]{32}_/.test(relation)),
				`${role} ${relation} ${seen}`,
			);
		}
	}

	t.throws(() => postgres.sql("UPDATE chatlogs.session SET status = 'open'", database, 'berlin_desk'), {
		message: /permission denied/,
	});

	// What the manual says of the queries and of the index.
	for (const query of queries) {
		const ofOne = postgres.sql(query, database, 'berlin_desk').split('\n');
		t.true(
			ofOne.every(line => line.startsWith('berlin|')),
			ofOne.join('\n'),
		);
		t.true(postgres.sql(query, database).includes('madrid|'));
	}

	const plan = (role: string): string =>
		postgres.sql(
			"SET enable_seqscan = off; SET enable_indexscan = off; EXPLAIN SELECT * FROM chatlogs.message WHERE text ILIKE '%refund%'",
			database,
			role,
		);
	const isIndexed = /Bitmap Index Scan on \w+_text_idx/;
	t.regex(plan('admin'), isIndexed);
	t.notRegex(plan('berlin_desk'), isIndexed);
	postgres.sql(leakproof, database);
	t.regex(plan('berlin_desk'), isIndexed);
});
