import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type NarrowDialog} from '../../state/dialog.js';
import {narrowings} from '../../state/narrowings.js';
import {panelSize, type Size} from '../../state/size.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel} from '../parts/panel.js';
import {theme} from '../theme.js';

/** Asks what of a session the list is narrowed to. */
export const Narrow = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: NarrowDialog;
	readonly room: Size;
}): ReactElement => {
	const items = narrowings(app.store, dialog.session);
	const {columns, rows} = panelSize(room, {columns: 56, rows: 4});
	return (
		<Panel title={`Narrow the list to session ${dialog.session}’s`} room={room} width={columns} height={rows}>
			<PanelList
				items={items}
				cursor={dialog.cursor}
				height={rows}
				width={columns}
				line={({field, title, label, value}) => ({
					key: field,
					text: ` ${fitCell(title, 16)}  ${safeLine(label)}`,
					...(value === '' && {style: theme.quiet}),
				})}
				empty="It is no longer in the store."
			/>
		</Panel>
	);
};
