import {Box, Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {columnGap, type FittedColumn, listedColumns} from '../../domain/session-columns.js';
import {refText} from '../../domain/session-ref.js';
import {siteLabel} from '../../domain/site.js';
import {counted, formatCount} from '../../text/count.js';
import {cutText, displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {isSearched, type JointDialog, type JointRow, jointTargets} from '../../state/joint-list.js';
import {scrollTo} from '../../state/scroll.js';
import {panelSize, type Size} from '../../state/size.js';
import {cellTexts, headingText, listColumns} from '../columns.js';
import {Lines} from '../parts/lines.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {noSign, signs} from '../signs.js';
import {styled, theme} from '../theme.js';

/** The most cells for a number with its site, and for the site's label. */
const widestRef = 24;
const widestSite = 16;

/** The most lines about sites that could not be looked through. */
const mostTroubles = 3;

const widthOf = (texts: readonly string[], least: number, most: number): number =>
	texts.reduce((width, text) => Math.max(width, Math.min(most, displayWidth(text))), least);

/** How much was found, and what is shown of it. */
const countText = (dialog: JointDialog, app: App): string => {
	const {request, found, rows, marks} = dialog;
	const matches = [...found.values()].reduce((sum, each) => sum + each.matches, 0);
	const wells = [...found.values()].filter(({trouble}) => trouble === undefined).length;
	const marked = marks.size === 0 ? 0 : jointTargets(dialog).filter(row => marks.has(refText(row))).length;
	return [
		`${formatCount(matches)} match in ${counted(wells, 'site')}`,
		...(isSearched(dialog)
			? []
			: [`looked through ${found.size} of ${counted(request.sites.length, 'site')} …`]),
		...(rows.length < matches && isSearched(dialog)
			? [`the first ${formatCount(rows.length)} are shown`]
			: []),
		...(marked > 0 ? [`${formatCount(marked)} marked`] : []),
		...(app.state.busy === undefined ? [] : [app.state.busy]),
	].join(' · ');
};

/** The sites that could not be looked through, and why; what is too much is told by name only. */
const troubleTexts = ({request, found}: JointDialog): readonly string[] => {
	const troubles = request.sites.flatMap(site => {
		const trouble = found.get(site.name)?.trouble;
		return trouble === undefined ? [] : [{label: siteLabel(site), trouble}];
	});
	const [shown, others] =
		troubles.length > mostTroubles
			? [troubles.slice(0, mostTroubles - 1), troubles.slice(mostTroubles - 1)]
			: [troubles, []];
	const more = others.map(({label}) => label).join(', ');
	return [
		...shown.map(({label, trouble}) => safeLine(`${label} was not looked through: ${trouble}`)),
		...(more === '' ? [] : [safeLine(`Nor were ${more}.`)]),
	];
};

const emptyText = (dialog: JointDialog): string =>
	isSearched(dialog) ? 'No session matches.' : 'Looking through the sites …';

interface Columns {
	readonly ref: number;
	/** Missing where the numbers tell the sites already, since none has another label than its name. */
	readonly site: number | undefined;
	readonly fitted: readonly FittedColumn[];
}

/** The columns for the rows that there are, the number of a session always with its site. */
const columnsOf = ({rows, request}: JointDialog, width: number, app: App): Columns => {
	const ref = widthOf(
		rows.map(row => refText(row)),
		'ID'.length,
		widestRef,
	);
	const hasLabels = request.sites.some(site => siteLabel(site) !== site.name);
	const labels = request.sites.map(each => safeLine(siteLabel(each)));
	const site = hasLabels ? widthOf(labels, 'Site'.length, widestSite) : undefined;
	const room = width - ref - columnGap.length - (site === undefined ? 0 : site + columnGap.length);
	return {ref, site, fitted: listColumns(room, listedColumns(app.state.preferences.columns), 0)};
};

/** A cell of the column of sites, if there is one. */
const siteCell = ({site}: Columns, text: string): readonly string[] =>
	site === undefined ? [] : [fitCell(text, site)];

const marginWidth = signs.cursor.length + signs.mark.length + 1;

const lineOf = (
	row: JointRow,
	columns: Columns,
	{
		isUnderCursor,
		isMarked,
		now,
	}: {readonly isUnderCursor: boolean; readonly isMarked: boolean; readonly now: number},
): string => {
	const cursor = isUnderCursor ? signs.cursor : noSign(signs.cursor);
	const mark = isMarked ? signs.mark : noSign(signs.mark);
	const head = `${cursor}${mark} ${fitCell(refText(row), columns.ref)}`;
	const headStyle = isUnderCursor ? theme.rowHead : isMarked ? theme.heading : theme.plain;
	const cells = cellTexts(row.session, columns.fitted, {...row, now});
	const site = siteCell(columns, safeLine(siteLabel(row.site)));
	return [styled(head, headStyle), ...site, ...cells].join(columnGap);
};

/** One list of the sessions of several sites. */
export const Joint = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: JointDialog;
	readonly room: Size;
}): ReactElement => {
	const {request, rows, marks, cursor} = dialog;
	const {columns, rows: height} = panelSize(room, room);
	const troubles = troubleTexts(dialog);
	const listHeight = Math.max(1, height - 2 - troubles.length);
	const fitted = columnsOf(dialog, columns - marginWidth, app);
	const top = scrollTo(0, listHeight, cursor, cursor + 1, rows.length);
	const lines = rows.slice(top, top + listHeight).map((row, index) =>
		lineOf(row, fitted, {
			isUnderCursor: top + index === cursor,
			isMarked: marks.has(refText(row)),
			now: app.state.now,
		}),
	);
	const names = request.names.includes('*') ? 'All sites' : 'Sites';
	const heading = [fitCell('ID', fitted.ref), ...siteCell(fitted, 'Site'), headingText(fitted.fitted)];
	return (
		<Panel
			title={safeLine(cutText([names, request.filter].filter(Boolean).join(' · '), columns - 1))}
			room={room}
			width={columns}
			height={height}
		>
			<PanelLine text={countText(dialog, app)} width={columns} style={theme.quiet} />
			{troubles.map((text, index) => (
				<PanelLine key={index} text={text} width={columns} style={theme.warning} />
			))}
			<Text wrap="truncate" {...theme.heading}>
				{' '.repeat(marginWidth) + heading.join(columnGap)}
			</Text>
			<Box flexDirection="column" height={listHeight}>
				{rows.length === 0 ? (
					<PanelLine text={emptyText(dialog)} width={columns} style={theme.quiet} />
				) : (
					<Lines lines={lines} />
				)}
			</Box>
		</Panel>
	);
};
