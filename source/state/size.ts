/** The terminal, in cells. */
export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** The terminal, and how the screen is laid out on it. */
export interface TerminalSize extends Size {
	/** Whether it is read line by line, as by a screen reader, so that nothing may stand side by side. */
	readonly isLinear?: boolean;
}

/** In a smaller terminal the app says what size it needs instead of drawing. */
export const smallestSize: Size = {columns: 60, rows: 16};

export const isTooSmall = ({columns, rows}: Size): boolean =>
	columns < smallestSize.columns || rows < smallestSize.rows;

/** Where the drill-down pane lies: beside the list, below it, or in place of it. */
type PaneSide = 'right' | 'below' | 'alone';

export const paneSide = ({columns, rows, isLinear}: TerminalSize, isZoomed: boolean): PaneSide => {
	if (isZoomed) return 'alone';
	if (columns >= 140 && !isLinear) return 'right';
	return rows >= 30 ? 'below' : 'alone';
};

/** Rows that are always there: header, filter bar, footer. */
const frameRows = 3;

interface Layout {
	/** `undefined` if the pane takes the whole screen. The first row holds the column headings. */
	readonly list: Size | undefined;
	readonly pane: (Size & {readonly side: PaneSide}) | undefined;
}

/** The area between filter bar and footer. */
export const bodyOf = (size: TerminalSize): TerminalSize => ({...size, rows: size.rows - frameRows});

/** What the layout depends on besides the size of the terminal. */
interface Division {
	readonly hasPane: boolean;
	readonly isZoomed: boolean;
	/** The sessions in the list: what a short list leaves goes to a pane below it. */
	readonly matches: number;
}

/** Divides the body between list and pane. */
export const layoutOf = (size: TerminalSize, {hasPane, isZoomed, matches}: Division): Layout => {
	const whole = bodyOf(size);
	const {rows} = whole;
	if (!hasPane) return {list: whole, pane: undefined};
	const side = paneSide(size, isZoomed);
	if (side === 'alone') return {list: undefined, pane: {...whole, side}};
	if (side === 'right') {
		// A blank and a line stand between the two.
		const paneColumns = Math.floor(size.columns * 0.45);
		return {list: {columns: size.columns - paneColumns - 2, rows}, pane: {columns: paneColumns, rows, side}};
	}

	// The headings, and one row at least to say that nothing matches.
	const listRows = Math.min(Math.floor(rows * 0.45), Math.max(1, matches) + 1);
	return {
		list: {columns: size.columns, rows: listRows},
		pane: {columns: size.columns, rows: rows - listRows, side},
	};
};

/** The size inside the border of a panel that wants so much. */
export const panelSize = (room: Size, wanted: Size): Size => ({
	columns: Math.min(wanted.columns, room.columns - 4),
	rows: Math.min(wanted.rows, room.rows - 2),
});
