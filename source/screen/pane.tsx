import {Box, Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {isOrphaned} from '../domain/facts.js';
import {handlerLabel} from '../domain/handler.js';
import {channelLabel, partyLabel} from '../domain/session.js';
import {fitCell} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {spansIn, type Sought, soughtFor} from '../text/sought.js';
import {counted} from '../text/count.js';
import {paneMargin, type PaneLine, type PaneView} from '../state/pane-view.js';
import {type Size} from '../state/size.js';
import {type Pane as PaneState} from '../state/state.js';
import {Lines} from './parts/lines.js';
import {signs} from './signs.js';
import {lineTheme, styled, theme} from './theme.js';

const nothing = soughtFor('');

/** The text with the searched words underlined, as far as they stand on one line. */
const withFound = (text: string, search: Sought, style: Parameters<typeof styled>[1]): string => {
	let shown = '';
	let from = 0;
	for (const {at, end} of spansIn(search, text)) {
		shown += styled(text.slice(from, at), style) + styled(text.slice(at, end), {...style, ...theme.found});
		from = end;
	}

	return shown + styled(text.slice(from), style);
};

const headingOf = ({store}: App, pane: PaneState, {session, items}: PaneView): string => {
	const what =
		pane.kind === 'operations' ? 'Operations' : pane.isMerged ? 'Messages and operations' : 'Messages';
	if (session === undefined) return ` ${what} of ${pane.session}: the session is no longer in the store`;
	const state = session.deleted ? 'in the trash' : session.status;
	const handler = (isOrphaned(store, session) ? signs.deletedOwner : '') + handlerLabel(session.handler);
	const marked = pane.marks.size > 0 ? [`${pane.marks.size} marked`] : [];
	const count = pane.isMerged
		? counted(items.length, 'entry', 'entries')
		: counted(items.length, pane.kind === 'operations' ? 'operation' : 'message');
	return ` ${what} of ${session.id} · ${[count, ...marked, handler, state, channelLabel(session.channel.type), partyLabel(session.customer)].join(' · ')}`;
};

const emptyText = ({kind, isMerged}: PaneState): string =>
	kind === 'messages' && !isMerged ? 'No messages.' : 'No operation is known.';

/** Operations or messages of one session. */
export const Pane = ({app, size}: {readonly app: App; readonly size: Size}): ReactElement => {
	const pane = app.state.pane!;
	const view = app.pane!;
	const hasFocus = app.state.focus === 'pane';
	const shown = view.lines.slice(pane.top, pane.top + size.rows - 1);
	const isUnderCursor = ({item, role}: PaneLine): boolean =>
		item === pane.cursor && role !== 'remark' && hasFocus;
	const signOf = (line: PaneLine, index: number): string => {
		const isFirst = view.starts[line.item] === pane.top + index || index === 0;
		if (!isFirst || line.role === 'remark') return ' '.repeat(paneMargin);
		const item = view.items[line.item]!;
		const isMarked = item.kind === 'message' && pane.marks.has(item.message.id);
		return `${isUnderCursor(line) ? signs.cursor : ' '}${isMarked ? signs.mark : ' '}`;
	};

	const sought = soughtFor(pane.search);
	const lines = shown.map((line, index) => {
		const sign = signOf(line, index);
		const search = line.role === 'remark' ? nothing : sought;
		return (
			styled(sign, isUnderCursor(line) ? theme.cursor : theme.marked) +
			withFound(fitCell(line.text, size.columns - sign.length), search, lineTheme[line.role])
		);
	});
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Text wrap="truncate" {...theme.paneHeading}>
				{fitCell(safeLine(headingOf(app, pane, view)), size.columns)}
			</Text>
			<Lines lines={lines} />
			{shown.length === 0 && <Text {...theme.quiet}>{fitCell(` ${emptyText(pane)}`, size.columns)}</Text>}
		</Box>
	);
};
