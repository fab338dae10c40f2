import {once} from 'node:events';
import {PassThrough, Writable} from 'node:stream';
import {setImmediate as turn, setTimeout as pause} from 'node:timers/promises';
import graphemes from '@xterm/addon-unicode-graphemes';
import xterm, {type IBufferCell, type Terminal as Emulator} from '@xterm/headless';
import {keyBytes} from './terminal-keys.js';
import {foreignSequences} from './terminal-sequences.js';

/** The output side of a TTY. A write is done when the emulator has understood it. */
class Output extends Writable {
	readonly isTTY = true;
	/** All that was ever written. */
	written = '';
	readonly #emulator: Emulator;

	constructor(emulator: Emulator) {
		super({decodeStrings: false});
		this.#emulator = emulator;
	}

	get columns(): number {
		return this.#emulator.cols;
	}

	get rows(): number {
		return this.#emulator.rows;
	}

	override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
		const text = chunk.toString();
		this.written += text;
		this.#emulator.write(text, done);
	}
}

/** The input side of a TTY, as Ink reads it. Emits `emptied` when all of it has been read. */
class Input extends PassThrough {
	readonly isTTY = true;
	isRaw = false;

	setRawMode(isRaw: boolean): this {
		this.isRaw = isRaw;
		return this;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	override read(size?: number): string | Buffer {
		const chunk: unknown = super.read(size);
		if (chunk !== null && this.readableLength === 0) this.emit('emptied');
		// Without the `null` that the types of Node's streams leave out too.
		return chunk as string | Buffer;
	}
}

/** Longer than is waited for the rest of a sequence after ESC. */
const escapePause = 110;

/** Longer than what the app does between two frames takes, which it draws at once. */
const framePause = 25;

/** In milliseconds, before a wait is given up and the screen printed. A bound for failures only. */
const patience = 20_000;

/** A terminal with nobody in front of it: streams for an app on one side, keys and a screen on the other. */
export class Terminal {
	readonly stdout: Output;
	readonly stdin = new Input();
	readonly emulator: Emulator;

	constructor(columns = 80, rows = 24) {
		// A TTY turns line feeds into CR and LF, in raw mode too.
		this.emulator = new xterm.Terminal({
			cols: columns,
			rows,
			allowProposedApi: true,
			convertEol: true,
			scrollback: 0,
		});
		this.emulator.loadAddon(new graphemes.UnicodeGraphemesAddon());
		this.stdout = new Output(this.emulator);
	}

	/** For Ink's `render`: `interactive` because Ink would draw nothing where `CI` is set. */
	get streams(): {stdout: Output; stderr: Output; stdin: Input; interactive: true} {
		return {stdout: this.stdout, stderr: this.stdout, stdin: this.stdin, interactive: true};
	}

	/** Each key in a write of its own, read before the next is sent. */
	async press(...keys: readonly string[]): Promise<void> {
		for (const key of keys) {
			await this.type(keyBytes(key));
			if (key === 'escape') await pause(escapePause);
		}
	}

	/** Any bytes in one write, as they come over a slow line or from a held key. */
	async type(text: string): Promise<void> {
		const read = once(this.stdin, 'emptied');
		this.stdin.write(text);
		await read;
		await turn();
	}

	async paste(text: string): Promise<void> {
		await this.type(`\u001B[200~${text}\u001B[201~`);
	}

	async resize(columns: number, rows: number): Promise<void> {
		this.emulator.resize(columns, rows);
		this.stdout.emit('resize');
		await this.settled();
	}

	/** The rows as text, without the spaces at their ends. */
	screen(): string[] {
		const {active} = this.emulator.buffer;
		return Array.from({length: this.emulator.rows}, (_, row) =>
			active
				.getLine(active.baseY + row)!
				// After a resize the emulator keeps what is beyond the edge.
				.translateToString(true, 0, this.emulator.cols)
				.trimEnd(),
		);
	}

	/** One cell with its width and style. The right half of a wide character has width 0. */
	cell(row: number, column: number): IBufferCell {
		const {active} = this.emulator.buffer;
		return active.getLine(active.baseY + row)!.getCell(column)!;
	}

	/** Where the terminal's own cursor is seen, in cells from 0; `undefined` if it is not. */
	get cursor(): {readonly row: number; readonly column: number} | undefined {
		const {cursorX: column, cursorY: row} = this.emulator.buffer.active;
		return this.modes.cursor ? {row, column} : undefined;
	}

	/** Waits until the screen contains the text; the rows are joined by `\n`. */
	async shows(expected: string | RegExp): Promise<void> {
		await this.#until(expected, true);
	}

	/** Waits until the screen does not contain the text any more. */
	async hides(expected: string | RegExp): Promise<void> {
		await this.#until(expected, false);
	}

	/** Waits until the app has read all keys and drawn what they do, if it needs nothing else (a disk, say) for it. */
	async settled(): Promise<void> {
		for (let seen = -1; seen !== this.stdout.written.length;) {
			seen = this.stdout.written.length;
			// Timers that are running now are due before this one.
			await pause(framePause);
		}

		await new Promise<void>(resolve => this.emulator.write('', resolve));
	}

	/** The sequences and controls that reached the terminal and are neither Ink's nor ours. */
	get leaks(): string[] {
		return foreignSequences(this.stdout.written);
	}

	/** What the app has switched on, to be as it was when it ends. */
	get modes(): {
		alternateScreen: boolean;
		autowrap: boolean;
		bracketedPaste: boolean;
		cursor: boolean;
		raw: boolean;
	} {
		return {
			alternateScreen: this.emulator.buffer.active.type === 'alternate',
			autowrap: this.emulator.modes.wraparoundMode,
			bracketedPaste: this.emulator.modes.bracketedPasteMode,
			cursor:
				this.stdout.written.lastIndexOf('\u001B[?25l') <= this.stdout.written.lastIndexOf('\u001B[?25h'),
			raw: this.stdin.isRaw,
		};
	}

	close(): void {
		this.stdin.destroy();
		this.stdout.destroy();
		this.emulator.dispose();
	}

	async #until(expected: string | RegExp, isWanted: boolean): Promise<void> {
		const isSeen = (): boolean => {
			const screen = this.screen().join('\n');
			return typeof expected === 'string' ? screen.includes(expected) : expected.test(screen);
		};

		if (isSeen() === isWanted) return;
		await new Promise<void>((resolve, reject) => {
			const giveUp = setTimeout(() => {
				parsed.dispose();
				const screen = this.screen().join('\n');
				reject(new Error(`${isWanted ? 'Never showed' : 'Still shows'} ${String(expected)}:\n${screen}`));
			}, patience);
			const parsed = this.emulator.onWriteParsed(() => {
				if (isSeen() !== isWanted) return;
				clearTimeout(giveUp);
				parsed.dispose();
				resolve();
			});
		});
	}
}
