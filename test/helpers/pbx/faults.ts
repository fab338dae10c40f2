import {type ServerResponse} from 'node:http';

/** One way to misbehave. */
export type Fault =
	/** A web page with status 200 instead of an answer. */
	| 'html'
	/** The connection is reset before anything is done. */
	| 'reset'
	/** It is done, and the connection is reset instead of an answer. */
	| 'lost'
	/** It is done, and the answer ends in the middle, and the connection with it. */
	| 'cut'
	/** It is done, and the answer ends in the middle, as if that were all of it. */
	| 'half'
	/** No answer ever. */
	| 'hang'
	/** Lists without an entry, or without their second half. */
	| 'empty'
	| 'short'
	/** The same, though the number of entries is still told. */
	| 'thin'
	| {readonly status: number; readonly retryAfter?: string}
	| {readonly errcode: number; readonly errmsg?: string};

/** Faults of endpoints, each for so many calls. */
export class Faults {
	readonly #faults: {readonly endpoint: string; readonly fault: Fault; times: number}[] = [];
	/** Instead of those that were added, for faults at random. */
	choose: ((endpoint: string) => Fault | undefined) | undefined;

	/** @param endpoint as the guide names it, or `*` for each */
	add(endpoint: string, fault: Fault, times = Infinity): void {
		this.#faults.push({endpoint, fault, times});
	}

	clear(): void {
		this.#faults.length = 0;
		this.choose = undefined;
	}

	/** The fault of this call. */
	take(endpoint: string): Fault | undefined {
		if (this.choose) return this.choose(endpoint);
		const found = this.#faults.find(each => each.times > 0 && ['*', endpoint].includes(each.endpoint));
		if (found) found.times--;
		return found?.fault;
	}
}

const page = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body></body></html>';

/** Whether the fault is in the place of what was asked for, which is not done then. */
export const replaces = (fault: Fault, response: ServerResponse): boolean => {
	if (fault === 'html') response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(page);
	else if (fault === 'reset') response.destroy();
	else if (typeof fault === 'object' && 'status' in fault)
		response
			.writeHead(fault.status, fault.retryAfter === undefined ? {} : {'retry-after': fault.retryAfter})
			.end(page);
	else return fault === 'hang';
	return true;
};

/** What becomes of an answer. */
export const spoiled = (
	fault: Fault | undefined,
	answer: Record<string, unknown>,
): Record<string, unknown> => {
	if (typeof fault === 'object' && 'errcode' in fault) return {errmsg: 'FAILURE', ...fault};
	if (fault !== 'empty' && fault !== 'short' && fault !== 'thin') return answer;
	const kept = (list: readonly unknown[]): readonly unknown[] =>
		fault === 'empty' ? [] : list.slice(0, Math.floor(list.length / 2));
	return Object.fromEntries(
		Object.entries(answer).map(([name, value]) => {
			if (Array.isArray(value)) return [name, kept(value)];
			if (name === 'total_number' && fault !== 'thin')
				return [name, kept(Array.from({length: Number(value)})).length];
			return [name, value];
		}),
	);
};

/** Sends a body, or what the fault leaves of it. */
export const deliver = (fault: Fault | undefined, body: string, response: ServerResponse): void => {
	const type = {'content-type': 'application/json'};
	const bytes = Buffer.from(body);
	const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
	if (fault === 'lost') response.destroy();
	else if (fault === 'cut') {
		response.writeHead(200, {...type, 'content-length': bytes.length});
		response.write(half, () => response.destroy());
	} else response.writeHead(200, type).end(fault === 'half' ? half : bytes);
};
