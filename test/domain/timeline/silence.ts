import test from 'ava';
import {describeSilence} from '../../../source/domain/timeline/silence.js';

for (const [what, to, text] of [
	['an hour is notable', 4600, '1 hour of silence'],
	['less is not', 4599, undefined],
	['days are told with their hours', 1000 + 3 * 86_400 + 7200, '3 days 2 hours of silence'],
	['nothing is said where time goes back', -90_000, undefined],
] as const) {
	test(what, t => {
		t.is(describeSilence(1000, to), text);
	});
}
