import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {fieldWindow, type TextField} from '../../state/text-field.js';
import {theme} from '../theme.js';

const noteLabel = 'Note  ';

/** A text beside its label, or the line that it is typed into, and at the end the part of a list that is shown. */
export const LabelledLine = ({
	label,
	text,
	field,
	range,
	width,
}: {
	readonly label: string;
	readonly text: string;
	readonly field: TextField | undefined;
	readonly range: string;
	readonly width: number;
}): ReactElement => {
	const room = width - label.length - displayWidth(range) - 2;
	const typed = field && fieldWindow(field, room);
	return (
		<Text wrap="truncate">
			<Text {...theme.quiet}>{label}</Text>
			{typed ? (
				<Text>
					{typed.before}
					<Text {...theme.caret}>{typed.under}</Text>
					{typed.after}
				</Text>
			) : (
				fitCell(safeLine(text), room)
			)}
			<Text {...theme.quiet}>{`  ${range}`}</Text>
		</Text>
	);
};

/** The note, if there is one, or the line that it is typed into, and beside it the part of the list that is shown. */
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
}): ReactElement => (
	<LabelledLine
		label={note === '' && !field ? ' '.repeat(noteLabel.length) : noteLabel}
		text={note}
		field={field}
		range={range}
		width={width}
	/>
);

/** The keys that end the typing of a note. */
export const noteKeys = ({keyOf}: App['keymap']): readonly string[] => [
	`${keyOf('note.keep')} keeps the note`,
	`${keyOf('note.restore')} leaves it as it was`,
];
