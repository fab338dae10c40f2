import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {actorLabel} from '../../domain/change.js';
import {type HoldsDialog} from '../../state/hold-dialogs.js';
import {panelSize, type Size} from '../../state/size.js';
import {counted, formatCount} from '../../text/count.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatTime} from '../../text/time.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';

const line = (cells: readonly (readonly [text: string, width: number, align?: 'right'])[]): string =>
	cells.map(([text, width, align]) => fitCell(safeLine(text), width, align)).join('  ');

/** The legal holds, and what a new one would hold. */
export const Holds = ({
	app,
	dialog: {cursor, targets},
	room,
}: {
	readonly app: App;
	readonly dialog: HoldsDialog;
	readonly room: Size;
}): ReactElement => {
	const {holds} = app.store;
	const {columns, rows} = panelSize(room, {columns: 96, rows: Math.max(2, holds.length + 1) + 1});
	const name = Math.max(12, Math.floor((columns - 42) / 2));
	const rest = Math.max(8, columns - name - 42);
	return (
		<Panel title="Legal holds" room={room} width={columns} height={rows}>
			<PanelLine
				width={columns}
				text={`  ${line([
					['Hold', name],
					['Sessions', 8, 'right'],
					['Since', 10],
					['By', 12],
					['Filter or note', rest],
				])}`}
				style={theme.heading}
			/>
			<PanelList
				items={holds}
				cursor={cursor}
				height={Math.max(1, rows - 2)}
				width={columns}
				line={hold => ({
					key: String(hold.n),
					text: ` ${line([
						[hold.name, name],
						[formatCount(hold.count), 8, 'right'],
						[formatTime(hold.at).slice(0, 10), 10],
						[actorLabel(hold), 12],
						[hold.filter ?? hold.note ?? '', rest],
					])}`,
				})}
				empty="  Nothing is held."
			/>
			<PanelLine
				width={columns}
				text={
					targets.length === 0
						? ''
						: `  ${app.keymap.keyOf('holds.add')} holds ${counted(targets.length, 'session')} under a name`
				}
				style={theme.quiet}
			/>
		</Panel>
	);
};
