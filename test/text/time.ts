import test from 'ava';
import {formatAge, formatDate, formatSpan} from '../../source/text/time.js';

const now = Date.parse('2026-11-22T12:00:00Z') / 1000;

for (const [title, ago, text] of [
	['nothing is known', undefined, '—'],
	['this moment', 0, 'now'],
	['less than a minute', 59, 'now'],
	['a minute', 60, '1 min ago'],
	['less than an hour', 3599, '59 min ago'],
	['an hour', 3600, '1 h ago'],
	['less than a day', 86_399, '23 h ago'],
	['a day', 86_400, '21 Nov 12:00'],
	['half a year', 180 * 86_400, '26 May 12:00'],
	['another year', 365 * 86_400, '22 Nov 2025'],
	['a time to come', -1, '22 Nov 12:00'],
] as const) {
	test(`how long ago it was: ${title}`, t => {
		t.is(formatAge(ago === undefined ? undefined : now - ago, now), text);
	});
}

test('a day is told with its weekday and year', t => {
	t.is(formatDate(now), 'Sun 22 Nov 2026');
});

for (const [from, to, text] of [
	['2026-11-22T00:00', '2026-11-22T12:00', '22 Nov'],
	['2026-11-03T00:00', '2026-11-22T12:00', '3–22 Nov'],
	['2026-06-03T00:00', '2026-11-22T12:00', 'Jun–Nov'],
	['2025-11-22T00:00', '2025-11-22T00:00', '22 Nov 2025'],
	['2025-11-03T00:00', '2025-11-22T00:00', '3–22 Nov 2025'],
	['2025-06-03T00:00', '2025-11-22T00:00', 'Jun–Nov 2025'],
	['2024-06-03T00:00', '2026-11-22T00:00', 'Jun 2024–Nov 2026'],
] as const) {
	test(`from ${from} to ${to} is told as ${text}`, t => {
		t.is(formatSpan(Date.parse(`${from}Z`) / 1000, Date.parse(`${to}Z`) / 1000, now), text);
	});
}
