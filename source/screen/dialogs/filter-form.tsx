import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {formatCount} from '../../text/count.js';
import {cutText, displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type FormDialog, type FormField} from '../../state/filter-dialogs.js';
import {fieldProblem} from '../../state/filter-form.js';
import {panelSize, type Size} from '../../state/size.js';
import {fieldWindow} from '../../state/text-field.js';
import {fewLines} from '../../text/few-lines.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';

const labelWidth = 16;
const gap = ' '.repeat(3);

/** The least cells for a value that is typed: the caret, and a blank behind it. Examples begin after them. */
const caretRoom = ' '.repeat(2);

interface Remark {
	readonly text: string;
	readonly style: (typeof theme)['quiet'];
}

/** What stands behind a value: an example while there is none, and what is wrong with it. */
const remarkOf = (field: FormField, isUnderCursor: boolean, isLeft: boolean): Remark => {
	const {input, choices, example} = field;
	if (input.text === '') {
		const stepping = choices && isUnderCursor ? ['← → steps through'] : [];
		const told = `${isUnderCursor ? '' : caretRoom}e.g. ${example}`;
		return {text: [told, ...stepping].join(gap), style: theme.quiet};
	}

	const problem = fieldProblem(field);
	if (problem === undefined) return {text: '', style: theme.quiet};
	// While it is typed it may yet become right.
	return isLeft
		? {text: `  ${signs.attention} ${problem}`, style: theme.warning}
		: {text: `  ${problem}`, style: theme.quiet};
};

const Field = ({
	field,
	width,
	isUnderCursor,
	isLeft,
}: {
	readonly field: FormField;
	readonly width: number;
	readonly isUnderCursor: boolean;
	/** Whether its value stays as it is, so that what is wrong is wrong. */
	readonly isLeft: boolean;
}): ReactElement => {
	const room = width - labelWidth - 2;
	const remark = remarkOf(field, isUnderCursor, isLeft);
	const wanted = displayWidth(field.input.text) + Number(isUnderCursor);
	const most = remark.text === '' ? room : Math.floor(room / 2);
	const shown = fieldWindow(field.input, Math.max(caretRoom.length, Math.min(wanted, most)));
	const value = isUnderCursor
		? shown.before + shown.under + shown.after
		: cutText(safeLine(field.input.text), most);
	const left = room - displayWidth(value);
	return (
		<Text wrap="truncate">
			{isUnderCursor ? `${signs.cursor} ` : '  '}
			<Text {...theme.heading}>{fitCell(field.label, labelWidth)}</Text>
			{isUnderCursor ? (
				<Text>
					{shown.before}
					<Text {...theme.caret}>{shown.under}</Text>
					{shown.after}
				</Text>
			) : (
				value
			)}
			<Text {...remark.style}>{fitCell(cutText(remark.text, left), left)}</Text>
		</Text>
	);
};

/** How many sessions the form finds as it is filled in, or the whole of what is wrong under the cursor. */
const statusOf = ({list}: App, {fields, cursor}: FormDialog, {columns, rows}: Size): readonly string[] => {
	const problem = fieldProblem(fields[cursor]!);
	if (problem !== undefined) return fewLines(problem, columns, rows);
	const isPartial = Math.min(list.counted, list.searched) < 1;
	return [`${formatCount(list.rows.length)}${isPartial ? '…' : ''} match`];
};

/** The filter with one field per criterion. */
export const FilterForm = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: FormDialog;
	readonly room: Size;
}): ReactElement => {
	const above = dialog.fields.length + 1;
	const {columns, rows} = panelSize(room, {columns: 72, rows: above + 3});
	return (
		<Panel title="Filter" room={room} width={columns} height={rows}>
			{dialog.fields.map((field, index) => {
				const isUnderCursor = index === dialog.cursor;
				return (
					<Field
						key={field.field}
						field={field}
						width={columns}
						isUnderCursor={isUnderCursor}
						isLeft={!isUnderCursor || dialog.isRefused === true}
					/>
				);
			})}
			<Text> </Text>
			{statusOf(app, dialog, {columns, rows: rows - above}).map((line, index) => (
				<PanelLine key={index} text={line} width={columns} style={theme.quiet} />
			))}
		</Panel>
	);
};
