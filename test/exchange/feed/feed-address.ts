import test from 'ava';
import {UsageRefusal} from '../../../source/domain/refusal.js';
import {feedAddressOf, readFeedUrl} from '../../../source/exchange/feed/feed-address.js';

const address = (text: string): object => feedAddressOf(readFeedUrl(text));

test('an address says where the database is', t => {
	const elsewhere = {host: 'db.example.com', port: 5432, user: 'ann', database: 'logs', isVerified: true};
	t.deepEqual(address('postgres://ann@db.example.com/logs'), elsewhere);
	t.deepEqual(address('postgresql://ann@db.example.com:5432/logs?sslmode=verify-full'), elsewhere);
	t.deepEqual(address('postgres://ann@db.example.com:99/my%20logs?sslmode=disable'), {
		...elsewhere,
		port: 99,
		database: 'my logs',
		isVerified: false,
	});
	const here = {...elsewhere, isVerified: false};
	t.deepEqual(address('postgres://ann@127.0.0.1/logs'), {...here, host: '127.0.0.1'});
	t.deepEqual(address('postgres://ann@[::1]/logs'), {...here, host: '::1'});
	t.deepEqual(address('postgres://ann@localhost/logs?host=/run/postgresql'), {
		...here,
		host: '/run/postgresql',
	});
});

const refused: readonly (readonly [text: string, reason: RegExp])[] = [
	['logs', /no address of a database/],
	['https://ann@db.example.com/logs', /no address of a database/],
	['postgres://ann:hunter2@db.example.com/logs', /must not hold a password.*PGPASSWORD.*PGPASSFILE/],
	['postgres://db.example.com/logs', /needs a user, a host and a database/],
	['postgres://ann@db.example.com', /needs a user, a host and a database/],
	['postgres://ann@db.example.com/', /needs a user, a host and a database/],
	['postgres://ann@db.example.com/logs#x', /needs a user, a host and a database/],
	['postgres://ann@db.example.com/logs?password=hunter2', /“password”; only host and sslmode/],
	['postgres://ann@db.example.com/logs?sslmode=prefer', /sslmode is one of verify-full and disable/],
	['postgres://ann@db.example.com/logs?host=elsewhere', /folder of a Unix socket/],
];

for (const [text, reason] of refused) {
	test(`${text} is refused`, t => {
		const {message} = t.throws(() => readFeedUrl(text), {instanceOf: UsageRefusal, message: reason});
		t.notRegex(message, /hunter2/);
	});
}
