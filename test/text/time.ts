import test from 'ava';
import {formatAge} from '../../source/text/time.js';

const now = Date.parse('2026-11-22T12:00:00Z') / 1000;

for (const [title, ago, text] of [
	['nothing is known', undefined, '—'],
	['this moment', 0, 'now'],
	['less than a minute', 59, 'now'],
	['a minute', 60, '1 min ago'],
	['less than an hour', 3599, '59 min ago'],
	['an hour', 3600, '1 h ago'],
	['less than a day', 86_399, '23 h ago'],
	['a day', 86_400, '2026-11-21'],
	['a time to come', -1, '2026-11-22'],
] as const) {
	test(`how long ago it was: ${title}`, t => {
		t.is(formatAge(ago === undefined ? undefined : now - ago, now), text);
	});
}
