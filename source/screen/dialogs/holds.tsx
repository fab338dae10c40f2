import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {actorLabel} from '../../domain/change.js';
import {putOff} from '../../domain/erase/erasure.js';
import {type NamedHold} from '../../domain/keep/hold.js';
import {type HoldsDialog} from '../../state/hold-dialogs.js';
import {panelSize, type Size} from '../../state/size.js';
import {counted, formatCount} from '../../text/count.js';
import {formatTime} from '../../text/time.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {type Section, Sections, sectionsHeight} from '../parts/sections.js';
import {theme} from '../theme.js';
import {cellsLine, policiesSection, policyDetails} from './policies.js';

const holdsSection = (holds: readonly NamedHold[], columns: number): Section => {
	const name = Math.max(12, Math.floor((columns - 42) / 2));
	const rest = Math.max(8, columns - name - 42);
	return {
		heading: cellsLine([
			['Hold', name],
			['Sessions', 8, 'right'],
			['Since', 10],
			['By', 12],
			['Filter or note', rest],
		]),
		lines: holds.map(hold => ({
			text: cellsLine([
				[hold.name, name],
				[formatCount(hold.count), 8, 'right'],
				[formatTime(hold.at).slice(0, 10), 10],
				[actorLabel(hold), 12],
				[hold.filter ?? hold.note ?? '', rest],
			]),
		})),
		empty: ' Nothing is held.',
	};
};

/** The erasures that holds put off; the journal does not tell who they are about. */
const putOffSection = ({store: {erasures}, keymap}: App, columns: number): readonly Section[] => {
	const known = putOff(erasures);
	if (known.length === 0) return [];
	return [
		{
			heading: cellsLine([
				['Erasure put off', 24],
				['Since', 10],
				[`${keymap.keyOf('holds.erase')} asks about it again`, columns - 38],
			]),
			lines: known.map(({n, upTo, asked = upTo}) => ({
				text: cellsLine([
					[`a person, by change ${n}`, 24],
					[formatTime(asked).slice(0, 10), 10],
				]),
			})),
		},
	];
};

/** The legal holds, the policies and the erasures that were put off, and what a new hold would hold. */
export const Holds = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: HoldsDialog;
	readonly room: Size;
}): ReactElement => {
	const {holds} = app.store;
	const {targets, cursor} = dialog;
	const {columns} = panelSize(room, {columns: 96, rows: 0});
	const sections = [
		holdsSection(holds, columns),
		policiesSection(app, dialog, columns),
		...putOffSection(app, columns),
	];
	const details = policyDetails(app, dialog, columns);
	const {rows} = panelSize(room, {columns, rows: sectionsHeight(sections) + details.length + 1});
	const hint =
		targets.length === 0
			? ''
			: `  ${app.keymap.keyOf('holds.add')} holds ${counted(targets.length, 'session')} under a name`;
	return (
		<Panel title="Legal holds and policies" room={room} width={columns} height={rows}>
			<Sections
				sections={sections}
				cursor={cursor}
				height={Math.max(1, rows - details.length - 1)}
				width={columns}
			/>
			{details.map((text, index) => (
				<PanelLine key={index} width={columns} text={text} />
			))}
			<PanelLine width={columns} text={hint} style={theme.quiet} />
		</Panel>
	);
};
