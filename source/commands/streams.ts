export interface Input {
	/** Set if it is a terminal. */
	readonly isTTY?: boolean;
	/** What comes in, opened when this is first called. */
	stream(): NodeJS.ReadableStream & {readonly readableEnded?: boolean};
}

export interface Output {
	/** Set if it is a terminal. */
	readonly isTTY?: boolean;
	/** Width of the terminal in cells. */
	readonly columns?: number;
	/** Calls back once the text has been taken, or with an error if the reader is gone. */
	write(text: string, onTaken?: (error?: Error | null) => void): unknown;
}

export interface Streams {
	readonly stdin: Input;
	readonly stdout: Output;
	readonly stderr: Output;
}
