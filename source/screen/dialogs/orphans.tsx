import {type ReactElement} from 'react';
import {handlerKey, handlerKindLabel, handlerLabel} from '../../domain/handler.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatCount} from '../../text/count.js';
import {formatTime} from '../../text/time.js';
import {type OrphansDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';

const line = (cells: readonly (readonly [text: string, width: number, align?: 'right'])[]): string =>
	cells.map(([text, width, align]) => fitCell(text, width, align)).join('  ');

/** The owners deleted on the PBX, and the sessions that each left behind. */
export const Orphans = ({
	dialog,
	room,
}: {
	readonly dialog: OrphansDialog;
	readonly room: Size;
}): ReactElement => {
	const {groups, cursor} = dialog;
	const {columns, rows} = panelSize(room, {columns: 84, rows: Math.max(2, groups.length + 1)});
	const height = Math.max(1, rows - 1);
	const name = Math.max(12, columns - 62);
	return (
		<Panel title="Left behind by deleted owners" room={room} width={columns} height={rows}>
			<PanelLine
				width={columns}
				text={`  ${line([
					['Owner', name],
					['', 13],
					['Sessions', 8, 'right'],
					['Open', 6, 'right'],
					['Oldest', 10],
					['Newest', 10],
				])}`}
				style={theme.heading}
			/>
			<PanelList
				items={groups}
				cursor={cursor}
				height={height}
				width={columns}
				line={({owner, sessions, open, oldest, newest}) => ({
					key: handlerKey(owner),
					text: ` ${line([
						[safeLine(handlerLabel(owner)), name],
						[handlerKindLabel[owner.kind], 13],
						[formatCount(sessions), 8, 'right'],
						[formatCount(open), 6, 'right'],
						[formatTime(oldest).slice(0, 10), 10],
						[formatTime(newest).slice(0, 10), 10],
					])}`,
				})}
				empty="  No deleted owner left sessions behind."
			/>
		</Panel>
	);
};
