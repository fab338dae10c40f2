import {fstatSync, writeSync} from 'node:fs';
import process from 'node:process';
import {type Input, type Output} from '../commands/streams.js';

/**
Standard input and output of this process. Node takes as long to make a stream as a short command takes for all else, so
pipes, sockets and files are written to as they are, and input is opened when somebody reads it.
*/

/** Whether it is a pipe, a socket or a file, to which Windows alone does not write at once. */
const isPlain = (descriptor: number): boolean => {
	if (process.platform === 'win32') return false;
	const stat = fstatSync(descriptor);
	return stat.isFIFO() || stat.isSocket() || stat.isFile();
};

type OnError = (error: NodeJS.ErrnoException, isTerminal: boolean) => void;

/** Writes to a descriptor as it is, until that makes it wait. */
class PlainOutput implements Output {
	readonly #descriptor: number;
	readonly #stream: () => NodeJS.WriteStream;
	readonly #onError: OnError;
	/** What takes the rest, once there is one. */
	#rest: NodeJS.WriteStream | undefined;
	#error: Error | undefined;

	constructor(descriptor: number, stream: () => NodeJS.WriteStream, onError: OnError) {
		this.#descriptor = descriptor;
		this.#stream = stream;
		this.#onError = onError;
	}

	write(text: string, onTaken?: (error?: Error | null) => void): void {
		if (this.#rest) this.#rest.write(text, onTaken);
		else if (this.#error) onTaken?.(this.#error);
		else this.#writeAtOnce(text, onTaken);
	}

	#writeAtOnce(text: string, onTaken?: (error?: Error | null) => void): void {
		let left = Buffer.from(text);
		try {
			while (left.length > 0) left = left.subarray(writeSync(this.#descriptor, left));
		} catch (error_) {
			const error = error_ as NodeJS.ErrnoException;
			if (error.code === 'EAGAIN') {
				// Another process shares it, and made it one that does not wait for its reader.
				this.#rest = this.#stream();
				this.#rest.write(left, onTaken);
				return;
			}

			this.#error = error;
			this.#onError(error, false);
			onTaken?.(error);
			return;
		}

		onTaken?.();
	}
}

const outputOn = (descriptor: number, stream: () => NodeJS.WriteStream, onError: OnError): Output => {
	const heeded = (): NodeJS.WriteStream =>
		stream().on('error', (error: NodeJS.ErrnoException) => onError(error, stream().isTTY));
	return isPlain(descriptor) ? new PlainOutput(descriptor, heeded, onError) : heeded();
};

/** @param onError told that an output cannot be written to */
export const standardStreams = (
	onError: OnError,
): {readonly stdin: Input; readonly stdout: Output; readonly stderr: Output} => ({
	stdin: {
		get isTTY() {
			return !isPlain(0) && process.stdin.isTTY;
		},
		stream: () => process.stdin,
	},
	stdout: outputOn(1, () => process.stdout, onError),
	stderr: outputOn(2, () => process.stderr, onError),
});
