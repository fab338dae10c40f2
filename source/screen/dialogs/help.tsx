import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {helpEntries} from '../../actions/help-actions.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type HelpDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {fieldWindow} from '../../state/text-field.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel} from '../parts/panel.js';
import {TypedText} from '../parts/typed-text.js';
import {theme} from '../theme.js';

const groupWidth = 12;
const keysWidth = 15;

/** Keys and help in one list: the actions of the place behind, with the reason for those not possible now. */
export const Help = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: HelpDialog;
	readonly room: Size;
}): ReactElement => {
	const entries = helpEntries(app, dialog);
	const {columns, rows} = panelSize(room, {columns: 100, rows: 60});
	const field = fieldWindow(dialog.field, columns - 30);
	return (
		<Panel title="What can be done here" room={room} width={columns} height={rows}>
			<Text wrap="truncate">
				Type to narrow, {app.keymap.keyOf('help.run')} runs: <TypedText field={field} />
			</Text>
			<Text wrap="truncate" {...theme.quiet}>
				The manual, outside of the screen: chatlogs help
			</Text>
			<PanelList
				items={entries}
				cursor={dialog.cursor}
				height={Math.max(1, rows - 2)}
				width={columns}
				line={({action, keys, blocker, heading = ''}) => {
					const title = blocker === undefined ? action.title : `${action.title} (not now: ${blocker})`;
					return {
						key: action.id,
						text: ` ${fitCell(heading, groupWidth)}  ${fitCell(keys, keysWidth)}  ${safeLine(title)}`,
						...(blocker !== undefined && {style: theme.quiet}),
					};
				}}
			/>
		</Panel>
	);
};
