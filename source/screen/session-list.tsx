import {Box, Text} from 'ink';
import {type ReactElement, useMemo} from 'react';
import {type App, type AppStore} from '../actions/app.js';
import {isOrphaned} from '../domain/facts.js';
import {isPending} from '../domain/outbox/pbx-due.js';
import {wrapText} from '../text/fit.js';
import {isSuspicious} from '../text/safe-text.js';
import {type Session} from '../domain/session.js';
import {rangeIds} from '../state/settle.js';
import {columnsIn} from '../state/shown-columns.js';
import {type Size} from '../state/size.js';
import {columnGap, type FittedColumn} from '../domain/session-columns.js';
import {cellTexts, headingText, listColumns} from './columns.js';
import {emptyLines} from './empty-list.js';
import {Lines} from './parts/lines.js';
import {noSign, signs} from './signs.js';
import {styled, theme} from './theme.js';

/** A blank behind the mark, unless there is one. */
const markGap = signs.mark.endsWith(' ') ? '' : ' ';

/** Cells before the columns, for cursor, warning and mark. */
export const margin = (signs.cursor + signs.suspicious + signs.mark + markGap).length;

const hasHiddenText = ({customer, channel, handler}: Session): boolean =>
	[customer.name, customer.number, channel.name, channel.number, channel.type, handler.name].some(text =>
		isSuspicious(text),
	);

interface ShownRow {
	readonly id: number;
	/** Its first column, then the others. */
	readonly head: string;
	readonly rest: string;
	readonly isWarned: boolean;
}

interface Look {
	readonly isUnderCursor: boolean;
	readonly hasFocus: boolean;
	readonly isMarked: boolean;
}

/** The line of one session. Only its head tells the cursor, so that a move writes little and hides no colour. */
const lineOf = ({head, rest, isWarned}: ShownRow, {isUnderCursor, hasFocus, isMarked}: Look): string => {
	const cursor = isUnderCursor ? signs.cursor : noSign(signs.cursor);
	const warning = isWarned ? styled(signs.suspicious, theme.warning) : noSign(signs.suspicious);
	const mark = isMarked ? styled(signs.mark, theme.marked) : noSign(signs.mark);
	const headStyle = isUnderCursor && hasFocus ? theme.rowHead : isMarked ? theme.heading : theme.plain;
	return `${styled(cursor, isUnderCursor ? headStyle : theme.plain)}${warning}${mark}${markGap}${styled(head, headStyle)}${rest}`;
};

/** A session's own id. A damaged history tells none here; its pane tells the damage. */
const ownIdIn = (store: AppStore, id: number): string | undefined => {
	try {
		return store.ownId?.(id);
	} catch {
		return undefined;
	}
};

/** Rows whose texts are kept: many screens of them. */
const keptRows = 2000;

/** Tells the texts of a row, each made once: neither moving the cursor nor scrolling back makes one again. */
const rowTexts = (
	store: AppStore,
	{fitted, now}: {readonly fitted: readonly FittedColumn[]; readonly now: number; readonly version: number},
): ((row: number) => ShownRow) => {
	const known = new Map<number, ShownRow>();
	return row => {
		const before = known.get(row);
		if (before !== undefined) return before;
		const session = store.table.sessionAt(row);
		const [head = '', ...others] = cellTexts(session, fitted, {
			now,
			isOrphaned: isOrphaned(store, session),
			isPending: isPending(store, session.id),
			isHeld: store.holdOn?.(session.id) !== undefined,
			absence: store.absence?.(session.id)?.kind,
			ownId: id => ownIdIn(store, id),
		});
		const rest = others.map(cell => columnGap + cell).join('');
		const shown = {id: session.id, head, rest, isWarned: hasHiddenText(session)};
		if (known.size === keptRows) known.clear();
		known.set(row, shown);
		return shown;
	};
};

/** Digits of the greatest id. Ids of a block are in order. */
export const digitsOf = ({table}: AppStore): number =>
	String(Math.max(0, ...table.loadedBlocks.map(({id, count}) => id[count - 1] ?? 0))).length;

/** The matching sessions; draws only as many as fit. */
export const SessionList = ({app, size}: {readonly app: App; readonly size: Size}): ReactElement => {
	const {state, list, store} = app;
	const {now, version, preferences} = state;
	const {top} = state.list;
	const digits = digitsOf(store);
	const fitted = useMemo(
		() => listColumns(size.columns - margin, columnsIn(store, preferences), digits),
		[size.columns, store, preferences, digits],
	);
	const range = new Set(rangeIds(state, list, store.table));
	// The texts depend on `version`, the store's, because the table is changed in place.
	const textsOf = useMemo(() => rowTexts(store, {fitted, now, version}), [store, fitted, now, version]);
	const rows = Array.from(list.rows.subarray(top, top + size.rows - 1), textsOf);
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
			{rows.length === 0 && (
				<Lines
					lines={emptyLines(app)
						.flatMap(line => wrapText(line, size.columns - 2))
						.slice(0, size.rows - 1)
						.map(line => styled(` ${line}`, theme.quiet))}
				/>
			)}
		</Box>
	);
};
