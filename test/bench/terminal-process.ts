import {setTimeout as pause} from 'node:timers/promises';
import {type IPty, spawn} from '@lydell/node-pty';
import {plainEnvironment} from './programs.js';

/** Longer than any program here pauses while it draws one frame, in milliseconds. */
const silence = 60;
/** A bound for failures only, in milliseconds. */
const patience = 120_000;

/** A program on a real pseudo-terminal of 200 columns and 50 rows. */
export class TerminalProcess {
	/** Bytes written so far. */
	bytes = 0;
	readonly #pty: IPty;
	readonly #started = performance.now();
	readonly #listeners = new Set<() => void>();
	readonly #ended: Promise<void>;
	#output = '';
	/** When the newest bytes came. */
	#last = 0;

	constructor([file, ...argv]: readonly [string, ...string[]], home: string) {
		this.#pty = spawn(file, argv, {cols: 200, rows: 50, cwd: home, env: plainEnvironment(home)});
		this.#ended = new Promise(resolve => this.#pty.onExit(() => resolve()));
		this.#pty.onData(text => {
			this.#last = performance.now();
			this.#output += text;
			this.bytes += Buffer.byteLength(text);
			for (const listener of this.#listeners) listener();
		});
	}

	get pid(): number {
		return this.#pty.pid;
	}

	/** Milliseconds from the start until the text was there. */
	async shows(text: string): Promise<number> {
		await this.#until(() => this.#output.includes(text), `never showed ${text}`);
		return this.#last - this.#started;
	}

	/** Resolves when nothing was written for so long. */
	async isQuiet(milliseconds = silence): Promise<void> {
		await new Promise<void>(resolve => {
			const finish = (): void => {
				this.#listeners.delete(postpone);
				resolve();
			};

			let timer = setTimeout(finish, milliseconds);
			const postpone = (): void => {
				clearTimeout(timer);
				timer = setTimeout(finish, milliseconds);
			};

			this.#listeners.add(postpone);
		});
	}

	/** How long until the last byte of what a key draws, and how many bytes that is. */
	async press(key: string): Promise<{milliseconds: number; bytes: number}> {
		const before = this.bytes;
		this.#output = '';
		const start = performance.now();
		this.#pty.write(key);
		await this.#until(() => this.bytes > before, `drew nothing for the key ${JSON.stringify(key)}`);
		await this.isQuiet();
		return {milliseconds: this.#last - start, bytes: this.bytes - before};
	}

	/** Sends a key; how long until each of the texts is there, one after the other. */
	async timesUntil(key: string, texts: readonly string[]): Promise<readonly number[]> {
		this.#output = '';
		const start = performance.now();
		this.#pty.write(key);
		const times: number[] = [];
		for (const text of texts) {
			await this.#until(() => this.#output.includes(text), `never showed ${text}`);
			times.push(this.#last - start);
		}

		return times;
	}

	/** Sends a key, and waits until something is drawn, at most so many milliseconds. */
	async tap(key: string, milliseconds: number): Promise<void> {
		await new Promise<void>(resolve => {
			const finish = (): void => {
				clearTimeout(timer);
				this.#listeners.delete(finish);
				resolve();
			};

			const timer = setTimeout(finish, milliseconds);
			this.#listeners.add(finish);
			this.#pty.write(key);
		});
	}

	async end(): Promise<void> {
		this.#pty.kill('SIGKILL');
		await this.#ended;
	}

	async #until(isSo: () => boolean, complaint: string): Promise<void> {
		if (isSo()) return;
		let settle!: () => void;
		const seen = new Promise<void>(resolve => {
			settle = (): void => {
				if (isSo()) resolve();
			};
		});
		this.#listeners.add(settle);
		const tooLate = new AbortController();
		const isSeen = await Promise.race([
			seen.then(() => true),
			this.#ended.then(() => false),
			pause(patience, false, {signal: tooLate.signal}).catch(() => false),
		]);
		tooLate.abort();
		this.#listeners.delete(settle);
		if (!isSeen) throw new Error(`A program ${complaint}: ${this.#output.slice(-500)}`);
	}
}
