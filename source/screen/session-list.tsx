import {Box, Text} from 'ink';
import {type ReactElement, useMemo} from 'react';
import {type App, type AppStore} from '../actions/app.js';
import {isOrphaned} from '../domain/facts.js';
import {isPending} from '../domain/outbox/pbx-due.js';
import {fitCell} from '../text/fit.js';
import {isSuspicious} from '../text/safe-text.js';
import {type Session} from '../domain/session.js';
import {rangeIds} from '../state/settle.js';
import {type Size} from '../state/size.js';
import {cellTexts, fitColumns, type FittedColumn, headingText} from './columns.js';
import {Lines} from './parts/lines.js';
import {noSign, signs} from './signs.js';
import {styled, theme} from './theme.js';

/** Cells before the columns, for cursor, mark and warning. */
export const margin = (signs.cursor + signs.mark + signs.suspicious).length;

const hasHiddenText = ({customer, channel, handler}: Session): boolean =>
	[customer.name, customer.number, channel.name, channel.number, channel.type, handler.name].some(text =>
		isSuspicious(text),
	);

interface ShownRow {
	readonly id: number;
	readonly text: string;
	readonly isWarned: boolean;
}

interface Look {
	readonly isUnderCursor: boolean;
	readonly hasFocus: boolean;
	readonly isMarked: boolean;
}

/** The line of one session. */
const lineOf = ({text, isWarned}: ShownRow, {isUnderCursor, hasFocus, isMarked}: Look): string => {
	const cursor = isUnderCursor ? signs.cursor : noSign(signs.cursor);
	const mark = isMarked ? styled(signs.mark, theme.marked) : noSign(signs.mark);
	const warning = isWarned ? styled(signs.suspicious, theme.warning) : noSign(signs.suspicious);
	const line = cursor + mark + warning + text;
	return isUnderCursor ? styled(line, hasFocus ? theme.cursor : theme.shadow) : line;
};

/** The texts of the rows. They depend on `version`, the store's, because the table is changed in place. */
const shownRows = (
	store: AppStore,
	rows: Uint32Array,
	{fitted, now}: {readonly fitted: readonly FittedColumn[]; readonly now: number; readonly version: number},
): readonly ShownRow[] =>
	Array.from(rows, row => {
		const session = store.table.sessionAt(row);
		const cells = cellTexts(session, fitted, {
			now,
			isOrphaned: isOrphaned(store, session),
			isPending: isPending(store, session.id),
		});
		return {id: session.id, text: cells.join(' '), isWarned: hasHiddenText(session)};
	});

const emptyText = ({state, store, list, keymap: {keyOf}}: App): string => {
	if (store.progress < 1) return 'Loading …';
	if (list.counted < 1) return 'Counting …';
	if (list.searched < 1)
		return state.search?.ended === undefined
			? 'Searching …'
			: 'Nothing was found before the search was stopped.';
	if (state.filter !== '')
		return `No session matches. ${
			state.dialog?.kind === 'filter'
				? `${keyOf('filter.restore')} restores the previous filter.`
				: `${keyOf('filter.edit')} edits the filter.`
		}`;
	return list.totals.sessions === 0 && list.totals.deleted === 0
		? 'The store is empty. Fill it: chatlogs pbx connect, or chatlogs import FILE…'
		: 'No sessions.';
};

/** The matching sessions; draws only as many as fit. */
export const SessionList = ({app, size}: {readonly app: App; readonly size: Size}): ReactElement => {
	const {state, list, store} = app;
	const {now, version, preferences} = state;
	const {top} = state.list;
	const fitted = useMemo(
		() => fitColumns(size.columns - margin, preferences.columns),
		[size.columns, preferences.columns],
	);
	const range = new Set(rangeIds(state, list, store.table));
	// Moving the cursor makes no text again.
	const rows = useMemo(
		() => shownRows(store, list.rows.subarray(top, top + size.rows - 1), {fitted, now, version}),
		[store, list.rows, top, size.rows, fitted, now, version],
	);
	const lines = rows.map(row =>
		lineOf(row, {
			isUnderCursor: row.id === state.list.cursor,
			hasFocus: state.focus === 'list',
			isMarked: state.marks.ids.has(row.id) || range.has(row.id),
		}),
	);
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Text wrap="truncate" {...theme.heading}>
				{' '.repeat(margin) + headingText(fitted)}
			</Text>
			<Lines lines={lines} />
			{rows.length === 0 && <Text {...theme.quiet}>{fitCell(` ${emptyText(app)}`, size.columns)}</Text>}
		</Box>
	);
};
