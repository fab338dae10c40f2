import {type ReactElement} from 'react';
import {type Dialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {Panel, PanelLine} from '../parts/panel.js';

/** A text, character by character: what it really consists of. */
export const CodePoints = ({
	dialog,
	room,
}: {
	readonly dialog: Extract<Dialog, {kind: 'code-points'}>;
	readonly room: Size;
}): ReactElement => {
	const {columns, rows} = panelSize(room, {columns: 70, rows: Math.max(1, dialog.lines.length)});
	const top = Math.max(0, Math.min(dialog.top, dialog.lines.length - rows));
	return (
		<Panel title="Code points" room={room} width={columns} height={rows}>
			{dialog.lines.slice(top, top + rows).map((line, index) => (
				<PanelLine key={top + index} text={line} width={columns} />
			))}
		</Panel>
	);
};
