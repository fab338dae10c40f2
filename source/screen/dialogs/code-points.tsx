import {type ReactElement} from 'react';
import {codePointsLayout} from '../../state/code-points-layout.js';
import {type CodePointsDialog} from '../../state/dialog.js';
import {type Size} from '../../state/size.js';
import {Panel, PanelLine} from '../parts/panel.js';

/** The characters that a text really consists of, one by one. */
export const CodePoints = ({
	dialog,
	room,
}: {
	readonly dialog: CodePointsDialog;
	readonly room: Size;
}): ReactElement => {
	const {columns, rows, top} = codePointsLayout(dialog, room);
	return (
		<Panel title="Code points" room={room} width={columns} height={rows}>
			{dialog.lines.slice(top, top + rows).map((line, index) => (
				<PanelLine key={top + index} text={line} width={columns} />
			))}
		</Panel>
	);
};
