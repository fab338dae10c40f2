import test from 'ava';
import {Random} from '../../source/demo/random.js';
import {fc} from '../helpers/random.js';

const draw = (random: Random, count: number): number[] =>
	Array.from({length: count}, () => random.fraction());

test('seed and stream decide the numbers', t => {
	t.deepEqual(draw(new Random(5, 2), 20), draw(new Random(5, 2), 20));
	t.notDeepEqual(draw(new Random(5, 2), 20), draw(new Random(6, 2), 20));
	t.notDeepEqual(draw(new Random(5, 2), 20), draw(new Random(5, 3), 20));
});

test('fractions are spread evenly from 0 to 1', t => {
	const tenths = Array.from({length: 10}, () => 0);
	for (const fraction of draw(new Random(1), 100_000)) tenths[Math.floor(fraction * 10)]!++;
	t.true(
		tenths.every(count => count > 9500 && count < 10_500),
		tenths.join(' '),
	);
});

test('whole numbers stay between both ends and reach them', t => {
	fc.assert(
		fc.property(fc.maxSafeInteger(), fc.integer({min: -50, max: 50}), fc.nat(3), (seed, first, span) => {
			const random = new Random(seed);
			const drawn = new Set(Array.from({length: 200}, () => random.between(first, first + span)));
			return drawn.size === span + 1 && Math.min(...drawn) === first && Math.max(...drawn) === first + span;
		}),
	);
	t.pass();
});

test('a pick is one of the values', t => {
	const random = new Random(4);
	const picked = new Set(Array.from({length: 100}, () => random.pick(['a', 'b', 'c'])));
	t.deepEqual(picked, new Set(['a', 'b', 'c']));
});
