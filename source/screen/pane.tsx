import {Box, Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {isOrphaned} from '../domain/facts.js';
import {handlerLabel} from '../domain/handler.js';
import {channelLabel, partyLabel} from '../domain/session.js';
import {displayWidth, fitCell} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {spansIn, type Sought, soughtFor} from '../text/sought.js';
import {counted} from '../text/count.js';
import {formatDate} from '../text/time.js';
import {lineOf, type Part, type PartRole} from '../state/pane-lines.js';
import {endSpot, firstSpot, isSameSpot, linesFrom, movedSpot, type PaneSpot} from '../state/pane-spot.js';
import {paneMargins, type PaneLine, type PaneView, timeOf} from '../state/pane-view.js';
import {type Size} from '../state/size.js';
import {type Pane as PaneState} from '../state/state.js';
import {Lines} from './parts/lines.js';
import {noSign, signs} from './signs.js';
import {partTheme, styled, theme} from './theme.js';

/** The text with the searched words told apart, as far as they stand on one line. */
const withFound = (text: string, search: Sought, style: Parameters<typeof styled>[1]): string => {
	let shown = '';
	let from = 0;
	for (const {at, end} of spansIn(search, text)) {
		shown += styled(text.slice(from, at), style) + styled(text.slice(at, end), {...style, ...theme.found});
		from = end;
	}

	return shown + styled(text.slice(from), style);
};

/** Parts that no search finds anything in. */
const unsearched: ReadonlySet<PartRole> = new Set(['time', 'day', 'remark']);

const partText = ({role, text}: Part, search: Sought, isHead: boolean): string => {
	const style = isHead && role === 'time' ? theme.rowHead : partTheme[role];
	return unsearched.has(role) ? styled(text, style) : withFound(text, search, style);
};

/** A rule across the pane with the day in it. */
const dayLine = (day: string, width: number): string => {
	const rule = signs.horizontal;
	const text = `${rule.repeat(2)} ${day} `;
	return styled(text + rule.repeat(Math.max(0, width - displayWidth(text))), partTheme.day);
};

/** The day of the first line shown, if that line does not tell it. */
const dayAt = ({items, linesOf}: PaneView, {item, line}: PaneSpot): string | undefined => {
	const top = linesOf(item)[line];
	return top === undefined || top.kind === 'day' ? undefined : formatDate(timeOf(items[item]!));
};

const headingOf = ({store}: App, pane: PaneState, view: PaneView): string => {
	const {session, items} = view;
	const what =
		pane.kind === 'operations' ? 'Operations' : pane.isMerged ? 'Messages and operations' : 'Messages';
	if (session === undefined) return ` ${what} of ${pane.session}: the session is no longer in the store`;
	const state = session.deleted ? 'in the trash' : session.status;
	const handler = (isOrphaned(store, session) ? signs.deletedOwner : '') + handlerLabel(session.handler);
	const absence = store.absence?.(session.id);
	const onPbx = absence && (absence.kind === 'gone' ? 'gone from the PBX' : 'not visible by the API');
	const marked = pane.marks.size > 0 ? [`${pane.marks.size} marked`] : [];
	const count = pane.isMerged
		? counted(items.length, 'entry', 'entries')
		: counted(items.length, pane.kind === 'operations' ? 'operation' : 'message');
	return ` ${what} of ${session.id} · ${[dayAt(view, pane.top), count, ...marked, handler, state, onPbx, channelLabel(session.channel.type), partyLabel(session.customer)].filter(Boolean).join(' · ')}`;
};

const emptyText = ({kind, isMerged}: PaneState, {keymap: {keyOf}}: App): string => {
	if (kind === 'operations') return 'No operation is known.';
	return isMerged
		? 'No messages, and no operation is known.'
		: `No messages. ${keyOf('operations.open')} shows what was done.`;
};

/** Operations or messages of one session. */
export const Pane = ({app, size}: {readonly app: App; readonly size: Size}): ReactElement => {
	const pane = app.state.pane!;
	const view = app.pane!;
	const {height} = view;
	const margin = paneMargins(app.state.size.isLinear).left;
	const hasFocus = app.state.focus === 'pane';
	const shown = linesFrom(view, pane.top, height);
	const isUnderCursor = ({item, kind}: PaneLine): boolean =>
		item === pane.cursor && kind === 'item' && hasFocus;
	/** Whether it is the first line of its item that is shown. */
	const isHead = ({item, kind}: PaneLine, index: number): boolean => {
		const before = shown[index - 1];
		return kind === 'item' && (before?.item !== item || before.kind !== 'item');
	};

	const signOf = (line: PaneLine): string => {
		const item = view.items[line.item]!;
		const isMarked = item.kind === 'message' && pane.marks.has(item.message.id);
		return (
			styled(
				isUnderCursor(line) ? signs.cursor : noSign(signs.cursor),
				isUnderCursor(line) ? theme.rowHead : theme.plain,
			) + (isMarked ? styled(signs.mark, theme.marked) : noSign(signs.mark))
		);
	};

	const sought = soughtFor(pane.search);
	const edges = new Map([
		...(isSameSpot(movedSpot(view, pane.top, height), endSpot(view))
			? []
			: [[height - 1, signs.below] as const]),
		...(isSameSpot(pane.top, firstSpot(view)) ? [] : [[0, signs.above] as const]),
	]);
	const lines = shown.map((line, index) => {
		const edge = edges.get(index) ?? '';
		const room = size.columns - margin - edge.length;
		if (line.kind === 'day') {
			const rule = dayLine(line.paragraph.words[0]!.text, room - 1);
			return ' '.repeat(margin) + rule + (edge === '' ? '' : ` ${styled(edge, theme.quiet)}`);
		}

		const head = isHead(line, index);
		const sign = head ? signOf(line) : ' '.repeat(margin);
		const parts = lineOf(line.paragraph, line.index);
		const text = parts.map(part => partText(part, sought, isUnderCursor(line))).join('');
		if (edge === '') return sign + text;
		const used = parts.reduce((sum, part) => sum + displayWidth(part.text), 0);
		return sign + text + ' '.repeat(Math.max(0, room - used)) + styled(edge, theme.quiet);
	});
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Text wrap="truncate" {...theme.paneHeading}>
				{fitCell(safeLine(headingOf(app, pane, view)), size.columns)}
			</Text>
			<Lines lines={lines} />
			{shown.length === 0 && (
				<Text {...theme.quiet}>{fitCell(` ${emptyText(pane, app)}`, size.columns)}</Text>
			)}
		</Box>
	);
};
