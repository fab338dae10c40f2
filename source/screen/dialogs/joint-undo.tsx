import {type ReactElement} from 'react';
import {siteLabel} from '../../domain/site.js';
import {safeLine} from '../../text/safe-text.js';
import {type JointUndoDialog} from '../../state/joint-confirmation.js';
import {panelSize, type Size} from '../../state/size.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel} from '../parts/panel.js';

/** Asks in which site the last act is to be taken back: an undo is a change of one store. */
export const JointUndo = ({
	dialog: {cursor, back},
	room,
}: {
	readonly dialog: JointUndoDialog;
	readonly room: Size;
}): ReactElement => {
	const {sites} = back.request;
	const {columns, rows} = panelSize(room, {columns: 56, rows: sites.length});
	return (
		<Panel title="Undo what you did last in which site?" room={room} width={columns} height={rows}>
			<PanelList
				items={sites}
				cursor={cursor}
				height={rows}
				width={columns}
				line={site => ({key: site.name, text: ` ${safeLine(siteLabel(site))}`})}
			/>
		</Panel>
	);
};
