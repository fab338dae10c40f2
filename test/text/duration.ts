import test from 'ava';
import {durationText} from '../../source/text/duration.js';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

for (const [seconds, text] of [
	[0, '0 seconds'],
	[1, '1 second'],
	[59, '59 seconds'],
	[minute, '1 minute'],
	[minute + 1, '1 minute 1 second'],
	[hour, '1 hour'],
	[hour + 59, '1 hour'],
	[hour + 2 * minute, '1 hour 2 minutes'],
	[day - 1, '23 hours 59 minutes'],
	[2 * day + 3 * hour + 59 * minute, '2 days 3 hours'],
	[day + 59 * minute, '1 day'],
	[1200 * day, '1,200 days'],
] as const) {
	test(`${seconds} s are ${text}`, t => {
		t.is(durationText(seconds), text);
	});
}
