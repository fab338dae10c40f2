import {
	type Bar,
	type Figure,
	type Section,
	type ShownBars,
	shownBars,
	type StatisticsReport,
} from '../domain/find/statistics-report.js';
import {type ResponseFigures} from '../domain/response/response-figures.js';
import {type StatisticsDialog} from './dialog.js';
import {remembered} from './remembered.js';
import {panelSize, type Size, type TerminalSize} from './size.js';
import {type State} from './state.js';

/** One part of the statistics and its height in lines, of which the last is blank. */
type Tile = {readonly height: number} & (
	| {
			readonly kind: 'figures';
			readonly columns: FigureColumns;
			readonly figures: readonly Figure[];
	  }
	| {readonly kind: 'section'; readonly title: string; readonly shown: ShownBars}
);

interface FigureColumn {
	readonly heading: string;
	/** In cells. */
	readonly width: number;
}

/** The columns of figures: what it is, its value, and its share. */
export type FigureColumns = readonly [FigureColumn, FigureColumn, FigureColumn];

const countColumns = (heading: string): FigureColumns => [
	{heading, width: 16},
	{heading: 'Value', width: 16},
	{heading: 'Share', width: 10},
];

/** A count has its share beside it, a duration its 90th percentile. */
const timeColumns: FigureColumns = [
	{heading: 'Times', width: 16},
	{heading: 'Median', width: 13},
	{heading: '90 %', width: 13},
];

/** A bar with the line that it stands in. */
export interface PlacedBar {
	readonly bar: Bar;
	readonly line: number;
}

/** How the statistics are divided in a panel whose inside has that size. */
export interface StatisticsLayout extends Size {
	/** Columns of tiles, side by side. */
	readonly tiles: readonly (readonly Tile[])[];
	/** Cells in each column of tiles. */
	readonly tileWidth: number;
	/** Lines of the highest column. */
	readonly lines: number;
	/** The bars that the cursor can stand on, column by column, each with its line. */
	readonly bars: readonly PlacedBar[];
	/** The first line shown. */
	readonly top: number;
}

/** The most bars of a section; for days that is two weeks. */
const mostBars = 14;

/** The least cells for a readable bar beside its label and number. */
const leastWidth = 44;
/** Cells between two columns of tiles. */
export const tileGap = 3;

/** Adds a line for the title or the headings, and a blank one. */
const heightOf = (lines: number): number => lines + 2;

const sectionTile = (section: Section): Tile => {
	const shown = shownBars(section, mostBars);
	const lines = shown.bars.length + Number(shown.rest !== undefined);
	return {kind: 'section', title: section.title, shown, height: heightOf(lines)};
};

const figuresTile = (columns: FigureColumns, figures: readonly Figure[]): Tile => ({
	kind: 'figures',
	columns,
	figures,
	height: heightOf(figures.length),
});

const sectionTiles = (sections: readonly Section[]): readonly Tile[] =>
	sections.filter(({bars}) => bars.length > 0).map(sectionTile);

const responseTiles = ({figures, times, sections}: ResponseFigures): readonly Tile[] => [
	figuresTile(countColumns('Answers'), figures),
	figuresTile(timeColumns, times),
	...sectionTiles(sections),
];

const reportTiles = ({figures, sections}: StatisticsReport): readonly Tile[] => [
	figuresTile(countColumns('Figure'), figures),
	...sectionTiles(sections),
];

const linesOf = (tiles: readonly Tile[]): number => tiles.reduce((sum, {height}) => sum + height, 0);

/** Puts each tile into the column that is shortest so far. */
const inColumns = (tiles: readonly Tile[], count: number): readonly (readonly Tile[])[] => {
	const columns = Array.from({length: count}, (): Tile[] => []);
	for (const tile of tiles) {
		const heights = columns.map(linesOf);
		columns[heights.indexOf(Math.min(...heights))]!.push(tile);
	}

	return columns;
};

/** The bars of a column of tiles. */
const placedBars = (tiles: readonly Tile[]): readonly PlacedBar[] => {
	let from = 0;
	return tiles.flatMap(tile => {
		// The first line of a tile is its title.
		const first = from + 1;
		from += tile.height;
		return tile.kind === 'section' ? tile.shown.bars.map((bar, index) => ({bar, line: first + index})) : [];
	});
};

/** The part of the layout that scrolling does not change. */
const arrangement = remembered(
	(report: StatisticsReport | undefined, columns: number, isLinear: boolean, responses?: ResponseFigures) => {
		const most = Math.floor((columns + tileGap) / (leastWidth + tileGap));
		const count = isLinear ? 1 : Math.max(1, most);
		const all = [...(responses ? responseTiles(responses) : []), ...(report ? reportTiles(report) : [])];
		const tiles = inColumns(all, count);
		// Nothing follows the last blank line.
		const lines = Math.max(...tiles.map(linesOf)) - 1;
		return {
			tiles,
			tileWidth: Math.floor((columns + tileGap) / count) - tileGap,
			lines,
			bars: tiles.flatMap(column => placedBars(column)),
		};
	},
);

/** How the dialog is laid out in the room given. */
export const statisticsLayout = (
	{report, responses, cursor}: Pick<StatisticsDialog, 'report' | 'responses' | 'cursor'>,
	room: TerminalSize,
): StatisticsLayout => {
	const size = panelSize(room, room);
	const arranged = arrangement(report, size.columns, room.isLinear ?? false, responses?.report);
	const {bars, lines} = arranged;
	const line = bars[Math.min(cursor, bars.length - 1)]?.line ?? 0;
	// The first bars show what stands above them, too.
	const top =
		line < size.rows ? 0 : Math.min(line - Math.floor(size.rows / 2), Math.max(0, lines - size.rows));
	return {...size, ...arranged, top};
};

/** Shows the progress of the count, and the last complete report. */
export const withReport = (state: State, progress: number, report: StatisticsReport | undefined): State =>
	state.dialog?.kind === 'statistics'
		? {...state, dialog: {...state.dialog, progress, report: report ?? state.dialog.report}}
		: state;

/** Shows how far the response times are read, or what they are. */
export const withResponses = (state: State, responses: NonNullable<StatisticsDialog['responses']>): State =>
	state.dialog?.kind === 'statistics' ? {...state, dialog: {...state.dialog, responses}} : state;
