import test from 'ava';
import {bodyOf, layoutOf} from '../../source/state/size.js';
import {fc} from '../helpers/random.js';

const anySize = fc.record({
	columns: fc.integer({min: 60, max: 250}),
	rows: fc.integer({min: 16, max: 100}),
	isLinear: fc.boolean(),
});
const open = {hasPane: true, isZoomed: false};

test('list and pane fill what lies between filter and footer', t => {
	fc.assert(
		fc.property(anySize, fc.boolean(), fc.nat(200), (size, isZoomed, matches) => {
			const {list, pane} = layoutOf(size, {hasPane: true, isZoomed, matches});
			const body = bodyOf(size);
			t.truthy(pane);
			if (pane?.side === 'right') {
				t.false(size.isLinear);
				// A blank and a line stand between them.
				t.is((list?.columns ?? 0) + 2 + pane.columns, body.columns);
				t.deepEqual([list?.rows, pane.rows], [body.rows, body.rows]);
			} else {
				t.is((list?.rows ?? 0) + pane!.rows, body.rows);
				t.is(pane!.columns, body.columns);
			}
		}),
	);
});

for (const [columns, rows, side] of [
	[140, 16, 'right'],
	[139, 30, 'below'],
	[60, 30, 'below'],
	[139, 29, 'alone'],
] as const) {
	test(`at ${columns}×${rows} the pane stands ${side}`, t => {
		t.is(layoutOf({columns, rows}, {...open, matches: 100}).pane?.side, side);
	});
}

const listRows = (matches: number): number | undefined =>
	layoutOf({columns: 100, rows: 43}, {...open, matches}).list?.rows;

test('a pane below the list uses what a short list leaves', t => {
	t.deepEqual(
		[0, 1, 5, 17, 500].map(matches => listRows(matches)),
		[2, 2, 6, 18, 18],
	);
});
