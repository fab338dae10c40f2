import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {noteOf, takesNote} from '../../domain/act/act.js';
import {verbs} from '../../domain/act/sentences.js';
import {formatCount} from '../../text/count.js';
import {cutText} from '../../text/fit.js';
import {
	hitsOf,
	type JointConfirmation as JointConfirmationState,
	jointConfirmationLayout,
	jointTitle,
} from '../../state/joint-confirmation.js';
import {type Size} from '../../state/size.js';
import {type TextField} from '../../state/text-field.js';
import {noteKeys, NoteLine} from '../parts/note-line.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';

const styles = {
	site: theme.heading,
	hit: theme.plain,
	skipped: theme.quiet,
	leftOut: theme.warning,
} as const;

/** Asks before anything is written in several sites: how much in which, and which sessions. */
export const JointConfirmation = ({
	app: {keymap},
	dialog,
	note,
	room,
}: {
	readonly app: App;
	readonly dialog: JointConfirmationState;
	/** The note while it is typed. */
	readonly note?: TextField;
	readonly room: Size;
}): ReactElement => {
	const {columns, rows, lines, listHeight, top, lastTop} = jointConfirmationLayout(dialog, room);
	const {act} = dialog.parts[0]!;
	const verb = verbs[act.kind];
	const {keyOf} = keymap;
	const answer = dialog.needsCount
		? `Type ${hitsOf(dialog)} and ${keyOf('joint-confirmation.enter')} to ${verb}:  ${dialog.typed}_`
		: `${keyOf('joint-confirmation.agree')} ${verb}`;
	const keys = note
		? noteKeys(keymap)
		: [
				answer,
				...(takesNote(act) ? [`${keyOf('joint-confirmation.note')} note`] : []),
				`${keyOf('joint-confirmation.cancel')} cancel`,
			];
	const range =
		lastTop === 0
			? ''
			: `lines ${formatCount(top + 1)} to ${formatCount(top + listHeight)} of ${formatCount(lines.length)}`;
	return (
		<Panel title={jointTitle(dialog)} room={room} width={columns} height={rows}>
			{lines.slice(top, top + listHeight).map(({text, kind}, index) => (
				<PanelLine key={top + index} text={text} width={columns} style={styles[kind]} />
			))}
			<NoteLine note={noteOf(act)} field={note} range={range} width={columns} />
			<Text wrap="truncate" {...theme.key} {...(note ? {} : {italic: theme.cursor.italic})}>
				{cutText(keys.join(' '.repeat(3)), columns)}
			</Text>
		</Panel>
	);
};
