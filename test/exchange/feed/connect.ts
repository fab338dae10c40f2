import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {connectTo} from '../../../source/exchange/feed/connect.js';
import {FeedTrouble} from '../../../source/exchange/feed/feed-trouble.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {authority, issued, selfSigned} from '../../helpers/certificates.js';
import {listen} from '../../helpers/listen.js';
import {Postgres, postgresMissing} from '../../helpers/postgres.js';
import {temporaryFolder} from '../../helpers/store.js';

const testIt = postgresMissing === undefined ? test : test.skip;

/** Whether the connection is encrypted, or why there is none. */
const tryOn = async (
	t: ExecutionContext,
	postgres: Postgres,
	mode: string,
	trusted?: string,
): Promise<string> => {
	const root = path.join(temporaryFolder(t), 'root.pem');
	if (trusted !== undefined) writeFileSync(root, trusted);
	const environment = trusted === undefined ? {} : {PGSSLROOTCERT: root};
	try {
		const database = await connectTo(`postgres://admin@127.0.0.1:${postgres.port}/postgres?sslmode=${mode}`, {
			environment,
			configFolder: '/nowhere',
		});
		const [row] = await database.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
		await database.close();
		return `encrypted: ${String(row?.ssl)}`;
	} catch (error) {
		if (error instanceof FeedTrouble) return error.message;
		throw error;
	}
};

testIt('a server is trusted by its certificate only', async t => {
	const good = await Postgres.start(issued);
	t.teardown(async () => good.stop());
	t.is(await tryOn(t, good, 'verify-full', authority), 'encrypted: true');
	t.regex(await tryOn(t, good, 'verify-full'), /cannot be reached: .*certificate/);
	t.regex(await tryOn(t, good, 'disable'), /refused: no pg_hba.conf entry/);
	const strange = await Postgres.start(selfSigned);
	t.teardown(async () => strange.stop());
	t.regex(await tryOn(t, strange, 'verify-full', authority), /cannot be reached: .*self-signed/);
	// Trusted, but for no name.
	t.regex(await tryOn(t, strange, 'verify-full', selfSigned.cert), /cannot be reached: .*(?:altnames|IP)/);
});

test('a certificate that is not there is told', async t => {
	const sources = {environment: {PGSSLROOTCERT: '/nowhere/ca.pem'}, configFolder: '/nowhere'};
	await t.throwsAsync(connectTo('postgres://ann@db.example.com/logs', sources), {
		instanceOf: Refusal,
		message: /PGSSLROOTCERT names \/nowhere\/ca.pem, which cannot be read/,
	});
});

test('connecting to a server that never answers ends with the signal', async t => {
	const silent = createServer();
	const port = await listen(t, silent);
	const ending = new AbortController();
	const connecting = connectTo(
		`postgres://ann@127.0.0.1:${port}/logs`,
		{environment: {PGCONNECT_TIMEOUT: '0'}, configFolder: '/nowhere'},
		ending.signal,
	);
	await once(silent, 'connection');
	ending.abort(new Refusal('Ended.'));
	await t.throwsAsync(connecting, {is: ending.signal.reason as Error});
});

testIt('what an encrypted connection waits for ends with the signal', async t => {
	const postgres = await Postgres.start(issued);
	t.teardown(async () => postgres.stop());
	const root = path.join(temporaryFolder(t), 'root.pem');
	writeFileSync(root, authority);
	const ending = new AbortController();
	const database = await connectTo(
		`postgres://admin@127.0.0.1:${postgres.port}/postgres?sslmode=verify-full`,
		{environment: {PGSSLROOTCERT: root}, configFolder: '/nowhere'},
		ending.signal,
	);
	const working = database.atOnce(async () => database.query('SELECT pg_sleep(3600)'));
	ending.abort(new Refusal('Ended.'));
	await t.throwsAsync(working, {is: ending.signal.reason as Error});
	await database.close();
});
