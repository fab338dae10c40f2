import {Readable} from 'node:stream';
import {type Input} from '../../state/key.js';
import {createInputReader} from './input-reader.js';

export type TerminalStdin = NodeJS.ReadableStream & {
	readonly isTTY?: boolean;
	setRawMode?(isRaw: boolean): unknown;
	ref?(): unknown;
	unref?(): unknown;
};

/**
The terminal's input as Ink sees it: Ink switches it on and off, but never receives a key. Ink itself would split the
input before we could see what arrived together, take a mouse's bytes for text, and wait too briefly for the rest of a
sequence over a slow line.
*/
export class TerminalInput extends Readable {
	readonly isTTY = true;
	readonly #terminal: TerminalStdin;
	readonly #reader = createInputReader();
	#waiting: NodeJS.Timeout | undefined;
	#listener: ((input: Input) => void) | undefined;

	readonly #onReadable = (): void => {
		clearTimeout(this.#waiting);
		const read = (): string | Buffer | null => this.#terminal.read();
		for (let chunk = read(); chunk !== null; chunk = read())
			this.#tell(this.#reader.read(Buffer.from(chunk).toString('latin1')));
		const {patience} = this.#reader;
		if (patience !== undefined) this.#waiting = setTimeout(() => this.#tell(this.#reader.flush()), patience);
	};

	constructor(terminal: TerminalStdin) {
		super({read: () => undefined});
		this.#terminal = terminal;
	}

	/** Passes all input on in order; returns how to stop. */
	listen(listener: (input: Input) => void): () => void {
		this.#listener = listener;
		return () => {
			this.#listener = undefined;
		};
	}

	setRawMode(isRaw: boolean): this {
		this.#terminal.setRawMode?.(isRaw);
		this.#terminal.off('readable', this.#onReadable);
		if (isRaw) this.#terminal.on('readable', this.#onReadable);
		else clearTimeout(this.#waiting);
		return this;
	}

	ref(): this {
		this.#terminal.ref?.();
		return this;
	}

	unref(): this {
		this.#terminal.unref?.();
		return this;
	}

	#tell(inputs: readonly Input[]): void {
		for (const input of inputs) this.#listener?.(input);
	}
}
