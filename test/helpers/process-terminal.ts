import path from 'node:path';
import {type ExecutionContext} from 'ava';
import {type IPty, spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';

const program = path.resolve('dist/cli.js');

/** In milliseconds, before a wait is given up. A bound for failures only. */
const patience = 20_000;

interface Ending {
	readonly exitCode: number;
	readonly signal?: number;
}

/** A real process on a real pseudo-terminal, with an emulator behind it. */
class ProcessTerminal {
	readonly pty: IPty;
	/** When the process is gone and all that it wrote is on the screen. */
	readonly end: Promise<Ending>;
	readonly #emulator = new xterm.Terminal({cols: 100, rows: 30, allowProposedApi: true});

	constructor(t: ExecutionContext, file: string, args: readonly string[]) {
		this.pty = spawn(file, [...args], {
			cols: 100,
			rows: 30,
			// Where CI is set, Ink draws nothing.
			env: {...process.env, CI: undefined, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', TZ: 'UTC'},
		});
		this.pty.onData(data => this.#emulator.write(data));
		this.end = new Promise(resolve => {
			this.pty.onExit(({exitCode, signal}) => {
				this.#emulator.write('', () => resolve({exitCode, ...(signal && {signal})}));
			});
		});
		t.teardown(async () => {
			this.pty.kill('SIGKILL');
			await this.end;
			this.#emulator.dispose();
		});
	}

	get screen(): string {
		const {active} = this.#emulator.buffer;
		return Array.from({length: this.#emulator.rows}, (_, row) =>
			active.getLine(active.baseY + row)!.translateToString(true),
		).join('\n');
	}

	/** What an app switches on, to be as it was when it ends. */
	get modes(): {
		readonly alternateScreen: boolean;
		readonly autowrap: boolean;
		readonly bracketedPaste: boolean;
	} {
		const {modes, buffer} = this.#emulator;
		return {
			alternateScreen: buffer.active.type === 'alternate',
			autowrap: modes.wraparoundMode,
			bracketedPaste: modes.bracketedPasteMode,
		};
	}

	/** Waits until the screen contains the text. */
	async shows(expected: string | RegExp): Promise<void> {
		await this.#until(() => this.screen.search(expected) !== -1, String(expected));
	}

	/** Waits until the terminal is as the app wants it; it listens to keys then, too. */
	async isOn(): Promise<void> {
		await this.#until(() => {
			const {alternateScreen, autowrap, bracketedPaste} = this.modes;
			return alternateScreen && !autowrap && bracketedPaste;
		}, 'its modes');
	}

	/** Waits until the terminal is as it was before the app. A shell has bracketed paste on at its prompt. */
	async isOff(): Promise<void> {
		await this.#until(() => !this.modes.alternateScreen && this.modes.autowrap, 'its modes');
	}

	async #until(isSo: () => boolean, what: string): Promise<void> {
		if (isSo()) return;
		await new Promise<void>((resolve, reject) => {
			const giveUp = setTimeout(() => {
				parsed.dispose();
				reject(new Error(`Never showed ${what}:\n${this.screen}\n${JSON.stringify(this.modes)}`));
			}, patience);
			const parsed = this.#emulator.onWriteParsed(() => {
				if (!isSo()) return;
				clearTimeout(giveUp);
				parsed.dispose();
				resolve();
			});
		});
	}
}

/** The program over the store in that folder. */
export const openProgram = (t: ExecutionContext, folder: string): ProcessTerminal =>
	new ProcessTerminal(t, process.execPath, [program, '--store', folder]);

/** A shell with job control that has started the program. */
export const openInShell = (t: ExecutionContext, folder: string): ProcessTerminal => {
	const terminal = new ProcessTerminal(t, 'bash', ['--norc', '--noprofile', '-i']);
	terminal.pty.write(`PS1='ready> '; '${process.execPath}' '${program}' --store '${folder}'\r`);
	return terminal;
};
