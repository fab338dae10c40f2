import {Box, Text} from 'ink';
import {memo, type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {isOrphaned} from '../domain/facts.js';
import {handlerLabel} from '../domain/handler.js';
import {channelLabel, partyLabel} from '../domain/session.js';
import {fitCell} from '../domain/text/fit.js';
import {safeLine} from '../domain/text/safe-text.js';
import {counted} from '../domain/text/time.js';
import {paneMargin, type PaneLine, type PaneView} from '../state/pane-view.js';
import {type Size} from '../state/size.js';
import {type Pane as PaneState} from '../state/state.js';
import {signs} from './signs.js';
import {lineTheme, theme} from './theme.js';

interface LineProps {
	readonly line: PaneLine;
	readonly width: number;
	/** Before the first line of an item only. */
	readonly sign: string;
	readonly isUnderCursor: boolean;
	/** Words that are looked for. */
	readonly search: string;
}

/** The text with the words underlined that are looked for, as far as they stand on one line. */
const Found = ({text, search}: {readonly text: string; readonly search: string}): ReactElement => {
	const lower = text.toLowerCase();
	const at = search === '' || lower.length !== text.length ? -1 : lower.indexOf(search.toLowerCase());
	if (at === -1) return <>{text}</>;
	return (
		<>
			{text.slice(0, at)}
			<Text {...theme.found}>{text.slice(at, at + search.length)}</Text>
			<Found text={text.slice(at + search.length)} search={search} />
		</>
	);
};

const Line = memo(({line, width, sign, isUnderCursor, search}: LineProps) => (
	<Text wrap="truncate">
		<Text {...(isUnderCursor ? theme.cursor : theme.marked)}>{sign}</Text>
		<Text {...lineTheme[line.role]}>
			<Found text={fitCell(line.text, width)} search={search} />
		</Text>
	</Text>
));
Line.displayName = 'Line';

const headingOf = ({store}: App, pane: PaneState, {session, items}: PaneView): string => {
	const what =
		pane.kind === 'operations' ? 'Operations' : pane.isMerged ? 'Messages and operations' : 'Messages';
	if (session === undefined) return ` ${what} of ${pane.session}: the session is no longer in the store`;
	const state = session.deleted ? 'in the trash' : session.status;
	const handler = (isOrphaned(store, session) ? '!' : '') + handlerLabel(session.handler);
	const marked = pane.marks.size > 0 ? [`${pane.marks.size} marked`] : [];
	const count = counted(
		items.length,
		pane.kind === 'operations' ? 'operation' : pane.isMerged ? 'entry' : 'message',
	).replace('entrys', 'entries');
	return ` ${what} of ${session.id} · ${[count, ...marked, handler, state, channelLabel(session.channel.type), partyLabel(session.customer)].join(' · ')}`;
};

const emptyText = ({kind, isMerged}: PaneState): string =>
	kind === 'messages' && !isMerged ? 'No messages.' : 'Nothing is known to have been done.';

/** Operations or messages of one session. */
export const Pane = ({app, size}: {readonly app: App; readonly size: Size}): ReactElement => {
	const pane = app.state.pane!;
	const view = app.pane!;
	const hasFocus = app.state.focus === 'pane';
	const shown = view.lines.slice(pane.top, pane.top + size.rows - 1);
	const signOf = (line: PaneLine, index: number): string => {
		const isFirst = view.starts[line.item] === pane.top + index || index === 0;
		const item = view.items[line.item]!;
		const isMarked = item.kind === 'message' && pane.marks.has(item.message.id);
		return isFirst
			? `${line.item === pane.cursor && hasFocus ? signs.cursor : ' '}${isMarked ? signs.mark : ' '}`
			: ' '.repeat(paneMargin);
	};

	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Text wrap="truncate" {...theme.heading} {...theme.cursor}>
				{fitCell(safeLine(headingOf(app, pane, view)), size.columns)}
			</Text>
			{shown.map((line, index) => (
				<Line
					key={pane.top + index}
					line={line}
					width={size.columns - paneMargin}
					sign={signOf(line, index)}
					isUnderCursor={line.item === pane.cursor && hasFocus}
					search={pane.search}
				/>
			))}
			{shown.length === 0 && <Text {...theme.quiet}>{fitCell(` ${emptyText(pane)}`, size.columns)}</Text>}
		</Box>
	);
};
