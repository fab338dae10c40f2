import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {destinationsFor, kindLabel} from '../../actions/destinations.js';
import {handlerKey, handlerLabel, isSameHandler} from '../../domain/handler.js';
import {safeLine} from '../../text/safe-text.js';
import {counted} from '../../text/count.js';
import {type DestinationDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {fieldWindow} from '../../state/text-field.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel} from '../parts/panel.js';
import {TypedText} from '../parts/typed-text.js';
import {noSign, signs} from '../signs.js';
import {theme} from '../theme.js';

/** The choice of an extension or queue, each with its load; typing a number or part of a name narrows it. */
export const Destination = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: DestinationDialog;
	readonly room: Size;
}): ReactElement => {
	const offered = destinationsFor(app, dialog.ownerKind, dialog.targets, dialog.field.text);
	const {columns, rows} = panelSize(room, {columns: 62, rows: 18});
	const height = Math.max(1, rows - 2);
	const field = fieldWindow(dialog.field, columns - 16);
	return (
		<Panel
			title={`Transfer ${counted(dialog.targets.length, 'session')} to: ${kindLabel(dialog.ownerKind).toLowerCase()}`}
			room={room}
			width={columns}
			height={rows}
		>
			<Text wrap="truncate">
				Number or name: <TypedText field={field} />
			</Text>
			<PanelList
				items={offered}
				cursor={dialog.cursor}
				height={height}
				width={columns}
				line={({handler, load, held, blocker}) => {
					const isChosen = dialog.chosen.some(each => isSameHandler(each, handler));
					const remarks = [
						counted(load, 'open session'),
						blocker ?? (held > 0 ? `${held} of them already there` : ''),
					];
					return {
						key: handlerKey(handler),
						text: `${isChosen ? signs.chosen : noSign(signs.chosen)}${safeLine(handlerLabel(handler))}  (${remarks.filter(Boolean).join('; ')})`,
						...(blocker && {style: theme.quiet}),
					};
				}}
				empty="None has that number or name."
			/>
		</Panel>
	);
};
