import {Box, Text} from 'ink';
import {memo, type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {isOrphaned} from '../domain/facts.js';
import {fitCell} from '../domain/text/fit.js';
import {isSuspicious} from '../domain/text/safe-text.js';
import {type Session} from '../domain/session.js';
import {rangeIds} from '../state/settle.js';
import {type Size} from '../state/size.js';
import {cellTexts, fitColumns, headingText} from './columns.js';
import {signs} from './signs.js';
import {theme} from './theme.js';

/** Cells before the columns: cursor, mark, warning. */
const margin = 3;

interface RowProps {
	/** The cells before the handler, the handler, and the cells behind it. */
	readonly text: string;
	readonly isUnderCursor: boolean;
	readonly hasFocus: boolean;
	readonly isMarked: boolean;
	readonly isWarned: boolean;
}

/** One session, one line. */
const Row = memo(({text, isUnderCursor, hasFocus, isMarked, isWarned}: RowProps) => (
	<Text wrap="truncate" {...(isUnderCursor ? (hasFocus ? theme.cursor : theme.shadow) : {})}>
		{isUnderCursor ? signs.cursor : ' '}
		{/* A blank without a style of its own costs the renderer next to nothing, and most are blank. */}
		{isMarked ? <Text {...theme.marked}>{signs.mark}</Text> : ' '}
		{isWarned ? <Text {...theme.warning}>!</Text> : ' '}
		{text}
	</Text>
));
Row.displayName = 'Row';

const hasHiddenText = ({customer, channel, handler}: Session): boolean =>
	[customer.name, customer.number, channel.name, channel.number, channel.type, handler.name].some(text =>
		isSuspicious(text),
	);

const emptyText = ({state, store, list}: App): string => {
	if (store.progress < 1) return 'Loading …';
	if (list.counted < 1) return 'Counting …';
	if (state.filter !== '')
		return 'No session matches. / edits the filter; Esc in it restores the one before.';
	return list.totals.sessions === 0 && list.totals.deleted === 0
		? 'The store is empty. Import what the PBX has: chatlogs import FILE…'
		: 'No sessions.';
};

/** The sessions that match, as many as fit; never more are drawn. */
export const SessionList = ({app, size}: {readonly app: App; readonly size: Size}): ReactElement => {
	const {state, list, store} = app;
	const fitted = fitColumns(size.columns - margin, state.preferences.columns);
	const height = size.rows - 1;
	const range = new Set(rangeIds(state, list, store.table));
	const rows = [...list.rows.subarray(state.list.top, state.list.top + height)].map(row =>
		store.table.sessionAt(row),
	);
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Text wrap="truncate" {...theme.heading}>
				{' '.repeat(margin) + headingText(fitted)}
			</Text>
			{rows.map(session => (
				<Row
					key={session.id}
					text={cellTexts(session, fitted, {now: state.now, isOrphaned: isOrphaned(store, session)}).join(
						' ',
					)}
					isUnderCursor={session.id === state.list.cursor}
					hasFocus={state.focus === 'list'}
					isMarked={state.marks.ids.has(session.id) || range.has(session.id)}
					isWarned={hasHiddenText(session)}
				/>
			))}
			{rows.length === 0 && <Text {...theme.quiet}>{fitCell(` ${emptyText(app)}`, size.columns)}</Text>}
		</Box>
	);
};
