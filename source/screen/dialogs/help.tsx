import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {helpEntries} from '../../actions/help-actions.js';
import {fitCell} from '../../domain/text/fit.js';
import {safeLine} from '../../domain/text/safe-text.js';
import {type Dialog} from '../../state/dialog.js';
import {scrollTo} from '../../state/scroll.js';
import {panelSize, type Size} from '../../state/size.js';
import {fieldWindow} from '../../state/text-field.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';

const keysWidth = 16;

/** What can be done in the place behind: keys and help in one list; what cannot be done now says why. */
export const Help = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: Extract<Dialog, {kind: 'help'}>;
	readonly room: Size;
}): ReactElement => {
	const entries = helpEntries(app, app.actions, dialog);
	const {columns, rows} = panelSize(room, {columns: 90, rows: 34});
	const height = Math.max(1, rows - 2);
	const top = scrollTo(0, height, dialog.cursor, dialog.cursor + 1, entries.length);
	const field = fieldWindow(dialog.narrow, columns - 30);
	return (
		<Panel title="What can be done here" room={room} width={columns} height={rows}>
			<Text wrap="truncate">
				Type to narrow, Enter runs: {field.before}
				<Text {...theme.narrowCaret}>{field.under}</Text>
			</Text>
			<Text> </Text>
			{entries.slice(top, top + height).map(({action, keys, blocker}, index) => {
				const isUnderCursor = top + index === dialog.cursor;
				const title = blocker === undefined ? action.title : `${action.title} (not now: ${blocker})`;
				return (
					<PanelLine
						key={action.id}
						width={columns}
						text={`${isUnderCursor ? `${signs.cursor} ` : '  '}${fitCell(keys, keysWidth)} ${safeLine(title)}`}
						style={{...(blocker === undefined ? {} : theme.quiet), ...(isUnderCursor ? theme.cursor : {})}}
					/>
				);
			})}
		</Panel>
	);
};
