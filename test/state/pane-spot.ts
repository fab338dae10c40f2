import test from 'ava';
import {firstSpot, linesFrom, movedSpot} from '../../source/state/pane-spot.js';
import {fc} from '../helpers/random.js';

test('a spot moves over items as one moves over all lines', t => {
	fc.assert(
		fc.property(
			fc.array(fc.nat({max: 4}), {maxLength: 8}),
			fc.nat({max: 20}),
			fc.integer({min: -20, max: 20}),
			(sizes, start, by) => {
				const items = sizes.map((size, item) => Array.from({length: size}, (_, line) => `${item}.${line}`));
				const view = {items, linesOf: (item: number) => items[item] ?? []};
				const all = items.flat();
				const from = Math.min(start, all.length);
				const to = Math.max(0, Math.min(all.length, from + by));
				const spot = movedSpot(view, movedSpot(view, firstSpot(view), from), by);
				t.deepEqual(linesFrom(view, spot, 5), all.slice(to, to + 5));
			},
		),
	);
});
