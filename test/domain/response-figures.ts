import test from 'ava';
import {responseFigures} from '../../source/domain/response/response-figures.js';

test('shares of answers are as exact as those of other figures', t => {
	const none = {count: 0, median: undefined, p90: undefined};
	const {figures} = responseFigures({
		sessions: 2000,
		asked: 2000,
		answered: 1811,
		missed: 169,
		firstResponse: none,
		response: none,
		duration: none,
		owners: [],
	});
	t.deepEqual(
		figures.map(({share}) => share),
		['90.6 %', '8.5 %'],
	);
});
