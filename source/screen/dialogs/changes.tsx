import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {broughtBy, broughtUnknown} from '../../domain/brought.js';
import {actorLabel, type Change, touchedSessions} from '../../domain/change.js';
import {describeChange} from '../../domain/describe-change.js';
import {handlerLabel} from '../../domain/handler.js';
import {countIds} from '../../domain/id-ranges.js';
import {partyLabel} from '../../domain/session.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {counted, formatCount} from '../../text/count.js';
import {formatTime} from '../../text/time.js';
import {type Dialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';

const nearlyAll = {columns: 100, rows: 40};

/** Who, what and when: everything that was done in this store, the newest first. */
export const Changes = ({
	dialog,
	room,
}: {
	readonly dialog: Extract<Dialog, {kind: 'changes'}>;
	readonly room: Size;
}): ReactElement => {
	const {entries, hasMore, cursor} = dialog;
	const {columns, rows} = panelSize(room, {...nearlyAll, rows: Math.max(5, entries.length)});
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
			/>
			{entries.length === 0 && <PanelLine width={columns} text="Nothing was done yet." style={theme.quiet} />}
		</Panel>
	);
};

const movesOf = ({moves = []}: Change): string[] =>
	moves.map(
		({from, to, sessions}) =>
			`From ${handlerLabel(from)} to ${handlerLabel(to)}: ${counted(sessions.length, 'session')}`,
	);

const broughtTexts = (change: Change): string[] =>
	broughtBy(change)?.map(([label, ids]) => `${label}: ${counted(countIds(ids), 'session')}`) ?? [
		`What it brought is ${broughtUnknown}`,
	];

const sessionText = ({store}: App, id: number): string => {
	const session = store.session(id);
	if (session === undefined) return `${id}  purged`;
	const state = session.deleted ? 'in the trash' : session.status;
	return `${id}  ${partyLabel(session.customer)}  ${handlerLabel(session.handler)}  ${state}`;
};

/** One change with all its sessions as they are now. */
export const OneChange = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: Extract<Dialog, {kind: 'change'}>;
	readonly room: Size;
}): ReactElement => {
	const {change, isTakenBack} = dialog.back.entries[dialog.back.cursor]!;
	const ids = [...touchedSessions(change)];
	const facts = [
		`${formatTime(change.at)}  by ${actorLabel(change)}${isTakenBack ? '  (undone)' : ''}`,
		...(change.note === undefined ? [] : [`Note: ${change.note}`]),
		...movesOf(change).slice(0, 8),
		...broughtTexts(change),
		'',
	];
	const {columns, rows} = panelSize(room, {...nearlyAll, rows: facts.length + Math.max(1, ids.length)});
	const height = Math.max(1, rows - facts.length);
	const top = Math.max(0, Math.min(dialog.top, ids.length - height));
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
			{ids.slice(top, top + height).map(id => (
				<PanelLine key={id} width={columns} text={`  ${safeLine(sessionText(app, id))}`} />
			))}
		</Panel>
	);
};
