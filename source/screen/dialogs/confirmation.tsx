import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {capitalized, orderOf, verbs} from '../../domain/act/sentences.js';
import {type Move} from '../../domain/change.js';
import {isOrphaned} from '../../domain/facts.js';
import {handlerLabel} from '../../domain/handler.js';
import {partyLabel} from '../../domain/session.js';
import {cutText, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatCount} from '../../text/count.js';
import {formatTime} from '../../text/time.js';
import {confirmationLayout} from '../../state/confirmation-layout.js';
import {type Confirmation as ConfirmationState} from '../../state/dialog.js';
import {type Size} from '../../state/size.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {SmallTable} from '../parts/small-table.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';

/** One line about a session or message that would be hit. */
const hitText = ({store}: App, {act}: ConfirmationState, id: number): string => {
	if (act.kind === 'delete-messages') {
		const message = store.history(act.session).messages.find(each => each.id === id);
		return `${formatTime(message?.at)}  ${message?.text ?? ''}`;
	}

	const session = store.session(id);
	return session === undefined
		? String(id)
		: `${id}  ${partyLabel(session.customer)}  ${isOrphaned(store, session) ? signs.deletedOwner : ''}${handlerLabel(session.handler)}  ${session.status}`;
};

/** The moves, from whom to whom, largest first. */
const MovesTable = ({
	moves,
	width,
	limit,
}: {
	readonly moves: readonly Move[];
	readonly width: number;
	readonly limit: number;
}): ReactElement => {
	const side = Math.max(8, Math.floor((width - 12) / 2));
	const sorted = moves.toSorted((a, b) => b.sessions.length - a.sessions.length);
	const rest = sorted.slice(limit).reduce((sum, move) => sum + move.sessions.length, 0);
	const rows = sorted
		.slice(0, limit)
		.map(({from, to, sessions}) => [
			safeLine(handlerLabel(from)),
			safeLine(handlerLabel(to)),
			formatCount(sessions.length),
		]);
	return (
		<SmallTable
			columns={[
				{heading: 'From', width: side},
				{heading: 'To', width: side},
				{heading: 'Sessions', width: 8, align: 'right'},
			]}
			rows={rest === 0 ? rows : [...rows, ['others', '', formatCount(rest)]]}
		/>
	);
};

const questionOf = ({keymap: {keyOf}}: App, {needsCount, plan, act, typed}: ConfirmationState): string =>
	needsCount
		? `Type ${plan.hits.length} and ${keyOf('confirmation.enter')} to ${verbs[act.kind]}:  ${typed}_`
		: `${keyOf('confirmation.agree')}  ${verbs[act.kind]}`;

/** Asks before anything is written; shows what is hit, what is skipped and why, and from whom to whom. */
export const Confirmation = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: ConfirmationState;
	readonly room: Size;
}): ReactElement => {
	const {hits, skipped, draft} = dialog.plan;
	const {columns, rows, notes, tableLimit, listHeight, top} = confirmationLayout(dialog, room, app.keymap);
	const moves = draft.moves ?? [];
	const total = hits.length + skipped.length;
	const lines = Array.from({length: Math.min(listHeight, total - top)}, (_, index) => {
		const at = top + index;
		const hit = hits[at];
		if (hit !== undefined) return {text: `  ${safeLine(hitText(app, dialog, hit))}`, isSkipped: false};
		const {id, reason} = skipped[at - hits.length]!;
		return {text: `- ${id} skipped: ${safeLine(reason)}`, isSkipped: true};
	});
	const range = `${formatCount(top + 1)} to ${formatCount(top + lines.length)} of ${formatCount(total)}${skipped.length > 0 ? `, ${formatCount(skipped.length)} of them skipped` : ''}`;
	return (
		<Panel
			title={safeLine(`${capitalized(orderOf(dialog.act, dialog.plan))}?`)}
			room={room}
			width={columns}
			height={rows}
		>
			{notes.map(note => (
				<PanelLine key={note} text={note} width={columns} style={theme.warning} />
			))}
			{moves.length > 0 && <MovesTable moves={moves} width={columns} limit={tableLimit} />}
			{lines.map(({text, isSkipped}, index) => (
				<PanelLine key={top + index} text={text} width={columns} style={isSkipped ? theme.quiet : {}} />
			))}
			<PanelLine text={`  ${range}`} width={columns} style={theme.quiet} />
			<Text> </Text>
			<Text wrap="truncate">
				<Text {...theme.cursor}>{' Cancel '}</Text>
				{'  '}
				{fitCell(cutText(questionOf(app, dialog), columns - 10), columns - 10)}
			</Text>
		</Panel>
	);
};
