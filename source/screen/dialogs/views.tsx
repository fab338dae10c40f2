import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type ViewsDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel} from '../parts/panel.js';

/** All saved views in the order in which they were saved, with the key of the first ones. */
export const Views = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: ViewsDialog;
	readonly room: Size;
}): ReactElement => {
	const {keymap, state} = app;
	const views = state.preferences.filters.map((view, index) => ({...view, number: index + 1}));
	const {columns, rows} = panelSize(room, {columns: 76, rows: Math.max(1, views.length)});
	const keyFor = (number: number): string => (number > 9 ? '' : keymap.keyOf(`view.${number}`));
	return (
		<Panel title="Saved views" room={room} width={columns} height={rows}>
			<PanelList
				items={views}
				cursor={dialog.cursor}
				height={rows}
				width={columns}
				line={({name, text, number}) => ({
					key: name,
					text: ` ${fitCell(keyFor(number), 2)} ${fitCell(safeLine(name), 20)}  ${safeLine(text)}`,
				})}
				empty={`None yet: ${keymap.keyOf('filter.edit')} filters, and there ${keymap.keyOf('filter.name')} saves the filter under a name.`}
			/>
		</Panel>
	);
};
