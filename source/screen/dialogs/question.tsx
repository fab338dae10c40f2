import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {wayToPutOff} from '../../actions/hold-actions.js';
import {siteLabel} from '../../domain/site.js';
import {counted} from '../../text/count.js';
import {wrapText} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type Question as QuestionState} from '../../state/dialog.js';
import {heldUp} from '../../state/jobs.js';
import {panelSize, type Size} from '../../state/size.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';
import {heldDeletionTexts} from './held-deletions.js';

/** The jobs under way, and what happens to each on leaving the store. */
const leavingTexts = (app: App): readonly string[] => {
	const texts = heldUp(app.jobs).map(
		({title, texts: [text], onLeaving}) => `${title} of ${text!}: ${onLeaving!}.`,
	);
	return texts.length === 0 ? ['Everything under way has ended.'] : texts;
};

/** The title, the explanation, and the word for yes. */
const wordsOf = (
	app: App,
	about: QuestionState['about'],
): {readonly title: string; readonly texts: readonly string[]; readonly yes: string} => {
	switch (about.kind) {
		case 'quit': {
			return {title: 'Quit?', texts: leavingTexts(app), yes: 'quit'};
		}

		case 'replace': {
			return {
				title: 'Replace the file?',
				texts: [`${about.order.file} is there already.`],
				yes: 'replace',
			};
		}

		case 'release': {
			return {
				title: 'Release the hold?',
				texts: [
					`“${about.name}” then keeps nobody from deleting its sessions.`,
					...(about.next ?? ['Finding out what the policies would take next …']),
					...[wayToPutOff(app) ?? []].flat(),
				],
				yes: 'release',
			};
		}

		case 'let-go': {
			return {
				title: `Delete ${counted(about.deletions.length, 'session')} on the PBX for good?`,
				texts: heldDeletionTexts(app, about.deletions),
				yes: 'delete',
			};
		}

		case 'switch': {
			return {
				title: safeLine(`Switch to ${siteLabel(about.site)}?`),
				texts: leavingTexts(app),
				yes: 'switch',
			};
		}
	}
};

/** Asks before what one key answers: a file is replaced, a hold is released, many deletions go on the PBX, the store is left while jobs run. */
export const Question = ({
	app,
	dialog: {about},
	room,
}: {
	readonly app: App;
	readonly dialog: QuestionState;
	readonly room: Size;
}): ReactElement => {
	const {title, texts, yes} = wordsOf(app, about);
	const {columns} = panelSize(room, {columns: 66, rows: 0});
	const lines = texts.flatMap(text => wrapText(safeLine(text), columns)).slice(0, room.rows - 4);
	return (
		<Panel title={title} room={room} width={columns} height={lines.length + 2}>
			{lines.map((line, index) => (
				<PanelLine key={index} text={line} width={columns} />
			))}
			<Text> </Text>
			<Text wrap="truncate">
				<Text {...theme.cursor}>{' Cancel '}</Text>
				{`  ${app.keymap.keyOf('question.agree')}  ${yes}`}
			</Text>
		</Panel>
	);
};
