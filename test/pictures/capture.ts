import {type IBufferCell} from '@xterm/headless';
import {type Terminal} from '../helpers/terminal.js';

export interface Style {
	/** A number of the terminal's sixteen colours; `undefined` is that of the terminal. */
	readonly colour: number | undefined;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly underline: boolean;
	readonly inverse: boolean;
}

/** Text of one style that stands together, in cells from the left. */
export interface Run {
	readonly column: number;
	readonly width: number;
	readonly text: string;
	readonly style: Style;
}

/** What a terminal shows: its rows, each as runs. */
export interface Capture {
	readonly columns: number;
	readonly rows: readonly (readonly Run[])[];
}

const styleOf = (cell: IBufferCell): Style => ({
	colour: cell.isFgPalette() ? cell.getFgColor() : undefined,
	bold: cell.isBold() !== 0,
	dim: cell.isDim() !== 0,
	underline: cell.isUnderline() !== 0,
	inverse: cell.isInverse() !== 0,
});

const isAlike = (a: Style, b: Style): boolean =>
	a.colour === b.colour &&
	a.bold === b.bold &&
	a.dim === b.dim &&
	a.underline === b.underline &&
	a.inverse === b.inverse;

const isAscii = (text: string): boolean => /^[ -~]+$/.test(text);

const runsOf = (terminal: Terminal, row: number): Run[] => {
	const runs: Run[] = [];
	for (let column = 0; column < terminal.emulator.cols; column++) {
		const cell = terminal.cell(row, column);
		const width = cell.getWidth();
		if (width === 0) continue;
		const run: Run = {column, width, text: cell.getChars() || ' ', style: styleOf(cell)};
		const last = runs.at(-1);
		// What a font may draw wider or narrower than its cells stands alone, so that it moves nothing else.
		const joins = last && isAscii(last.text) && isAscii(run.text) && isAlike(last.style, run.style);
		if (joins) runs[runs.length - 1] = {...last, width: last.width + width, text: last.text + run.text};
		else runs.push(run);
	}

	return runs.filter(({text, style}) => text.trim() !== '' || style.inverse || style.underline);
};

export const capture = (terminal: Terminal): Capture => ({
	columns: terminal.emulator.cols,
	rows: Array.from({length: terminal.emulator.rows}, (_, row) => runsOf(terminal, row)),
});
