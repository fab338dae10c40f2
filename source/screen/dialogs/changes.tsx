import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {actorLabel} from '../../domain/change.js';
import {describeChange} from '../../domain/describe-change.js';
import {handlerLabel} from '../../domain/handler.js';
import {partyLabel} from '../../domain/session.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatCount} from '../../text/count.js';
import {formatTime} from '../../text/time.js';
import {changeLayout, openChange} from '../../state/change-layout.js';
import {type ChangeDialog, type ChangesDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {PanelList} from '../parts/panel-list.js';
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
				line={({change, isTakenBack}) => {
					const number = fitCell(String(change.n), 6, 'right');
					const done = `${describeChange(change)}${isTakenBack ? ' (undone)' : ''}${change.note === undefined ? '' : ` (${change.note})`}`;
					return {
						key: change.n,
						text: `${number}  ${formatTime(change.at)}  ${fitCell(safeLine(actorLabel(change)), 12)}  ${safeLine(done)}`,
						...(isTakenBack && {style: theme.quiet}),
					};
				}}
				empty="Nothing has been done yet."
			/>
		</Panel>
	);
};

const sessionText = ({store}: App, id: number): string => {
	const session = store.session(id);
	if (session === undefined) return `${id}  purged`;
	const state = session.deleted ? 'in the trash' : session.status;
	return `${id}  ${partyLabel(session.customer)}  ${handlerLabel(session.handler)}  ${state}`;
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
						text: `${isMarked ? signs.mark : noSign(signs.mark)} ${safeLine(sessionText(app, id))}`,
						...(isMarked && {style: theme.marked}),
					};
				}}
				empty="It touched no session."
			/>
		</Panel>
	);
};
