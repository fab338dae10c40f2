import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {columnFields} from '../../domain/column-fields.js';
import {fitCell} from '../../text/fit.js';
import {type ColumnsDialog} from '../../state/dialog.js';
import {columnsIn} from '../../state/shown-columns.js';
import {layoutOf, panelSize, type Size} from '../../state/size.js';
import {listColumns} from '../columns.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel} from '../parts/panel.js';
import {digitsOf, margin} from '../session-list.js';
import {noSign, signs} from '../signs.js';
import {theme} from '../theme.js';

/** All columns in one list, with those shown, their order, and the one that sorts the list. */
export const Columns = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: ColumnsDialog;
	readonly room: Size;
}): ReactElement => {
	const {sort} = app.list.query;
	const {order, shown, cursor} = dialog;
	const {state, store} = app;
	const layout = layoutOf(state.size, {
		hasPane: state.pane !== undefined,
		isZoomed: state.isZoomed,
		matches: app.list.rows.length,
	});
	const fitted = listColumns(
		(layout.list?.columns ?? 0) - margin,
		columnsIn(store, state.preferences),
		digitsOf(store),
	);
	const displayed = new Set(fitted.map(({key}) => key));
	const {columns, rows} = panelSize(room, {columns: 44, rows: order.length});
	return (
		<Panel title="Columns and order" room={room} width={columns} height={rows}>
			<PanelList
				items={order}
				cursor={cursor}
				height={rows}
				width={columns}
				line={key => {
					const direction = key === sort.key ? (sort.descending ? 'descending' : 'ascending') : '';
					return {
						key,
						text: ` ${String(order.indexOf(key) + 1).padStart(2)}  ${displayed.has(key) ? signs.chosen : noSign(signs.chosen)} ${fitCell(columnFields[key].title, 14)}  ${[direction, shown.has(key) && !displayed.has(key) ? 'no room' : ''].filter(Boolean).join(', ')}`,
						style: direction === '' || key === order[cursor] ? {} : theme.heading,
					};
				}}
			/>
		</Panel>
	);
};
