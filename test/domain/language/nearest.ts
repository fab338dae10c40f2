import test from 'ava';
import {didYouMean, nearest} from '../../../source/domain/language/nearest.js';

const words = ['status', 'sender', 'sort', 'id', 'is'];

for (const [word, meant] of [
	['stat', 'status'],
	['sendre', 'sender'],
	['sendrxx', undefined],
	['ix', 'id'],
	['xy', undefined],
	['s', undefined],
	['', undefined],
] as const) {
	test(`“${word}” was meant to be ${meant ?? 'something else'}`, t => {
		t.is(nearest(word, words), meant);
		t.is(didYouMean(word, words), meant === undefined ? '' : `; did you mean ${meant}?`);
	});
}
