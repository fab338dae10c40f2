import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {overdueTexts} from '../../domain/keep/policy-clock.js';
import {type NamedPolicy} from '../../domain/keep/policy.js';
import {type PolicyDialog} from '../../state/policy-dialogs.js';
import {policyView, type PolicyRow} from '../../state/policy-rows.js';
import {historyText, leftText, policyText, todayText} from '../../state/policy-texts.js';
import {panelSize, type Size} from '../../state/size.js';
import {formatCount} from '../../text/count.js';
import {displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatTime} from '../../text/time.js';
import {bar} from '../bar.js';
import {fewLines} from '../../text/few-lines.js';
import {Panel, PanelLine, type PanelStyle} from '../parts/panel.js';
import {type Section, Sections, sectionsHeight} from '../parts/sections.js';
import {progressBar} from '../progress-bar.js';
import {theme} from '../theme.js';

interface TextLine {
	readonly text: string;
	readonly style?: PanelStyle;
}

const removed: TextLine = {text: 'Somebody removed this policy meanwhile.', style: theme.warning};

/** What it says, how it stands, and what it would take today. */
const headOf = (
	{state: {now}}: App,
	dialog: PolicyDialog,
	policy: NamedPolicy,
	columns: number,
): readonly TextLine[] => [
	...fewLines(policyText(policy), columns, 3).map(text => ({text})),
	...fewLines(historyText(policy), columns, 2).map(text => ({text, style: theme.quiet})),
	...overdueTexts([policy], now).flatMap(text =>
		fewLines(`! Overdue: ${text}`, columns, 2).map(line => ({text: line, style: theme.overdue})),
	),
	...fewLines(todayText(dialog), columns, 3).map(text => ({text, style: theme.heading})),
	...fewLines(leftText(dialog) ?? '', columns, 2).map(text => ({text})),
	{text: ''},
];

/** A line each with month, number and bar. The largest number has the longest bar. */
const monthsSection = (
	rows: readonly PolicyRow[],
	{simulated, days}: PolicyDialog,
	columns: number,
): Section => {
	const numbers = rows.map(({count}) => formatCount(count));
	const widest = Math.max(0, ...numbers.map(number => number.length));
	const largest = Math.max(1, ...rows.map(({count}) => count));
	const outlook = simulated && 'outlook' in simulated.result ? simulated.result.outlook : undefined;
	const lines = rows.map(({label, count}, index) => {
		const text = ` ${label}  ${numbers[index]!.padStart(widest)}`;
		// Behind the longest bar there is room for the sign that more follow.
		return {text, bar: bar(count / largest, Math.max(1, columns - displayWidth(text) - 5))};
	});
	return {
		heading: ` With a run a day ${outlook ? `until ${formatTime(outlook.until).slice(0, 10)}` : `for ${days} days`}, this policy alone`,
		lines,
	};
};

const leftSection = (rows: readonly PolicyRow[], columns: number): Section => {
	const widest = Math.max(0, ...rows.map(({count}) => formatCount(count).length));
	return {
		heading: ' Left alone, although it is old enough',
		lines: rows.map(({label, count}) => ({
			text: fitCell(safeLine(` ${formatCount(count).padStart(widest)}  ${label}`), columns - 1),
		})),
	};
};

/** One policy: what it says, what would go when, and what would be left alone and why. */
export const Policy = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: PolicyDialog;
	readonly room: Size;
}): ReactElement => {
	const {columns} = panelSize(room, {columns: 100, rows: 0});
	const policy = app.store.policies.find(({id}) => id === dialog.policy);
	const head = policy ? headOf(app, dialog, policy, columns) : [removed];
	const {rows} = policyView(dialog);
	const left = rows.filter(({kind}) => kind === 'left alone');
	const sections = [
		monthsSection(
			rows.filter(({kind}) => kind === 'month'),
			dialog,
			columns,
		),
		...(left.length === 0 ? [] : [leftSection(left, columns)]),
	];
	const shown = policy ? sections : [];
	const height = panelSize(room, {columns, rows: head.length + sectionsHeight(shown)}).rows;
	const {progress} = dialog;
	const title = `Policy “${policy?.name ?? ''}”${progress === undefined ? '' : `, simulating ${progressBar(progress)}`}`;
	return (
		<Panel title={safeLine(title)} room={room} width={columns} height={height}>
			{head.slice(0, height).map(({text, style}, index) => (
				<PanelLine key={index} text={text} width={columns} {...(style && {style})} />
			))}
			<Sections
				sections={shown}
				cursor={dialog.cursor}
				height={Math.max(0, height - head.length)}
				width={columns}
			/>
		</Panel>
	);
};
