import {Box, Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {siteLabel} from '../../domain/site.js';
import {formatCount} from '../../text/count.js';
import {fewLines} from '../../text/few-lines.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatAge} from '../../text/time.js';
import {underCursor} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {type ListedSite, listedSites} from '../../state/site-list.js';
import {type SitesDialog} from '../../state/sites-dialog.js';
import {fieldWindow} from '../../state/text-field.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {TypedText} from '../parts/typed-text.js';
import {noSign, signs} from '../signs.js';
import {theme} from '../theme.js';

const label = 'Site: ';

/** Lines about the site under the cursor. */
const detailRows = 2;

interface Column {
	readonly heading: string;
	/** In cells. */
	readonly width: number;
	readonly align?: 'right';
	/** Safe text. */
	readonly cell: (listed: ListedSite, now: number) => string;
}

const counting = (
	heading: string,
	of: 'sessions' | 'open' | 'orphaned' | 'pending',
	width = heading.length,
): Column => ({
	heading,
	width,
	align: 'right',
	cell({look}) {
		if (look === undefined) return '…';
		return look.counts === undefined ? '' : formatCount(look.counts[of]);
	},
});

const syncText = ({look}: ListedSite, now: number): string => {
	const at = look?.counts?.lastSync;
	return typeof at === 'number' ? formatAge(at, now) : (at ?? '');
};

const counts = [
	counting('Sessions', 'sessions', 9),
	counting('Open', 'open', 7),
	counting('Orphaned', 'orphaned'),
	counting('Pending', 'pending'),
];
const lastSync: Column = {heading: 'Last sync', width: 12, cell: syncText};
const trouble: Column = {
	heading: 'Trouble',
	width: 11,
	cell: ({look}) => safeLine(look?.trouble?.short ?? ''),
};

/**
With a column of cells between sign and gaps; the time of the last sync gives way first.
@param shown the folder of the site that is shown
*/
const columnsIn = (width: number, shown: string | undefined): readonly Column[] => {
	const others = [...counts, ...(width < 84 ? [] : [lastSync]), trouble];
	const room = others.reduce((left, column) => left - column.width - 2, width - 1);
	const name = ({site}: ListedSite): string =>
		(site.folder === shown ? signs.chosen : noSign(signs.chosen)) + safeLine(siteLabel(site));
	return [{heading: `${noSign(signs.chosen)}Site`, width: room, cell: name}, ...others];
};

/** What is wrong with a site, or else which it is. */
const detailOf = (listed: ListedSite, now: number): string => {
	const {site, look} = listed;
	if (look?.trouble) return look.trouble.long;
	const last = syncText(listed, now);
	return [site.name, site.sn && `PBX ${site.sn}`, site.folder, last && `last sync ${last}`]
		.filter(Boolean)
		.join(' · ');
};

/** The person's sites, and how each stands; typing a part of a name, label or tag narrows the list. */
export const Sites = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: SitesDialog;
	readonly room: Size;
}): ReactElement => {
	const listed = listedSites(dialog);
	const {now} = app.state;
	const {columns, rows} = panelSize(room, {columns: 104, rows: dialog.sites.length + 2 + detailRows});
	const height = Math.max(1, rows - 2 - detailRows);
	const shown = columnsIn(columns, app.site?.folder);
	const line = (textOf: (column: Column) => string): string =>
		shown.map(column => fitCell(textOf(column), column.width, column.align)).join('  ');
	const current = underCursor(listed, dialog);
	const details = current ? fewLines(detailOf(current, now), columns, detailRows) : [];
	return (
		<Panel title="Sites" room={room} width={columns} height={rows}>
			<Text wrap="truncate">
				{label}
				<TypedText field={fieldWindow(dialog.field, columns - label.length)} />
			</Text>
			<PanelLine text={` ${line(({heading}) => heading)}`} width={columns} style={theme.heading} />
			<Box flexDirection="column" height={height}>
				<PanelList
					items={listed}
					cursor={dialog.cursor}
					height={height}
					width={columns}
					line={each => ({
						key: each.site.name,
						text: line(({cell}) => cell(each, now)),
						...(each.look?.trouble && {style: theme.warning}),
					})}
					empty="None has that name, label or tag."
				/>
			</Box>
			{details.map((text, index) => (
				<PanelLine
					key={index}
					text={text}
					width={columns}
					style={current?.look?.trouble ? theme.warning : theme.quiet}
				/>
			))}
		</Panel>
	);
};
