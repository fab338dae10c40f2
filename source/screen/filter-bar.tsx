import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {type Span} from '../domain/language/lexer.js';
import {asksOfNow} from '../domain/language/query.js';
import {cutText, displayWidth, fitCell} from '../text/fit.js';
import {formatCount} from '../text/count.js';
import {filterChips, fitChips} from '../state/filter-chips.js';
import {clamp} from '../state/scroll.js';
import {rangeRows} from '../state/settle.js';
import {fieldWindow, type TextField} from '../state/text-field.js';
import {progressBar} from './progress-bar.js';
import {signs} from './signs.js';
import {type Role, theme} from './theme.js';

/** The step under way: searching, counting or sorting. */
const progressText = ({list: {counted, searched, sorted}, state}: App): string => {
	if (searched < 1)
		return ` ${state.search?.ended === undefined ? 'searching' : 'search stopped'} ${progressBar(searched)}`;
	if (counted < 1) return ` counting ${progressBar(counted)}`;
	return sorted < 1 ? ` sorting ${progressBar(sorted)}` : '';
};

const countsText = (app: App): string => {
	const {state, store, list} = app;
	const more = store.progress < 1 || list.counted < 1 || list.searched < 1 ? '…' : '';
	const {markedHidden: hidden} = list;
	const marked = state.marks.ids.size;
	const marks =
		marked === 0
			? ''
			: ` · ${formatCount(marked)} marked${hidden > 0 ? ` (${formatCount(hidden)} hidden)` : ''}`;
	const range =
		state.rangeFrom === undefined
			? ''
			: ` · range of ${formatCount(rangeRows(state, list, store.table).length)}`;
	const doubt = app.past && asksOfNow(list.query) ? ' · not known of the past' : '';
	return `${progressText(app)} ${formatCount(list.rows.length)}${more} match${doubt}${marks}${range} `;
};

/** The applied filter as chips. */
const Chips = ({app, room}: {readonly app: App; readonly room: number}): ReactElement => {
	const chips = filterChips(app.state, app.list.query);
	if (chips.length === 0)
		return (
			<Text {...theme.quiet}>
				{fitCell(cutText(`none (${app.keymap.keyOf('filter.edit')} to filter)`, room), room)}
			</Text>
		);
	// One cell separates them from the counts.
	const {shown, more, width} = fitChips(chips, room - 1);
	return (
		<Text>
			{shown.map((chip, index) => (
				<Text key={index}>
					{index > 0 && ' '}
					<Text {...theme.chip}>{chip}</Text>
				</Text>
			))}
			{more !== '' && ` ${more}`}
			{' '.repeat(room - width)}
		</Text>
	);
};

/** A part of a text that marks what the parser did not understand; `start` is its position in the whole text. */
const Part = ({
	text,
	start,
	problem: {at, end} = {at: 0, end: 0},
	style,
}: {
	readonly text: string;
	readonly start: number;
	readonly problem: Span | undefined;
	readonly style: (typeof theme)[Role];
}): ReactElement => {
	const [from, to] = [clamp(at - start, 0, text.length), clamp(end - start, 0, text.length)];
	return (
		<Text>
			{text.slice(0, from)}
			<Text {...style}>{text.slice(from, to)}</Text>
			{text.slice(to)}
		</Text>
	);
};

const Field = ({
	field,
	room,
	problem,
	style,
}: {
	readonly field: TextField;
	readonly room: number;
	readonly problem: Span | undefined;
	readonly style: (typeof theme)[Role];
}): ReactElement => {
	const {before, under, after} = fieldWindow(field, room);
	return (
		<Text>
			<Part text={before} start={field.caret - before.length} problem={problem} style={style} />
			<Text {...theme.caret}>{under}</Text>
			<Part text={after} start={field.caret + under.length} problem={problem} style={style} />
		</Text>
	);
};

/** The filter and how much it finds; a text field while the filter is edited. */
export const FilterBar = ({app, width}: {readonly app: App; readonly width: number}): ReactElement => {
	const {dialog} = app.state;
	const counts = countsText(app);
	const label = app.list.problem && !app.list.isUnfinished ? ` Filter${signs.wrong} ` : ' Filter  ';
	const room = Math.max(2, width - label.length - displayWidth(counts));
	return (
		<Text wrap="truncate">
			<Text {...theme.heading}>{label}</Text>
			{dialog?.kind === 'filter' ? (
				<Field
					field={dialog.field}
					room={room}
					problem={app.list.problem}
					style={app.list.isUnfinished ? theme.unfinished : theme.problem}
				/>
			) : (
				<Chips app={app} room={room} />
			)}
			<Text {...theme.quiet}>{counts}</Text>
		</Text>
	);
};
