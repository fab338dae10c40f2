import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {sortKeys} from '../../domain/filter/terms.js';
import {type Dialog} from '../../state/dialog.js';
import {scrollTo} from '../../state/scroll.js';
import {panelSize, type Size} from '../../state/size.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';

/** What the list can be sorted by; the present order is named. */
export const SortOrder = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: Extract<Dialog, {kind: 'sort'}>;
	readonly room: Size;
}): ReactElement => {
	const {sort} = app.list.query;
	const {columns, rows} = panelSize(room, {columns: 34, rows: sortKeys.length});
	const top = scrollTo(0, rows, dialog.cursor, dialog.cursor + 1, sortKeys.length);
	return (
		<Panel title="Sort by" room={room} width={columns} height={rows}>
			{sortKeys.slice(top, top + rows).map((key, index) => {
				const isUnderCursor = top + index === dialog.cursor;
				const order = key === sort.key ? (sort.descending ? '  descending' : '  ascending') : '';
				return (
					<PanelLine
						key={key}
						width={columns}
						text={`${isUnderCursor ? `${signs.cursor} ` : '  '}${key}${order}`}
						style={isUnderCursor ? theme.cursor : order === '' ? {} : theme.heading}
					/>
				);
			})}
		</Panel>
	);
};
