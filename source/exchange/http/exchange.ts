import {type ClientRequest, type IncomingMessage} from 'node:http';
import {type Connections} from './connections.js';
import {turns} from './sockets.js';

interface ExchangeOptions {
	readonly url: URL;
	readonly method: 'GET' | 'POST';
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | undefined;
	/** For the whole exchange, in milliseconds, from when it has its turn. */
	readonly timeout: number;
	readonly signal: AbortSignal;
	/** Called before anything is sent. */
	readonly onRequest?: (request: ClientRequest) => void;
}

/**
Sends one request, as soon as this process has few enough under way, and reads its answer with `read`. A redirect is an answer like any other: what was agreed on is this
address.
@throws the reason of the signal or of the timeout, if one of these ended it; else the error of Node
*/
export const exchange = async <Result>(
	connections: Connections,
	{url, method, headers, body, timeout, signal: stop, onRequest}: ExchangeOptions,
	read: (answer: IncomingMessage) => Promise<Result>,
): Promise<Result> => {
	await turns.enter(stop);
	// Not `AbortSignal.timeout`, whose timers go on when the exchange is over: a sync makes hundreds in a second.
	const ending = new AbortController();
	const {signal} = ending;
	const timer = setTimeout(
		() => ending.abort(new DOMException('No answer in time.', 'TimeoutError')),
		timeout,
	);
	const stopNow = (): void => ending.abort(stop.reason);
	stop.addEventListener('abort', stopNow);
	if (stop.aborted) stopNow();
	try {
		const {start} = await connections.to(url);
		const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
		const request = start(url, {method, headers, signal}).on('response', resolve).on('error', reject);
		onRequest?.(request);
		request.end(body);
		return await read(await promise);
	} catch (error) {
		// Node tells the reason of an end only as the cause of an error of its own.
		throw signal.aborted ? signal.reason : error;
	} finally {
		turns.leave();
		clearTimeout(timer);
		stop.removeEventListener('abort', stopNow);
	}
};
