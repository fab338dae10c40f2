import {type ReactElement} from 'react';
import {handlerKey, handlerKindLabel, handlerLabel} from '../../domain/handler.js';
import {type OrphanGroup} from '../../domain/orphans.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatCount} from '../../text/count.js';
import {formatTime} from '../../text/time.js';
import {type OrphansDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';

interface Column {
	readonly title: string;
	readonly width: number;
	readonly align?: 'right';
	readonly cell: (group: OrphanGroup) => string;
}

const day = (time: number | undefined): string => formatTime(time).slice(0, 10);

const kind: Column = {
	title: '',
	width: handlerKindLabel.queue.length,
	cell: ({owner}) => handlerKindLabel[owner.kind],
};
const oldest: Column = {title: 'Oldest', width: 10, cell: group => day(group.oldest)};
const newest: Column = {title: 'Newest', width: 10, cell: group => day(group.newest)};
const columnsOfAll: readonly Column[] = [
	kind,
	{title: 'Sessions', width: 8, align: 'right', cell: ({sessions}) => formatCount(sessions)},
	{title: 'Open', width: 6, align: 'right', cell: ({open}) => formatCount(open)},
	oldest,
	newest,
];

const gap = '  ';

/** Cells below which the name of an owner does not go, as long as another column can. */
const leastName = 20;

/** The columns that there is room for, the owner's name first. */
const columnsIn = (width: number): readonly Column[] => {
	let others = columnsOfAll;
	const room = (): number => width - others.reduce((sum, column) => sum + column.width + gap.length, 0);
	for (const column of [kind, newest, oldest])
		if (room() < leastName) others = others.filter(other => other !== column);
	return [{title: 'Owner', width: room(), cell: ({owner}) => safeLine(handlerLabel(owner))}, ...others];
};

/** The owners deleted on the PBX, and the sessions that each left behind. */
export const Orphans = ({
	dialog,
	room,
}: {
	readonly dialog: OrphansDialog;
	readonly room: Size;
}): ReactElement => {
	const {groups, cursor} = dialog;
	const {columns: width, rows} = panelSize(room, {columns: 84, rows: Math.max(2, groups.length + 1)});
	// Before a row stand the cursor and a blank, and behind it the sign that it goes on.
	const columns = columnsIn(width - 4);
	const line = (textOf: (column: Column) => string): string =>
		columns.map(column => fitCell(textOf(column), column.width, column.align)).join(gap);
	return (
		<Panel title="Left behind by deleted owners" room={room} width={width} height={rows}>
			<PanelLine width={width} text={`  ${line(({title}) => title)}`} style={theme.heading} />
			<PanelList
				items={groups}
				cursor={cursor}
				height={Math.max(1, rows - 1)}
				width={width}
				line={group => ({key: handlerKey(group.owner), text: ` ${line(({cell}) => cell(group))}`})}
				empty="  No deleted owner left sessions behind."
			/>
		</Panel>
	);
};
