import {Writable} from 'node:stream';
import {type Size} from '../../state/size.js';
import {type CursorPosition, takeCursor} from './frame-cursor.js';
import {frameUpdate, moveTo} from './frame-update.js';
import {createFrameGuard} from './safe-frame.js';

/** Everything that Ink writes besides frames: terminal modes, or nothing. */
const modes = /^(?:\u001B\[\?\d+[hl])*$/;

// A terminal that supports these shows everything between them at once.
const beginUpdate = '\u001B[?2026h';
const endUpdate = '\u001B[?2026l';
const cursorOn = '\u001B[?25h';
const cursorOff = '\u001B[?25l';

export type TerminalOutput = NodeJS.WritableStream & Size & {readonly isTTY?: boolean};

/**
The terminal as Ink sees it: takes whole frames, and passes on only what differs from the frame before. Ink's own
comparison rewrites every line of a list that scrolls, which takes twenty times the bytes and twice the time.
*/
export class FrameOutput extends Writable {
	readonly #terminal: TerminalOutput;
	readonly #guard = createFrameGuard();
	#shown: readonly string[] | undefined;
	#cursor: CursorPosition | undefined;

	readonly #onResize = (): void => {
		this.forget();
		this.emit('resize');
	};

	constructor(terminal: TerminalOutput) {
		super({decodeStrings: false});
		this.#terminal = terminal;
		terminal.on('resize', this.#onResize);
	}

	get columns(): number {
		return this.#terminal.columns;
	}

	get rows(): number {
		return this.#terminal.rows;
	}

	get isTTY(): boolean {
		return Boolean(this.#terminal.isTTY);
	}

	/** Draws the next frame whole, for use after others have drawn on the terminal. */
	forget(): void {
		this.#shown = undefined;
	}

	// Does not wait for the terminal, or the last writes before the process exits would be lost.
	override _write(text: string, _encoding: BufferEncoding, done: () => void): void {
		if (modes.test(text)) this.#terminal.write(text);
		else this.#draw(this.#guard(text.split('\n')));
		done();
	}

	override _destroy(error: Error | null, done: (error: Error | null) => void): void {
		this.#terminal.off('resize', this.#onResize);
		done(error);
	}

	/** Shows the cursor where the frame wants it, and hides it while drawing. */
	#draw(marked: readonly string[]): void {
		const {lines, cursor} = takeCursor(marked);
		const update = frameUpdate(this.#shown, lines);
		const hasMoved = cursor?.row !== this.#cursor?.row || cursor?.column !== this.#cursor?.column;
		if (update === '' && !hasMoved) return;
		const hide = this.#cursor || !this.#shown ? cursorOff : '';
		const show = cursor ? moveTo(cursor.row, cursor.column) + cursorOn : '';
		this.#shown = lines;
		this.#cursor = cursor;
		this.#terminal.write(beginUpdate + hide + update + show + endUpdate);
	}
}
