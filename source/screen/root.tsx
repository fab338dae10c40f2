import {Box, Text, useApp, usePaste, useWindowSize} from 'ink';
import {type ReactElement, useEffect, useMemo, useSyncExternalStore} from 'react';
import {type App} from '../actions/app.js';
import {createKeyboard} from '../actions/keyboard.js';
import {fitCell} from '../text/fit.js';
import {type Input} from '../state/key.js';
import {bodyOf, isTooSmall, layoutOf, type Size, smallestSize, type TerminalSize} from '../state/size.js';
import {dialogBox} from './dialogs/dialog-box.js';
import {FilterBar} from './filter-bar.js';
import {Footer, Message} from './footer.js';
import {Header} from './header.js';
import {Pane} from './pane.js';
import {Behind} from './parts/behind.js';
import {Lines} from './parts/lines.js';
import {SessionList} from './session-list.js';
import {signs} from './signs.js';
import {type SuspendTerminal} from './terminal/suspend.js';
import {type TerminalInput} from './terminal/terminal-input.js';
import {styled, theme} from './theme.js';

const Divider = ({rows}: {readonly rows: number}): ReactElement => (
	<Box width={1} marginLeft={1}>
		<Lines lines={Array.from({length: rows}, () => styled(signs.vertical, theme.border))} />
	</Box>
);

/** The whole frame: list and pane between filter bar and footer, and a dialog over them. */
const Frame = ({app, size}: {readonly app: App; readonly size: TerminalSize}): ReactElement => {
	const {list, pane} = layoutOf(size, {
		hasPane: app.state.pane !== undefined,
		isZoomed: app.state.isZoomed,
		matches: app.list.rows.length,
	});
	const isChosen = app.sites?.isChosen ?? true;
	const isBeside = pane?.side === 'right';
	const room = bodyOf(size);
	const box = dialogBox(app, room);
	const isBehind = box !== null;
	const panes = (
		<Behind isBehind={isBehind} flexDirection={isBeside ? 'row' : 'column'}>
			{list && isChosen && <SessionList app={app} size={list} />}
			{isBeside && <Divider rows={room.rows} />}
			{pane && <Pane app={app} size={pane} />}
		</Behind>
	);
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Behind isBehind={isBehind}>
				<Header app={app} width={size.columns} />
				<FilterBar app={app} width={size.columns} />
			</Behind>
			<Box width={room.columns} height={room.rows} flexDirection="column">
				{/* In linear mode nothing may stand beside the dialog. */}
				{!(isBehind && size.isLinear) && panes}
				{box}
			</Box>
			<Footer app={app} columns={size.columns} />
			<Message app={app} size={size} />
		</Box>
	);
};

const TooSmall = ({app, size}: {readonly app: App; readonly size: Size}): ReactElement => (
	<Box width={size.columns} height={size.rows}>
		<Text wrap="truncate">
			{fitCell(
				`have ${size.columns}x${size.rows}, need ${smallestSize.columns}x${smallestSize.rows}; ${app.keymap.keyOf('app.interrupt')} quits`,
				Math.max(1, size.columns),
			)}
		</Text>
	</Box>
);

/** The whole screen, with exactly as many lines as the size says. */
export const Screen = ({app, size}: {readonly app: App; readonly size: TerminalSize}): ReactElement =>
	isTooSmall(size) ? <TooSmall app={app} size={size} /> : <Frame app={app} size={size} />;

interface RootProps {
	readonly app: App;
	readonly input: TerminalInput;
	/** Receives Ink's way to lend the terminal for a while, which only a component can get. */
	readonly onTerminal: (suspendTerminal: SuspendTerminal) => void;
}

const isInterrupt = (input: Input): boolean =>
	'keys' in input && input.keys.every(({name}) => name === 'ctrl-c');

/** The screen on the terminal, for one app after the other; only this component listens to the terminal. */
export const Root = ({app, input, onTerminal}: RootProps): ReactElement => {
	const {exit, suspendTerminal} = useApp();
	const {columns, rows} = useWindowSize();
	const state = useSyncExternalStore(
		listener => app.subscribe(listener),
		() => app.state,
	);
	const take = useMemo(() => createKeyboard(app), [app]);
	// While the app cannot be seen, the only thing to do is to quit.
	const isSeen = !isTooSmall({columns, rows});

	useEffect(() => onTerminal(suspendTerminal), [onTerminal, suspendTerminal]);
	useEffect(() => {
		app.update(before =>
			before.size.columns === columns && before.size.rows === rows
				? before
				: {...before, size: {...before.size, columns, rows}},
		);
	}, [app, columns, rows]);

	useEffect(
		() =>
			input.listen(each => {
				// An action may wait for the disk, so the next input does not wait for it.
				if (isSeen || isInterrupt(each)) take(each).catch(exit);
			}),
		[exit, input, isSeen, take],
	);
	// Makes Ink ask the terminal to mark pasted text; the input reads the marks itself.
	usePaste(() => undefined);

	// Draws for the new size even before the state knows it.
	return <Screen app={app} size={{...state.size, columns, rows}} />;
};
