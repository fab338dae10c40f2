import {execFileSync} from 'node:child_process';
import test from 'ava';

type Case = readonly [zone: string, now: string, term: string, means: string];

const cases: readonly Case[] = [
	['UTC', '2026-11-22T10:00:00Z', 'created:today', 'created 2026-11-22 00:00:00 … 2026-11-22 23:59:59'],
	['UTC', '2026-11-22T10:00:00Z', 'created:YESTERDAY', 'created 2026-11-21 00:00:00 … 2026-11-21 23:59:59'],
	['UTC', '2026-11-22T10:00:00Z', 'active:last-7-days', 'active 2026-11-16 00:00:00 … 2026-11-22 23:59:59'],
	['UTC', '2026-11-22T10:00:00Z', 'active:last-30-days', 'active 2026-10-24 00:00:00 … 2026-11-22 23:59:59'],
	['UTC', '2026-11-22T10:00:00Z', 'active:this-month', 'active 2026-11-01 00:00:00 … 2026-11-30 23:59:59'],
	['UTC', '2026-12-31T23:59:59Z', 'active:this-month', 'active 2026-12-01 00:00:00 … 2026-12-31 23:59:59'],
	['UTC', '2026-01-01T00:00:00Z', 'active:yesterday', 'active 2025-12-31 00:00:00 … 2025-12-31 23:59:59'],
	['UTC', '2026-11-22T10:00:00Z', 'active:7d', 'active 2026-11-15 10:00:00 … 2026-11-22 10:00:00'],
	['UTC', '2026-11-22T10:00:00Z', 'active:..180d', 'active until 2026-05-26 10:00:00'],
	['UTC', '2026-11-22T10:00:00Z', 'active:7d..', 'active 2026-11-15 10:00:00 … 2026-11-22 10:00:00'],
	['UTC', '2026-11-22T10:00:00Z', 'active:30d..7d', 'active 2026-10-23 10:00:00 … 2026-11-15 10:00:00'],
	['UTC', '2026-11-22T10:00:00Z', 'active:..yesterday', 'active until 2026-11-21 23:59:59'],
	[
		'UTC',
		'2026-11-22T10:00:00Z',
		'active:2026–11–01..today',
		'active 2026-11-01 00:00:00 … 2026-11-22 23:59:59',
	],
	['UTC', '2026-11-22T10:00:00Z', 'active:12H', 'active 2026-11-21 22:00:00 … 2026-11-22 10:00:00'],
	[
		'UTC',
		'2026-11-22T10:00:00Z',
		'active:2026-11-01..2026-11-22',
		'active 2026-11-01 00:00:00 … 2026-11-22 23:59:59',
	],
	['UTC', '2026-11-22T10:00:00Z', 'active:2026/2/9', 'active 2026-02-09 00:00:00 … 2026-02-09 23:59:59'],
	[
		'UTC',
		'2026-11-22T10:00:00Z',
		'active:2026.02.09..20260210',
		'active 2026-02-09 00:00:00 … 2026-02-10 23:59:59',
	],
	['UTC', '2026-11-22T10:00:00Z', 'active:2024-02', 'active 2024-02-01 00:00:00 … 2024-02-29 23:59:59'],
	['UTC', '2026-11-22T10:00:00Z', 'active:2025..2026-03', 'active 2025-01-01 00:00:00 … 2026-03-31 23:59:59'],
	['UTC', '2026-11-22T10:00:00Z', 'active:2026-11-01..', 'active from 2026-11-01 00:00:00'],
	['UTC', '2026-11-22T10:00:00Z', '-active:..2026-11-01', 'not active until 2026-11-01 23:59:59'],
	[
		'UTC',
		'2026-11-22T10:00:00Z',
		'active:2024,2025-12',
		'active 2024-01-01 00:00:00 … 2024-12-31 23:59:59 or 2025-12-01 00:00:00 … 2025-12-31 23:59:59',
	],
	// The day is that of the zone, not that of UTC.
	[
		'Asia/Shanghai',
		'2026-11-22T20:00:00Z',
		'active:today',
		'active 2026-11-23 00:00:00 … 2026-11-23 23:59:59',
	],
	// Days of 25 and 23 hours.
	[
		'Europe/Berlin',
		'2026-10-25T12:00:00Z',
		'active:today',
		'active 2026-10-25 00:00:00 … 2026-10-25 23:59:59',
	],
	[
		'Europe/Berlin',
		'2026-03-30T12:00:00Z',
		'active:last-7-days',
		'active 2026-03-24 00:00:00 … 2026-03-30 23:59:59',
	],
	['Europe/Berlin', '2026-03-29T12:00:00Z', 'active:1d', 'active 2026-03-28 13:00:00 … 2026-03-29 14:00:00'],
	// A day without midnight, and one that the zone left out.
	[
		'America/Sao_Paulo',
		'2018-11-04T12:00:00Z',
		'active:today',
		'active 2018-11-04 01:00:00 … 2018-11-04 23:59:59',
	],
	[
		'America/Sao_Paulo',
		'2018-11-04T12:00:00Z',
		'active:yesterday',
		'active 2018-11-03 00:00:00 … 2018-11-03 23:59:59',
	],
	[
		'Pacific/Apia',
		'2012-01-01T00:00:00Z',
		'active:2011-12-29..2011-12-31',
		'active 2011-12-29 00:00:00 … 2011-12-31 23:59:59',
	],
];

/** Test files run in threads, where the zone cannot be changed; so one process goes through the zones. */
const script = `
	import {describeTimes} from './source/domain/language/describe.ts';
	import {parseFilter} from './source/domain/language/parse.ts';
	console.log(JSON.stringify(JSON.parse(process.argv[1]).map(([zone, now, term]) => {
		process.env.TZ = zone;
		return describeTimes(parseFilter(term), Date.parse(now) / 1000);
	})));
`;

const described = JSON.parse(
	execFileSync(
		process.execPath,
		['--import=tsx', '--input-type=module', '--eval', script, JSON.stringify(cases)],
		{
			encoding: 'utf8',
		},
	),
) as string[][];

for (const [index, [zone, now, term, means]] of cases.entries()) {
	test(`${term} at ${now} in ${zone}`, t => {
		t.deepEqual(described[index], [means]);
	});
}
