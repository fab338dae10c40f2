import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {undelivered} from '../../actions/delivery-actions.js';
import {type Delivery as Undelivered} from '../../domain/outbox/due.js';
import {partyLabel} from '../../domain/session.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatCount} from '../../text/count.js';
import {formatTime} from '../../text/time.js';
import {type DeliveryDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel} from '../parts/panel.js';
import {theme} from '../theme.js';

const rowText = ({store}: App, {session: id, event, change, failure}: Undelivered): string => {
	const customer = store.session(id)?.customer;
	const told = event === 'session.transferred' ? 'transferred' : 'taken back';
	return [
		fitCell(failure === undefined ? 'waiting' : 'failed', 7),
		fitCell(String(id), 7),
		fitCell(customer ? safeLine(partyLabel(customer)) : '', 20),
		`${told} ${formatTime(change.at)}${failure === undefined ? '' : `: ${safeLine(failure)}`}`,
	].join('  ');
};

/** Sessions that the analytics platform refused, each with the reason, then those that wait. */
export const Delivery = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: DeliveryDialog;
	readonly room: Size;
}): ReactElement => {
	const sessions = undelivered(app);
	const {columns, rows} = panelSize(room, {columns: 110, rows: Math.max(1, sessions.length)});
	const {failed, waiting, delivered} = app.outbox;
	return (
		<Panel
			title={`Delivery: ${formatCount(failed.length)} failed, ${formatCount(waiting.length)} waiting, ${formatCount(delivered)} delivered`}
			room={room}
			width={columns}
			height={rows}
		>
			<PanelList
				items={sessions}
				cursor={dialog.cursor}
				height={rows}
				width={columns}
				line={each => ({
					key: each.session,
					text: ` ${rowText(app, each)}`,
					...(each.failure !== undefined && {style: theme.warning}),
				})}
				empty="Nothing waits, and nothing failed."
			/>
		</Panel>
	);
};
