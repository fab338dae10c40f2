import test from 'ava';
import {timeoutIn} from '../../../source/exchange/http/timeout.js';

test('as long is waited as the environment says, if that is a number of seconds that can be meant', t => {
	for (const [text, milliseconds] of [
		['1', 1000],
		['5', 5000],
		['600', 600_000],
		['601', 30_000],
		['0', 30_000],
		['', 30_000],
		['-5', 30_000],
		['5s', 30_000],
		['1e3', 30_000],
	] as const)
		t.is(timeoutIn({CHATLOGS_TIMEOUT: text}), milliseconds, text);
	t.is(timeoutIn({}), 30_000);
});
