import {Box, Text} from 'ink';
import {memo, type ReactElement, useMemo} from 'react';
import {type App, type AppStore} from '../actions/app.js';
import {isOrphaned} from '../domain/facts.js';
import {fitCell} from '../domain/text/fit.js';
import {isSuspicious} from '../domain/text/safe-text.js';
import {type Session} from '../domain/session.js';
import {rangeIds} from '../state/settle.js';
import {type Size} from '../state/size.js';
import {cellTexts, fitColumns, type FittedColumn, headingText} from './columns.js';
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

interface ShownRow {
	readonly id: number;
	readonly text: string;
	readonly isWarned: boolean;
}

/** What the rows say; `version` is that of the store, in which alone it can change but for the time. */
const shownRows = (
	store: AppStore,
	rows: Uint32Array,
	{fitted, now}: {readonly fitted: readonly FittedColumn[]; readonly now: number; readonly version: number},
): readonly ShownRow[] =>
	Array.from(rows, row => {
		const session = store.table.sessionAt(row);
		const cells = cellTexts(session, fitted, {now, isOrphaned: isOrphaned(store, session)});
		return {id: session.id, text: cells.join(' '), isWarned: hasHiddenText(session)};
	});

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
	const {now, version, preferences} = state;
	const {top} = state.list;
	const fitted = useMemo(
		() => fitColumns(size.columns - margin, preferences.columns),
		[size.columns, preferences.columns],
	);
	const range = new Set(rangeIds(state, list, store.table));
	// While only the cursor moves, no text is made anew.
	const rows = useMemo(
		() => shownRows(store, list.rows.subarray(top, top + size.rows - 1), {fitted, now, version}),
		[store, list.rows, top, size.rows, fitted, now, version],
	);
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Text wrap="truncate" {...theme.heading}>
				{' '.repeat(margin) + headingText(fitted)}
			</Text>
			{rows.map(({id, text, isWarned}) => (
				<Row
					key={id}
					text={text}
					isUnderCursor={id === state.list.cursor}
					hasFocus={state.focus === 'list'}
					isMarked={state.marks.ids.has(id) || range.has(id)}
					isWarned={isWarned}
				/>
			))}
			{rows.length === 0 && <Text {...theme.quiet}>{fitCell(` ${emptyText(app)}`, size.columns)}</Text>}
		</Box>
	);
};
