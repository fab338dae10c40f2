import {Box, Text} from 'ink';
import {memo, type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {
	type Bar,
	type Figure,
	type ShownBars,
	type StatisticsReport,
} from '../../domain/find/statistics-report.js';
import {displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {counted, formatCount} from '../../text/count.js';
import {type StatisticsDialog, underCursor} from '../../state/dialog.js';
import {type Size} from '../../state/size.js';
import {
	type FigureColumns,
	statisticsLayout,
	type StatisticsLayout,
	tileGap,
} from '../../state/statistics-layout.js';
import {bar} from '../bar.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {SmallTable} from '../parts/small-table.js';
import {signs} from '../signs.js';
import {progressBar} from '../progress-bar.js';
import {theme} from '../theme.js';

const Figures = ({
	columns: [title, value, share],
	figures,
}: {
	readonly columns: FigureColumns;
	readonly figures: readonly Figure[];
}): ReactElement => (
	<SmallTable
		columns={[title, {...value, align: 'right'}, {...share, align: 'right'}]}
		rows={figures.map(figure => [figure.title, figure.value, figure.share])}
	/>
);

/** One line each with label, number and bar. The largest number has the longest bar, and the rest has none. */
const Bars = ({
	title,
	shown: {bars, rest},
	width,
	labels,
	numbers,
	under,
}: {
	readonly title: string;
	readonly shown: ShownBars;
	readonly width: number;
	/** The cells for labels and numbers, the same in all tiles, so that all bars begin in one column. */
	readonly labels: number;
	readonly numbers: number;
	/** The bar under the cursor. */
	readonly under: Bar | undefined;
}): ReactElement => {
	const all = (rest === undefined ? bars : [...bars, rest]).map(
		({label, count, told = formatCount(count)}: Bar) => ({
			label: safeLine(label),
			number: told,
			count,
		}),
	);
	const room = width - labels - numbers - 5;
	const largest = Math.max(1, ...bars.map(({count}) => count));
	return (
		<>
			<PanelLine text={title} width={width} style={theme.heading} />
			{all.map(({label, number, count}, index) => (
				<Text key={index} wrap="truncate" {...(index < bars.length ? {} : theme.quiet)}>
					<Text {...(bars[index] === under && under ? theme.cursor : {})}>
						{`${bars[index] === under && under ? signs.cursor : ' '}${fitCell(label, labels)}  ${number.padStart(numbers)}`}
					</Text>
					{'  '}
					{index < bars.length && <Text {...theme.spark}>{bar(count / largest, room)}</Text>}
				</Text>
			))}
		</>
	);
};

/** The cells that the longest label and the longest number need, the label at most half of a tile. */
const cellsOf = (
	tiles: StatisticsLayout['tiles'],
	width: number,
): {readonly labels: number; readonly numbers: number} => {
	const all = tiles.flat().flatMap(tile => {
		if (tile.kind === 'figures') return [];
		const {bars, rest} = tile.shown;
		return rest ? [...bars, rest] : bars;
	});
	const longest = Math.max(0, ...all.map(({label}) => displayWidth(safeLine(label))));
	return {
		labels: Math.min(Math.floor(width / 2), longest),
		numbers: Math.max(0, ...all.map(({count, told = formatCount(count)}: Bar) => told.length)),
	};
};

/** Draws all tiles, and only when the report or the cursor changes; Ink cuts out the visible part. */
const Tiles = memo(
	({
		tiles,
		width,
		under,
	}: {
		readonly tiles: StatisticsLayout['tiles'];
		readonly width: number;
		readonly under: Bar | undefined;
	}): ReactElement => {
		const {labels, numbers} = cellsOf(tiles, width);
		return (
			<Box flexShrink={0} alignItems="flex-start" columnGap={tileGap}>
				{tiles.map((column, index) => (
					<Box key={index} flexDirection="column" width={width}>
						{column.map((tile, position) => (
							<Box key={position} flexDirection="column" height={tile.height}>
								{tile.kind === 'figures' ? (
									<Figures columns={tile.columns} figures={tile.figures} />
								) : (
									<Bars
										title={tile.title}
										shown={tile.shown}
										width={width}
										labels={labels}
										numbers={numbers}
										under={under}
									/>
								)}
							</Box>
						))}
					</Box>
				))}
			</Box>
		);
	},
);
Tiles.displayName = 'Tiles';

const whatOf = ({state}: App, {sessions}: StatisticsReport): string => {
	if (state.onlyMarked) return counted(sessions, 'marked session');
	if (state.filter !== '') return counted(sessions, 'session that matches', 'sessions that match');
	return sessions === 1 ? '1 session' : `all ${counted(sessions, 'session')}`;
};

/** Figures and bars about the sessions that the list shows. */
export const Statistics = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: StatisticsDialog;
	readonly room: Size;
}): ReactElement => {
	const {columns, rows, tiles, tileWidth, lines, bars, top} = statisticsLayout(dialog, room);
	const {report, progress, responses} = dialog;
	if (report === undefined)
		return (
			<Panel title="Statistics" room={room} width={columns} height={rows}>
				<PanelLine text={`Counting ${progressBar(progress)}`} width={columns} />
			</Panel>
		);
	const range = lines > rows ? `, lines ${top + 1} to ${top + rows} of ${lines}` : '';
	const isReading = responses !== undefined && responses.report === undefined;
	return (
		<Panel
			title={
				isReading
					? `Statistics: reading messages ${progressBar(responses.progress)}`
					: `Statistics of ${whatOf(app, report)}${range}`
			}
			room={room}
			width={columns}
			height={rows}
		>
			<Box flexDirection="column" height={rows} overflow="hidden" contentOffsetY={top}>
				<Tiles tiles={tiles} width={tileWidth} under={underCursor(bars, dialog)?.bar} />
			</Box>
		</Panel>
	);
};
