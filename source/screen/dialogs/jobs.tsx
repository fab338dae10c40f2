import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {fewLines} from '../../text/few-lines.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type JobsDialog, underCursor} from '../../state/dialog.js';
import {type Job} from '../../state/jobs.js';
import {panelSize, type Size} from '../../state/size.js';
import {PanelList} from '../parts/panel-list.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {progressBar} from '../progress-bar.js';
import {theme} from '../theme.js';

/** Lines for the whole text of the job under the cursor. */
const detailLines = 7;

const rowText = ({title, state, progress, texts}: Job): string =>
	[
		fitCell(state, 8),
		fitCell(title, 9),
		...(state === 'running' && progress !== undefined ? [progressBar(progress)] : []),
		safeLine(texts.join('  ')),
	].join('  ');

/** The work behind the screen, and how it ended. */
export const Jobs = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: JobsDialog;
	readonly room: Size;
}): ReactElement => {
	const {jobs} = app;
	const {columns, rows} = panelSize(room, {columns: 100, rows: jobs.length + 1 + detailLines});
	const chosen = underCursor(jobs, dialog)!;
	const details = fewLines(chosen.texts, columns, detailLines);
	return (
		<Panel title="Jobs" site={app.site} room={room} width={columns} height={rows}>
			<PanelList
				items={jobs}
				cursor={dialog.cursor}
				height={Math.max(1, rows - 1 - detailLines)}
				width={columns}
				line={job => ({
					key: job.id,
					text: ` ${rowText(job)}`,
					...(job.state === 'failed' && {style: theme.warning}),
				})}
			/>
			<Text> </Text>
			{details.map((line, index) => (
				<PanelLine
					key={index}
					width={columns}
					text={line}
					style={chosen.state === 'failed' ? theme.warning : theme.quiet}
				/>
			))}
		</Panel>
	);
};
