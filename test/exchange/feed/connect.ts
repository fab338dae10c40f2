import {writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {connectTo} from '../../../source/exchange/feed/connect.js';
import {FeedTrouble} from '../../../source/exchange/feed/feed-trouble.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {authority, issued, selfSigned} from '../../helpers/certificates.js';
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
