import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {siteLabel} from '../../domain/site.js';
import {wrapText} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type Question as QuestionState} from '../../state/dialog.js';
import {heldUp} from '../../state/jobs.js';
import {panelSize, type Size} from '../../state/size.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';

const titleOf = (about: QuestionState['about']): string => {
	if (about.kind === 'replace') return 'Replace the file?';
	return about.kind === 'quit' ? 'Quit?' : safeLine(`Switch to ${siteLabel(about.site)}?`);
};

/** The jobs under way, and what happens to each on leaving the store. */
const leavingTexts = (app: App): readonly string[] => {
	const texts = heldUp(app.jobs).map(
		({title, texts: [text], onLeaving}) => `${title} of ${text!}: ${onLeaving!}.`,
	);
	return texts.length === 0 ? ['Everything under way has ended.'] : texts;
};

/** Asks before replacing a file, or before leaving the store while jobs run. */
export const Question = ({
	app,
	dialog: {about},
	room,
}: {
	readonly app: App;
	readonly dialog: QuestionState;
	readonly room: Size;
}): ReactElement => {
	const texts = about.kind === 'replace' ? [`${about.order.file} is there already.`] : leavingTexts(app);
	const {columns} = panelSize(room, {columns: 66, rows: 0});
	const lines = texts.flatMap(text => wrapText(safeLine(text), columns)).slice(0, room.rows - 4);
	return (
		<Panel title={titleOf(about)} room={room} width={columns} height={lines.length + 2}>
			{lines.map((line, index) => (
				<PanelLine key={index} text={line} width={columns} />
			))}
			<Text> </Text>
			<Text wrap="truncate">
				<Text {...theme.cursor}>{' Cancel '}</Text>
				{`  ${app.keymap.keyOf('question.agree')}  ${about.kind}`}
			</Text>
		</Panel>
	);
};
