/** The terminal, in cells. */
export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** A terminal as it is laid out for. */
export interface TerminalSize extends Size {
	/** Whether it is read line by line, so that nothing stands beside something else. */
	readonly isLinear?: boolean;
}

/** Below this the app says what it needs instead of drawing. */
export const smallestSize: Size = {columns: 60, rows: 16};

export const isTooSmall = ({columns, rows}: Size): boolean =>
	columns < smallestSize.columns || rows < smallestSize.rows;

/** Where the drill-down pane stands: beside the list, below it, or instead of it. */
export type PanePlace = 'right' | 'below' | 'alone';

export const panePlace = ({columns, rows, isLinear}: TerminalSize, isZoomed: boolean): PanePlace => {
	if (isZoomed) return 'alone';
	if (columns >= 140 && !isLinear) return 'right';
	return rows >= 30 ? 'below' : 'alone';
};

/** Rows that are always there: header, filter bar, footer. */
const frameRows = 3;

export interface Layout {
	/** `undefined` where the pane takes the whole screen. The first of the rows holds the column headings. */
	readonly list: Size | undefined;
	readonly pane: (Size & {readonly place: PanePlace}) | undefined;
}

/** What lies between filter bar and footer. */
export const bodyOf = ({columns, rows}: Size): Size => ({columns, rows: rows - frameRows});

/** How that is divided. */
export const layoutOf = (size: TerminalSize, hasPane: boolean, isZoomed: boolean): Layout => {
	const whole = bodyOf(size);
	const {rows} = whole;
	if (!hasPane) return {list: whole, pane: undefined};
	const place = panePlace(size, isZoomed);
	if (place === 'alone') return {list: undefined, pane: {...whole, place}};
	if (place === 'right') {
		// One column is for the line between the two.
		const paneColumns = Math.floor(size.columns * 0.45);
		return {list: {columns: size.columns - paneColumns - 1, rows}, pane: {columns: paneColumns, rows, place}};
	}

	const paneRows = Math.ceil(rows * 0.55);
	return {
		list: {columns: size.columns, rows: rows - paneRows},
		pane: {columns: size.columns, rows: paneRows, place},
	};
};

/** The size of a panel that wants so much, inside of its border. */
export const panelSize = (room: Size, wanted: Size): Size => ({
	columns: Math.min(wanted.columns, room.columns - 4),
	rows: Math.min(wanted.rows, room.rows - 2),
});
