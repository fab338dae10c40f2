import {execFileSync} from 'node:child_process';
import test from 'ava';
import {calendarOf, isZone} from '../../../source/domain/language/calendar.js';

/** Zones that set their clocks at midnight, by half an hour, at other times, or never. */
const zones = [
	'UTC',
	'Europe/Berlin',
	'America/Sao_Paulo',
	'Asia/Beirut',
	'Australia/Lord_Howe',
	'Asia/Kolkata',
	'America/St_Johns',
	'Africa/Cairo',
	'America/Havana',
];

const daysOf = `
	const days = [];
	for (let day = 0; day < 366 * 3; day++) days.push(new Date(2016, 0, day).getTime() / 1000);
	process.stdout.write(JSON.stringify(days));
`;

for (const zone of zones) {
	test(`has the days of ${zone} as a process in that zone has them`, t => {
		const days = JSON.parse(
			execFileSync(process.execPath, ['-e', daysOf], {env: {...process.env, TZ: zone}, encoding: 'utf8'}),
		) as readonly number[];
		const calendar = calendarOf(zone);
		t.deepEqual(
			days.map((_, day) => calendar.startOf(2016, 0, day)),
			days,
		);
		const middle = days[500]!;
		const [year, month, day] = calendar.dayAt(middle + 43_000);
		t.is(calendar.startOf(year, month, day), middle);
	});
}

test('knows which zones there are', t => {
	t.true(isZone('Europe/Berlin'));
	t.false(isZone('Europe/Nowhere'));
	t.false(isZone(''));
});
