import {type Instance, render} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {type TerminalSize} from '../state/size.js';
import {isAccessible} from './accessible.js';
import {FrameOutput, type TerminalOutput} from './terminal/frame-output.js';
import {Root} from './root.js';
import {TerminalInput, type TerminalStdin} from './terminal/terminal-input.js';
import {suspendProcess, type SuspendTerminal} from './terminal/suspend.js';

/** A terminal to draw on: the process's own, or one of a test. */
export interface ScreenStreams {
	readonly stdin: TerminalStdin;
	readonly stdout: TerminalOutput;
	readonly stderr: NodeJS.WritableStream;
}

export interface ScreenHooks {
	readonly size: TerminalSize;
	readonly suspend: () => Promise<void>;
	readonly copy: (text: string) => void;
	readonly quit: () => void;
	/** Draws another app from now on. */
	readonly show: (app: App) => void;
}

export interface ScreenApp {
	readonly app: App;
	/** Resolves once everything being written is durable. */
	close(): Promise<void>;
}

/** Signals that ask the program to end, with their POSIX numbers. */
const endings: ReadonlyMap<NodeJS.Signals, number> = new Map([
	['SIGHUP', 1],
	['SIGINT', 2],
	['SIGQUIT', 3],
	['SIGTERM', 15],
]);

// Without this, a row that the terminal measures wider than we do would wrap and scroll the whole frame.
const wrapOff = '\u001B[?7l';
const wrapOn = '\u001B[?7h';

/**
Shows an app on the whole terminal until the user quits, and restores the terminal however it ends. Resolves to the exit
code; rejects with anything thrown, which is a bug.
*/
export const openScreen = async (
	start: (hooks: ScreenHooks) => Promise<ScreenApp>,
	{stdin, stdout, stderr}: ScreenStreams,
): Promise<number> => {
	let exitCode = 0;
	let instance: Instance | undefined;
	const input = new TerminalInput(stdin);
	const output = new FrameOutput(stdout);
	const restore = (): void => {
		stdout.write(wrapOn);
	};

	let suspendTerminal: SuspendTerminal | undefined;
	const suspend = async (): Promise<void> => {
		if (!suspendTerminal) return;
		restore();
		output.forget();
		await suspendProcess(suspendTerminal);
		stdout.write(wrapOff);
	};

	// OSC 52 works over SSH, too.
	const copy = (text: string): void => {
		stdout.write(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`);
	};

	const quit = (): void => instance?.unmount();
	const onSignal = (signal: NodeJS.Signals): void => {
		exitCode = 128 + endings.get(signal)!;
		quit();
	};

	const size = {columns: stdout.columns, rows: stdout.rows, isLinear: isAccessible};
	const onTerminal = (lend: SuspendTerminal): void => {
		suspendTerminal = lend;
	};
	const root = (app: App): ReactElement => <Root app={app} input={input} onTerminal={onTerminal} />;
	const show = (app: App): void => instance?.rerender(root(app));
	const screen = await start({size, suspend, copy, quit, show});
	process.once('exit', restore);
	for (const signal of endings.keys()) process.on(signal, onSignal);
	try {
		stdout.write(wrapOff);
		instance = render(root(screen.app), {
			stdin: input,
			stdout: output,
			stderr,
			alternateScreen: true,
			interactive: true,
			// Ink then writes each whole frame at once: FrameOutput alone compares frames, and no key waits for a timer.
			debug: true,
			// Our accessible mode works through theme and signs, and keeps the whole screen.
			isScreenReaderEnabled: false,
			exitOnCtrlC: false,
			patchConsole: false,
		});
		await instance.waitUntilExit();
	} finally {
		for (const signal of endings.keys()) process.off(signal, onSignal);
		process.off('exit', restore);
		restore();
		output.destroy();
		await screen.close();
	}

	return exitCode;
};
