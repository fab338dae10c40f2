import {chmodSync, mkdirSync} from 'node:fs';
import path from 'node:path';
import {Postgres, postgresMissing} from '../helpers/postgres.js';
import {inTurn, timed} from './figures.js';
import {type Bench, count, whenLarge} from './group.js';

const tables = ['session', 'message', 'change', 'owner'] as const;

/** What a first load costs, against `COPY` of the same rows from files into the same tables with the same indexes. */
export const feeding = async (bench: Bench): Promise<void> => {
	if (postgresMissing !== undefined) {
		console.log(`${postgresMissing}, so nothing is fed.`);
		return;
	}

	const {standard, stores, programs, report, folder, isQuick} = bench;
	const files = path.join(folder, 'copied');
	mkdirSync(files);
	chmodSync(files, 0o777);
	const postgres = await Postgres.start();
	try {
		const store = await stores.folder(standard);
		const rounds = isQuick || standard > 20_000 ? 1 : 3;
		let database = 0;
		const peaks: number[] = [];
		const copy = (sql: (table: string) => string, name: string): void => {
			for (const table of tables) postgres.psql(['-c', sql(table)], name);
		};

		const taken = await inTurn(rounds, {
			async ours() {
				const {told} = await programs.run('feed', [store, postgres.create(`fed${++database}`)]);
				peaks.push(told[1]!);
				return told[0]! / 1000;
			},
			async copied() {
				const name = `fed${database}`;
				copy(table => String.raw`\copy (SELECT * FROM chatlogs.${table}) TO '${files}/${table}'`, name);
				const id = postgres.sql('SELECT store FROM chatlogs.site', name);
				for (const table of tables) {
					const part = postgres.sql(
						`SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'chatlogs.${table}'::regclass`,
						name,
					);
					postgres.sql(`DROP TABLE ${part}`, name);
					postgres.sql(
						`CREATE TABLE chatlogs.${table}_copied PARTITION OF chatlogs.${table} FOR VALUES IN ('${id}')`,
						name,
					);
				}

				const milliseconds = await timed(() => {
					copy(table => String.raw`\copy chatlogs.${table} FROM '${files}/${table}'`, name);
				});
				const messages = postgres.sql('SELECT count(*) FROM chatlogs.message', name);
				console.log(`${count(Number(messages))} messages, copied in ${Math.round(milliseconds)} ms`);
				postgres.sql(`DROP DATABASE ${name}`, 'postgres');
				return milliseconds / 1000;
			},
		});
		report.add({
			what: `first load of ${count(standard)} sessions into PostgreSQL`,
			unit: 's',
			values: taken.ours,
			peer: {name: 'COPY of the same rows by psql', values: taken.copied},
			ratioAtMost: whenLarge(standard, 1.5),
		});
		report.add({
			what: `memory of a first load of ${count(standard)} sessions`,
			unit: 'MiB',
			values: peaks.slice(-rounds).map(value => value / 1024),
			atMost: 200,
		});
	} finally {
		await postgres.stop();
	}
};
