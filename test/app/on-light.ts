import test from 'ava';
import {type OpenApp} from '../helpers/open-app.js';

// The screen asks the environment what it shall look like when it is loaded.
delete process.env.NO_COLOR;
process.env.FORCE_COLOR = '1';
process.env.COLORFGBG = '0;15';
const {openApp} = await import('../helpers/open-app.js');

/** The numbers of all colours on the screen. */
const coloursOf = async ({terminal}: OpenApp): Promise<ReadonlySet<number>> => {
	await terminal.settled();
	const {cols, rows} = terminal.emulator;
	const cells = Array.from({length: cols * rows}, (_, index) =>
		terminal.cell(Math.floor(index / cols), index % cols),
	);
	return new Set(cells.flatMap(cell => (cell.isFgPalette() ? [cell.getFgColor()] : [])));
};

const scenes = [
	{what: 'the list with marks and a filter', keys: ['!', 'space']},
	{what: 'the messages', keys: ['enter']},
	{what: 'the statistics', keys: ['escape', 'I']},
];

test.serial(
	'on a light background nothing is yellow or cyan, and what was is told apart as before',
	async t => {
		const app = await openApp(t, {columns: 120, rows: 40});
		const seen = new Set<number>();
		for (const {what, keys} of scenes) {
			await app.press(...keys);
			const colours = await coloursOf(app);
			for (const pale of [3, 6, 7, 11, 14, 15]) t.false(colours.has(pale), `${pale} in ${what}`);
			for (const colour of colours) seen.add(colour);
		}

		const [green, blue, magenta] = [2, 4, 5];
		t.deepEqual(
			[green, blue, magenta].filter(colour => !seen.has(colour)),
			[],
		);
	},
);
