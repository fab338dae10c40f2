import {Box, Text} from 'ink';
import {memo, type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {type Figure, type ShownBars, type StatisticsReport} from '../../domain/find/statistics-report.js';
import {displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {counted, formatCount} from '../../text/count.js';
import {type StatisticsDialog} from '../../state/dialog.js';
import {type Size} from '../../state/size.js';
import {statisticsLayout, type StatisticsLayout, tileGap} from '../../state/statistics-layout.js';
import {bar} from '../bar.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {SmallTable} from '../parts/small-table.js';
import {progressBar} from '../progress-bar.js';
import {theme} from '../theme.js';

const figureColumns = [
	{heading: 'Figure', width: 16},
	{heading: 'Value', width: 16, align: 'right'},
	{heading: 'Share', width: 7, align: 'right'},
] as const;

const Figures = ({figures}: {readonly figures: readonly Figure[]}): ReactElement => (
	<SmallTable columns={figureColumns} rows={figures.map(({title, value, share}) => [title, value, share])} />
);

/** One line each with label, number and bar. The largest number has the longest bar, and the rest has none. */
const Bars = ({
	title,
	shown: {bars, rest},
	width,
}: {
	readonly title: string;
	readonly shown: ShownBars;
	readonly width: number;
}): ReactElement => {
	const all = (rest === undefined ? bars : [...bars, rest]).map(({label, count}) => ({
		label: safeLine(label),
		number: formatCount(count),
		count,
	}));
	const labels = Math.min(Math.floor(width / 2), Math.max(...all.map(({label}) => displayWidth(label))));
	const numbers = Math.max(...all.map(({number}) => number.length));
	const room = width - labels - numbers - 4;
	const largest = Math.max(1, ...bars.map(({count}) => count));
	return (
		<>
			<PanelLine text={title} width={width} style={theme.heading} />
			{all.map(({label, number, count}, index) => (
				<Text key={index} wrap="truncate" {...(index < bars.length ? {} : theme.quiet)}>
					{`${fitCell(label, labels)}  ${number.padStart(numbers)}  `}
					{index < bars.length && <Text {...theme.spark}>{bar(count / largest, room)}</Text>}
				</Text>
			))}
		</>
	);
};

/** Draws all tiles, and only when the report changes; Ink cuts out the visible part. */
const Tiles = memo(
	({tiles, width}: {readonly tiles: StatisticsLayout['tiles']; readonly width: number}): ReactElement => (
		<Box flexShrink={0} alignItems="flex-start" columnGap={tileGap}>
			{tiles.map((column, index) => (
				<Box key={index} flexDirection="column" width={width}>
					{column.map((tile, position) => (
						<Box key={position} flexDirection="column" height={tile.height}>
							{tile.kind === 'figures' ? (
								<Figures figures={tile.figures} />
							) : (
								<Bars title={tile.title} shown={tile.shown} width={width} />
							)}
						</Box>
					))}
				</Box>
			))}
		</Box>
	),
);
Tiles.displayName = 'Tiles';

const whatOf = ({state}: App, {sessions}: StatisticsReport): string => {
	if (state.onlyMarked) return counted(sessions, 'marked session');
	return state.filter === ''
		? `all ${counted(sessions, 'session')}`
		: `${counted(sessions, 'session')} that match`;
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
	const {columns, rows, tiles, tileWidth, lines, top} = statisticsLayout(dialog, room);
	const {report, progress} = dialog;
	if (report === undefined)
		return (
			<Panel title="Statistics" room={room} width={columns} height={rows}>
				<PanelLine text={`Counting ${progressBar(progress)}`} width={columns} />
			</Panel>
		);
	const range = lines > rows ? `, lines ${top + 1} to ${top + rows} of ${lines}` : '';
	return (
		<Panel title={`Statistics of ${whatOf(app, report)}${range}`} room={room} width={columns} height={rows}>
			<Box flexDirection="column" height={rows} overflow="hidden" contentOffsetY={top}>
				<Tiles tiles={tiles} width={tileWidth} />
			</Box>
		</Panel>
	);
};
