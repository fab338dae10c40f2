/** A deliverer's needs from outside, so that a test can put its own in place. */
export interface Network {
	/**
	Posts a request. Resolves with the answer, and rejects if there was none or the signal came.
	*/
	post(request: WebRequest, signal: AbortSignal): Promise<WebAnswer>;
	/** Resolves after so many milliseconds; rejects when the signal comes. */
	wait(milliseconds: number, signal: AbortSignal): Promise<void>;
	/** From 0 to less than 1. */
	random(): number;
}

export interface WebRequest {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

export interface WebAnswer {
	readonly status: number;
	/** The header of that name. */
	readonly retryAfter?: string | undefined;
}
