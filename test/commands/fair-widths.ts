import test from 'ava';
import {fairWidths, naturalWidth, type Widths} from '../../source/commands/fair-widths.js';
import {fc, trials} from '../helpers/random.js';

const columnOf = (cells: readonly number[], least?: number): Widths => {
	const counts: number[] = [];
	for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
	return {counts, ...(least !== undefined && {least})};
};

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

const cellsOf = fc.array(fc.integer({min: 1, max: 30}), {minLength: 1, maxLength: 12});

test('fills the room exactly where there is too little of it, but goes below no least width', t => {
	fc.assert(
		fc.property(
			fc.array(cellsOf, {minLength: 1, maxLength: 5}),
			fc.integer({min: 5, max: 120}),
			(all, room) => {
				const columns = all.map(cells => columnOf(cells, 8));
				const natural = columns.map(column => naturalWidth(column));
				const widths = fairWidths(columns, room);
				const least = natural.map(width => Math.min(8, width));
				t.is(sum(widths), Math.min(sum(natural), Math.max(sum(least), room)));
				t.true(widths.every((width, index) => width >= least[index]! && width <= natural[index]!));
			},
		),
		{numRuns: trials(300)},
	);
});

/** The sum of the squares of the shares that are cut off. */
const lossOf = (all: readonly (readonly number[])[], widths: readonly number[]): number =>
	sum(all.flatMap((cells, index) => cells.map(cell => Math.max(0, 1 - widths[index]! / cell) ** 2)));

test('cuts as little as any other division would', t => {
	fc.assert(
		fc.property(cellsOf, cellsOf, fc.integer({min: 2, max: 60}), (first, second, room) => {
			const all = [first, second];
			const natural = all.map(cells => Math.max(...cells));
			const loss = lossOf(
				all,
				fairWidths(
					all.map(cells => columnOf(cells, 1)),
					room,
				),
			);
			for (let width = 1; width <= Math.min(natural[0]!, room - 1); width++)
				t.true(loss <= lossOf(all, [width, Math.min(natural[1]!, room - width)]) + 1e-9);
		}),
		{numRuns: trials(300)},
	);
});

test('lets one odd cell give way before many usual ones', t => {
	const usual = Array.from({length: 100}, () => 20);
	t.deepEqual(fairWidths([columnOf([...usual, 90], 8), columnOf(usual, 8)], 40), [20, 20]);
	t.deepEqual(fairWidths([columnOf(usual, 8), columnOf(usual, 8)], 30), [15, 15]);
});

test('never cuts what must not be cut', t => {
	t.deepEqual(fairWidths([columnOf([30]), columnOf([30], 8)], 20), [30, 8]);
});
