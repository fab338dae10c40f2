import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {fitCell} from '../../domain/text/fit.js';
import {type Dialog} from '../../state/dialog.js';
import {scrollTo} from '../../state/scroll.js';
import {panelSize, type Size} from '../../state/size.js';
import {columnHeading} from '../columns.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {noSign, signs} from '../signs.js';
import {theme} from '../theme.js';

/** All columns in one list: which are shown, in what order, and by which the list is sorted. */
export const Columns = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: Extract<Dialog, {kind: 'columns'}>;
	readonly room: Size;
}): ReactElement => {
	const {sort} = app.list.query;
	const {order, shown, cursor} = dialog;
	const {columns, rows} = panelSize(room, {columns: 40, rows: order.length});
	const top = scrollTo(0, rows, cursor, cursor + 1, order.length);
	return (
		<Panel title="Columns and order" room={room} width={columns} height={rows}>
			{order.slice(top, top + rows).map((key, index) => {
				const isUnderCursor = top + index === cursor;
				const direction = key === sort.key ? (sort.descending ? 'descending' : 'ascending') : '';
				return (
					<PanelLine
						key={key}
						width={columns}
						text={`${isUnderCursor ? signs.cursor : ' '} ${shown.has(key) ? signs.chosen : noSign(signs.chosen)} ${fitCell(columnHeading(key), 16)} ${direction}`}
						style={isUnderCursor ? theme.cursor : direction === '' ? {} : theme.heading}
					/>
				);
			})}
		</Panel>
	);
};
