import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {cutText, displayWidth, fitCell} from '../domain/text/fit.js';
import {safeLine} from '../domain/text/safe-text.js';
import {formatCount} from '../domain/text/time.js';
import {type ListView} from '../state/list-view.js';
import {fieldWindow} from '../state/text-field.js';
import {progressBar} from './progress-bar.js';
import {theme} from './theme.js';

const label = ' Filter  ';

/** What is waited for, one thing after the other. */
const progressText = ({counted, searched, sorted}: ListView): string => {
	if (searched < 1) return ` searching ${progressBar(searched)}`;
	if (counted < 1) return ` counting ${progressBar(counted)}`;
	return sorted < 1 ? ` sorting ${progressBar(sorted)}` : '';
};

const countsText = ({state, store, list}: App): string => {
	const more = store.progress < 1 || list.counted < 1 || list.searched < 1 ? '…' : '';
	const {markedHidden: hidden} = list;
	const marked = state.marks.ids.size;
	const marks =
		marked === 0
			? ''
			: ` · ${formatCount(marked)} marked${hidden > 0 ? ` (${formatCount(hidden)} hidden)` : ''}`;
	const range = state.rangeFrom === undefined ? '' : ' · range';
	return `${progressText(list)} ${formatCount(list.rows.length)}${more} match${marks}${range}${state.onlyMarked ? ' · only marked' : ''} `;
};

/** The filter, and how much it finds. While it is edited its text is a field. */
export const FilterBar = ({app, width}: {readonly app: App; readonly width: number}): ReactElement => {
	const {dialog, filter} = app.state;
	const counts = countsText(app);
	const room = Math.max(2, width - label.length - displayWidth(counts));
	const field = dialog?.kind === 'filter' ? fieldWindow(dialog.field, room) : undefined;
	const isWrong = app.list.problems.length > 0;
	return (
		<Text wrap="truncate">
			<Text {...theme.heading}>{isWrong ? ' Filter! ' : label}</Text>
			{field ? (
				<Text>
					{field.before}
					<Text {...theme.caret}>{field.under}</Text>
					{field.after}
				</Text>
			) : (
				<Text {...(filter === '' ? theme.quiet : {})}>
					{fitCell(cutText(filter === '' ? 'none (/ to filter)' : safeLine(filter), room), room)}
				</Text>
			)}
			<Text {...theme.quiet}>{counts}</Text>
		</Text>
	);
};
