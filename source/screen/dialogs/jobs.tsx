import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {type ListedJob, listedJobs} from '../../actions/jobs.js';
import {fitCell, wrapText} from '../../domain/text/fit.js';
import {safeLine} from '../../domain/text/safe-text.js';
import {type Dialog} from '../../state/dialog.js';
import {scrollTo} from '../../state/scroll.js';
import {panelSize, type Size} from '../../state/size.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {progressBar} from '../progress-bar.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';

/** Lines for the whole text of the job under the cursor. */
const detailLines = 4;

const rowText = ({name, state, progress, texts}: ListedJob): string =>
	[
		fitCell(state, 8),
		fitCell(name, 9),
		...(state === 'running' && progress !== undefined ? [progressBar(progress)] : []),
		safeLine(texts.join('  ')),
	].join('  ');

/** What goes on behind the screen, and what became of it. */
export const Jobs = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: Extract<Dialog, {kind: 'jobs'}>;
	readonly room: Size;
}): ReactElement => {
	const jobs = listedJobs(app);
	const cursor = Math.min(dialog.cursor, jobs.length - 1);
	const {columns, rows} = panelSize(room, {columns: 100, rows: jobs.length + 1 + detailLines});
	const height = Math.max(1, rows - 1 - detailLines);
	const top = scrollTo(0, height, cursor, cursor + 1, jobs.length);
	const chosen = jobs[cursor]!;
	const details = chosen.texts.flatMap(text => wrapText(safeLine(text), columns)).slice(0, detailLines);
	return (
		<Panel title="Jobs" room={room} width={columns} height={rows}>
			{jobs.slice(top, top + height).map((job, index) => (
				<PanelLine
					key={job.key}
					width={columns}
					text={`${top + index === cursor ? signs.cursor : ' '} ${rowText(job)}`}
					style={{
						...(job.state === 'failed' ? theme.warning : {}),
						...(top + index === cursor ? theme.cursor : {}),
					}}
				/>
			))}
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
