import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {fieldWindow, type TextField} from '../../state/text-field.js';
import {theme} from '../theme.js';

const noteLabel = 'Note  ';

/** The note, or the line that it is typed into, and beside it the part of the list that is shown. */
export const NoteLine = ({
	note,
	field,
	range,
	width,
}: {
	readonly note: string;
	readonly field: TextField | undefined;
	readonly range: string;
	readonly width: number;
}): ReactElement => {
	const room = width - noteLabel.length - displayWidth(range) - 2;
	const typed = field && fieldWindow(field, room);
	return (
		<Text wrap="truncate">
			<Text {...theme.quiet}>{note === '' && !field ? ' '.repeat(noteLabel.length) : noteLabel}</Text>
			{typed ? (
				<Text>
					{typed.before}
					<Text {...theme.caret}>{typed.under}</Text>
					{typed.after}
				</Text>
			) : (
				fitCell(safeLine(note), room)
			)}
			<Text {...theme.quiet}>{`  ${range}`}</Text>
		</Text>
	);
};

/** The keys that end the typing of a note. */
export const noteKeys = ({keyOf}: App['keymap']): readonly string[] => [
	`${keyOf('note.keep')} keeps the note`,
	`${keyOf('note.restore')} leaves it as it was`,
];
