import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {type Act, noteOf, takesNote} from '../../domain/act/act.js';
import {type Plan} from '../../domain/act/plan.js';
import {capitalized, orderOf, verbs} from '../../domain/act/sentences.js';
import {handlerKey} from '../../domain/handler.js';
import {counted, formatCount} from '../../text/count.js';
import {cutText} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {confirmationLayout} from '../../state/confirmation-layout.js';
import {type Confirmation as ConfirmationState} from '../../state/dialog.js';
import {type Size} from '../../state/size.js';
import {type TextField} from '../../state/text-field.js';
import {noteKeys, NoteLine} from '../parts/note-line.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';
import {totalTexts, confirmationRows} from './confirmation-rows.js';

/** `Spread 34 sessions over 2 queues?` */
const titleOf = (act: Act, plan: Plan): string => {
	const moves = act.kind === 'transfer' ? (plan.draft.moves ?? []) : [];
	const reached = new Set(moves.map(({to}) => handlerKey(to)));
	if (reached.size < 2) return `${capitalized(orderOf(act, plan))}?`;
	const [kind, ...others] = new Set(moves.map(({to}) => to.kind));
	const noun = others.length > 0 ? 'destination' : kind!;
	return `Spread ${counted(plan.hits.length, 'session')} over ${counted(reached.size, noun)}?`;
};

/** The keys that answer; a screen reader's cursor stands there, unless a note is typed. */
const Answers = ({
	app: {keymap},
	dialog: {act, plan, needsCount, typed},
	isNoted,
	width,
}: {
	readonly app: App;
	readonly dialog: ConfirmationState;
	readonly isNoted: boolean;
	readonly width: number;
}): ReactElement => {
	const {keyOf} = keymap;
	const answer = needsCount
		? `Type ${plan.hits.length} and ${keyOf('confirmation.enter')} to ${verbs[act.kind]}:  ${typed}_`
		: `${keyOf('confirmation.agree')} ${verbs[act.kind]}`;
	const keys = isNoted
		? noteKeys(keymap)
		: [
				answer,
				...(takesNote(act) ? [`${keyOf('confirmation.note')} note`] : []),
				`${keyOf('confirmation.cancel')} cancel`,
			];
	return (
		<Text wrap="truncate" {...theme.key} {...(isNoted ? {} : {italic: theme.cursor.italic})}>
			{cutText(keys.join(' '.repeat(3)), width)}
		</Text>
	);
};

/** Asks before anything is written; shows what is hit, what is skipped and why, and what goes to whom. */
export const Confirmation = ({
	app,
	dialog,
	note,
	room,
}: {
	readonly app: App;
	readonly dialog: ConfirmationState;
	/** The note while it is typed. */
	readonly note?: TextField;
	readonly room: Size;
}): ReactElement => {
	const {act, plan} = dialog;
	const layout = confirmationLayout(dialog, room, app.keymap);
	const {columns, rows, warnings, facts, listHeight, top} = layout;
	const total = plan.hits.length + plan.skipped.length;
	const range =
		total > listHeight
			? `${formatCount(top + 1)} to ${formatCount(top + listHeight)} of ${formatCount(total)}`
			: '';
	return (
		<Panel title={safeLine(titleOf(act, plan))} site={app.site} room={room} width={columns} height={rows}>
			{warnings.map((line, index) => (
				<PanelLine key={`warning ${index}`} text={line} width={columns} style={theme.warning} />
			))}
			{totalTexts(layout).map((line, index) => (
				<PanelLine key={`arrival ${index}`} text={line} width={columns} style={theme.heading} />
			))}
			{facts.map((line, index) => (
				<PanelLine key={`fact ${index}`} text={line} width={columns} />
			))}
			{confirmationRows(app, dialog, layout).map(({text, isSkipped}, index) => (
				<PanelLine key={top + index} text={text} width={columns} style={isSkipped ? theme.quiet : {}} />
			))}
			<NoteLine note={noteOf(act)} field={note} range={range} width={columns} />
			<Answers app={app} dialog={dialog} isNoted={note !== undefined} width={columns} />
		</Panel>
	);
};
