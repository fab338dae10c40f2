import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {actorLabel} from '../../domain/change.js';
import {describeChange} from '../../domain/describe-change.js';
import {standingText} from '../../domain/taken-back.js';
import {handlerLabel} from '../../domain/handler.js';
import {partyLabel} from '../../domain/session.js';
import {displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatCount} from '../../text/count.js';
import {formatTime} from '../../text/time.js';
import {changeLayout, openChange} from '../../state/change-layout.js';
import {type ChangeDialog, type ChangesDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {digitsOf} from '../session-list.js';
import {PanelList} from '../parts/panel-list.js';
import {customerWidth, handlerWidth} from '../parts/party-widths.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {noSign, signs} from '../signs.js';
import {theme} from '../theme.js';

/** Everything done in this store, newest first: who, what and when. */
export const Changes = ({
	dialog,
	room,
}: {
	readonly dialog: ChangesDialog;
	readonly room: Size;
}): ReactElement => {
	const {entries, hasMore, cursor} = dialog;
	const {columns, rows} = panelSize(room, {columns: 100, rows: Math.max(5, entries.length)});
	return (
		<Panel
			title={`Changes: ${formatCount(entries.length)}${hasMore ? ' and more' : ''}`}
			room={room}
			width={columns}
			height={rows}
		>
			<PanelList
				items={entries}
				cursor={cursor}
				height={rows}
				width={columns}
				line={listed => {
					const {change, hasRest} = listed;
					const standing = standingText(listed);
					const number = fitCell(String(change.n), 6, 'right');
					const done = `${describeChange(change)}${standing && ` (${standing})`}${change.note === undefined ? '' : ` (${change.note})`}`;
					return {
						key: change.n,
						text: `${number}  ${formatTime(change.at)}  ${fitCell(safeLine(actorLabel(change)), 12)}  ${safeLine(done)}`,
						...(!hasRest && {style: theme.quiet}),
					};
				}}
				empty="Nothing has been done yet."
			/>
		</Panel>
	);
};

/** Cells beside a session, for cursor and mark, and behind it for a sign that there are more. */
const margin = (signs.cursor + signs.mark).length + 1 + 2;

const inTrash = 'in the trash';

/** Id, customer, handler and state of a session, each in its column. */
const sessionText = ({store}: App, id: number, width: number): string => {
	const session = store.session(id);
	const number = fitCell(String(id), digitsOf(store), 'right');
	if (session === undefined) return `${number}  purged`;
	const shared = width - number.length - inTrash.length - 6;
	const handler = fitCell(safeLine(handlerLabel(session.handler)), handlerWidth(shared));
	const rest = `  ${handler}  ${fitCell(session.deleted ? inTrash : session.status, inTrash.length)}`;
	const room = width - number.length - 2 - displayWidth(rest);
	return `${number}  ${fitCell(safeLine(partyLabel(session.customer)), Math.min(customerWidth, room))}${rest}`;
};

/** One change, with all its sessions as they are now. */
export const OneChange = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: ChangeDialog;
	readonly room: Size;
}): ReactElement => {
	const {change} = openChange(dialog);
	const {columns, rows, facts, ids, height} = changeLayout(dialog, room);
	return (
		<Panel
			title={safeLine(`Change ${change.n}: ${describeChange(change)}`)}
			room={room}
			width={columns}
			height={rows}
		>
			{facts.map((fact, index) => (
				<PanelLine key={index} width={columns} text={safeLine(fact)} />
			))}
			<PanelList
				items={ids}
				cursor={dialog.cursor}
				height={height}
				width={columns}
				line={id => {
					const isMarked = dialog.marks.has(id);
					return {
						key: id,
						text: `${isMarked ? signs.mark : noSign(signs.mark)} ${sessionText(app, id, columns - margin)}`,
						...(isMarked && {style: theme.marked}),
					};
				}}
				empty="It touched no session."
			/>
		</Panel>
	);
};
