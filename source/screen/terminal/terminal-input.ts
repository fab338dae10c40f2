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
The terminal's keys as Ink sees it: it switches them on and off, and is never told any. Ink splits what was read before
anybody can know what came at once, takes the bytes of a mouse for text, and waits for the rest of a sequence for less
than a slow line needs.
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

	/** Has whatever comes told, in its order. */
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
