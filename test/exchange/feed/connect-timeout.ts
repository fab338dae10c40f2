import test from 'ava';
import {Refusal} from '../../../source/domain/refusal.js';
import {connectTimeoutIn} from '../../../source/exchange/feed/connect-timeout.js';

test('the variable says how many seconds connecting may take, as for all programs of PostgreSQL', t => {
	t.is(connectTimeoutIn({}), 15_000);
	t.is(connectTimeoutIn({PGCONNECT_TIMEOUT: ''}), 15_000);
	t.is(connectTimeoutIn({PGCONNECT_TIMEOUT: '3'}), 3000);
	t.is(connectTimeoutIn({PGCONNECT_TIMEOUT: ' +40\n'}), 40_000);
	// For ever.
	t.is(connectTimeoutIn({PGCONNECT_TIMEOUT: '0'}), 0);
	t.is(connectTimeoutIn({PGCONNECT_TIMEOUT: '-1'}), 0);
	// A longer timer of Node would ring at once.
	t.is(connectTimeoutIn({PGCONNECT_TIMEOUT: '2147483647'}), 2_147_483_000);
	for (const text of ['soon', '2.5', '0x10', '1 2', ' '])
		t.throws(() => connectTimeoutIn({PGCONNECT_TIMEOUT: text}), {
			instanceOf: Refusal,
			message: /^PGCONNECT_TIMEOUT is .*a whole number of seconds/,
		});
});
