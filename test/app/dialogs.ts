import test from 'ava';
import {openApp, sizes} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';
import {type Terminal} from '../helpers/terminal.js';

/** The keys that open each dialog that stands in a frame. */
const dialogs = ['f', 'c', 't', 'd', 'T', 'O', 'I', 'e', 'w', '?', 'X'] as const;

interface Rectangle {
	readonly top: number;
	readonly bottom: number;
	readonly left: number;
	readonly right: number;
}

/** Where the dialog stands, its frame included. */
const frameOf = (terminal: Terminal): Rectangle => {
	const {columns, rows} = terminal.stdout;
	const find = (sign: string): readonly [row: number, column: number] => {
		for (let row = 0; row < rows; row++)
			for (let column = 0; column < columns; column++)
				if (terminal.cell(row, column).getChars() === sign) return [row, column];
		throw new Error(`There is no ${sign}:\n${terminal.screen().join('\n')}`);
	};

	const [top, left] = find('╭');
	const [bottom, right] = find('╯');
	return {top, bottom, left, right};
};

for (const size of oneIn(2, sizes)) {
	for (const key of dialogs) {
		test.serial(`only the dialog looks alive at ${size.columns}×${size.rows}: ${key}`, async t => {
			const app = await openApp(t, size);
			if (size.columns > 140) await app.press('enter', 'tab');
			await app.press('space', key);
			await app.screen();
			const {terminal} = app;
			const {top, bottom, left, right} = frameOf(terminal);
			const bars = new Set<number>();
			// The last row says what keys do, and is alive.
			for (let row = 0; row < size.rows - 1; row++) {
				for (let column = 0; column < size.columns; column++) {
					const cell = terminal.cell(row, column);
					const isInside = row >= top && row <= bottom && column >= left && column <= right;
					if (isInside && cell.isInverse()) bars.add(row);
					if (isInside || cell.getChars().trim() === '') continue;
					const looks = [cell.isDim() !== 0, cell.isFgDefault(), cell.isInverse() !== 0, cell.isBold() !== 0];
					t.deepEqual(looks, [true, true, false, false], `${row}, ${column}: ${cell.getChars()}`);
				}
			}

			t.true(bars.size <= 1);
			t.regex(terminal.screen()[top]!.slice(left), /^.*╭ \S.* ─*╮/u);
		});
	}
}
