import {Text} from 'ink';
import {type ReactElement} from 'react';
import {cutText, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type FormDialog, type FormField} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {fieldWindow} from '../../state/text-field.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';

const labelWidth = 16;

const Field = ({
	field,
	width,
	isUnderCursor,
}: {
	readonly field: FormField;
	readonly width: number;
	readonly isUnderCursor: boolean;
}): ReactElement => {
	const room = width - labelWidth - 2;
	const hint = field.choices ? '← → steps through' : field.example;
	const shown = fieldWindow(field.input, room);
	return (
		<Text wrap="truncate">
			{isUnderCursor ? `${signs.cursor} ` : '  '}
			<Text {...theme.heading}>{fitCell(field.label, labelWidth)}</Text>
			{isUnderCursor ? (
				<Text>
					{shown.before}
					<Text {...theme.caret}>{shown.under}</Text>
					{field.input.text === '' ? (
						<Text {...theme.quiet}>{fitCell(cutText(hint, room - 1), room - 1)}</Text>
					) : (
						shown.after
					)}
				</Text>
			) : (
				fitCell(cutText(safeLine(field.input.text), room), room)
			)}
		</Text>
	);
};

/** The filter with one field per criterion. */
export const FilterForm = ({
	dialog,
	room,
}: {
	readonly dialog: FormDialog;
	readonly room: Size;
}): ReactElement => {
	const {columns, rows} = panelSize(room, {columns: 66, rows: dialog.fields.length + 2});
	return (
		<Panel title="Filter" room={room} width={columns} height={rows}>
			{dialog.fields.map((field, index) => (
				<Field key={field.field} field={field} width={columns} isUnderCursor={index === dialog.cursor} />
			))}
			<Text> </Text>
			{dialog.problem !== undefined && (
				<PanelLine
					text={`${signs.attention} ${safeLine(dialog.problem)}`}
					width={columns}
					style={theme.warning}
				/>
			)}
		</Panel>
	);
};
