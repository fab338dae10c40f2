import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {wrapText} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type Question as QuestionState} from '../../state/dialog.js';
import {heldUp} from '../../state/jobs.js';
import {panelSize, type Size} from '../../state/size.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';

/** The jobs under way, and what happens to each on quitting. */
const leavingTexts = (app: App): readonly string[] => {
	const texts = heldUp(app.jobs).map(
		({title, texts: [text], onLeaving}) => `${title} of ${text!}: ${onLeaving!}.`,
	);
	return texts.length === 0 ? ['Everything under way has ended.'] : texts;
};

/** Asks before replacing a file, or before quitting while jobs run. */
export const Question = ({
	app,
	dialog: {about},
	room,
}: {
	readonly app: App;
	readonly dialog: QuestionState;
	readonly room: Size;
}): ReactElement => {
	const isLeaving = about.kind === 'quit';
	const texts = isLeaving ? leavingTexts(app) : [`${about.order.file} is there already.`];
	const {columns} = panelSize(room, {columns: 66, rows: 0});
	const lines = texts.flatMap(text => wrapText(safeLine(text), columns)).slice(0, room.rows - 4);
	return (
		<Panel
			title={isLeaving ? 'Quit?' : 'Replace the file?'}
			room={room}
			width={columns}
			height={lines.length + 2}
		>
			{lines.map((line, index) => (
				<PanelLine key={index} text={line} width={columns} />
			))}
			<Text> </Text>
			<Text wrap="truncate">
				<Text {...theme.cursor}>{' Cancel '}</Text>
				{`  ${app.keymap.keyOf('question.agree')}  ${isLeaving ? 'quit' : 'replace'}`}
			</Text>
		</Panel>
	);
};
