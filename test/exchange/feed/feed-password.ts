import {chmodSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {Refusal} from '../../../source/domain/refusal.js';
import {feedAddressOf} from '../../../source/exchange/feed/feed-address.js';
import {findFeedPassword} from '../../../source/exchange/feed/feed-password.js';
import {temporaryFolder} from '../../helpers/store.js';

const address = feedAddressOf('postgres://ann@db.example.com/logs');

const lines = [
	'# comment',
	'db.example.com:5433:logs:ann:port',
	'db.example.com:5432:logs:bob:user',
	String.raw`db.example.com:*:logs:ann:with\:colon\\`,
	'*:*:*:*:any',
];

test('the password comes from the environment, else from a file of passwords, else from a file of our own', t => {
	const configFolder = temporaryFolder(t);
	const write = (name: string, text: string): string => {
		const file = path.join(configFolder, name);
		writeFileSync(file, text, {mode: 0o600});
		return file;
	};

	const find = (environment: Readonly<Record<string, string>>, where = address): string | undefined =>
		findFeedPassword(where, {environment, configFolder});
	t.is(find({}), undefined);
	write('feed-password', ' own \n');
	t.is(find({}), 'own');
	t.is(find({PGPASSFILE: ''}), 'own');
	const file = write('passwords', lines.join('\n'));
	t.is(find({PGPASSFILE: file}), String.raw`with:colon\ `.trim());
	t.is(find({PGPASSFILE: file}, {...address, user: 'eve'}), 'any');
	t.is(find({PGPASSFILE: file}, {...address, user: 'bob'}), 'user');
	t.is(find({PGPASSFILE: file, PGPASSWORD: 'told'}), 'told');
	t.is(
		find({PGPASSFILE: write('local', 'localhost:5432:logs:ann:socket\r\n')}, {...address, host: '/run'}),
		'socket',
	);

	chmodSync(file, 0o640);
	t.throws(() => find({PGPASSFILE: file}), {instanceOf: Refusal, message: /read by others.*chmod 600/});
	t.throws(() => find({PGPASSFILE: '/nowhere'}), {instanceOf: Refusal, message: /names \/nowhere/});
});
