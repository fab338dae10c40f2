import {gunzipSync} from 'node:zlib';
import {type ClientRequest, type IncomingMessage} from 'node:http';
import {Refusal} from '../../domain/refusal.js';
import {Connections, type Environment, type Way} from './connections.js';
import {exchange} from './exchange.js';
import {guard, whenConnected} from './guard.js';
import {NoAnswer, noAnswerOf} from './no-answer.js';
import {timeoutIn} from './timeout.js';
import {type Trust} from './trust.js';

export interface ClientOptions {
	/** The only place that anything is sent to: `https://HOST:PORT`. */
	readonly origin: string;
	readonly trust: Trust;
	/** Names the proxy, if there is one. */
	readonly environment: Environment;
	/** For one exchange, in milliseconds; else as the environment says. */
	readonly timeout?: number;
}

interface ClientRequestOptions {
	readonly method: 'GET' | 'POST';
	/** Begins with a slash; with the query. */
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	/** In bytes. */
	readonly longestAnswer?: number;
}

export interface ClientAnswer {
	readonly status: number;
	readonly type: string;
	readonly retryAfter: string | undefined;
	readonly body: Buffer;
}

/** In bytes: a page of hundreds of the longest messages fits. */
const usualLongest = 16 * 1024 * 1024;

const tooLong = (longest: number): NoAnswer =>
	new NoAnswer('too long', `it is longer than ${longest} bytes, and was not read`, true);

/** @throws NoAnswer if it is damaged, or longer than so many bytes */
const unpacked = (body: Buffer, encoding: string | undefined, longest: number): Buffer => {
	if (body.length === 0 || !/^(?:x-)?gzip$/i.test(encoding ?? '')) return body;
	try {
		return gunzipSync(body, {maxOutputLength: longest});
	} catch (error) {
		if (error instanceof RangeError) throw tooLong(longest);
		throw new NoAnswer('cut', 'it is packed, and damaged', true);
	}
};

/**
By its events: a loop over the answer would take longer than all else that one does with it.
@throws NoAnswer if it is longer than so many bytes; else the error of Node, if the connection ended before it did
*/
export const collect = async (answer: IncomingMessage, longest: number): Promise<ClientAnswer> => {
	const {promise, resolve, reject} = Promise.withResolvers<undefined>();
	const chunks: Buffer[] = [];
	let bytes = 0;
	answer
		.on('data', (chunk: Buffer) => {
			bytes += chunk.length;
			chunks.push(chunk);
			if (bytes > longest) answer.destroy(tooLong(longest));
		})
		.on('end', () => resolve(undefined))
		.on('error', reject)
		.on('close', () => reject(new Error('The connection was closed.')));
	await promise;
	return {
		status: answer.statusCode!,
		type: answer.headers['content-type'] ?? '',
		retryAfter: answer.headers['retry-after'],
		body: unpacked(Buffer.concat(chunks, bytes), answer.headers['content-encoding'], longest),
	};
};

/**
Sends requests to one origin, and nowhere else: a redirect is an answer, and is not followed. Connections are kept for
the next request. TLS is loaded with the first one.
*/
export class Client {
	readonly #origin: string;
	readonly #pin: string | undefined;
	readonly #timeout: number;
	readonly #connections: Connections;

	constructor({origin, trust, environment, timeout = timeoutIn(environment)}: ClientOptions) {
		this.#origin = new URL(origin).origin;
		this.#pin = trust.pin;
		this.#timeout = timeout;
		this.#connections = new Connections(environment, trust);
	}

	/**
	@throws Refusal if the path leads elsewhere
	@throws NoAnswer, which says whether the request may have arrived
	@throws the reason of the signal, if that ended it
	*/
	async send(
		{method, path, headers = {}, body, longestAnswer = usualLongest}: ClientRequestOptions,
		stop: AbortSignal,
	): Promise<ClientAnswer> {
		const url = this.#at(path);
		let isSent = false;
		const onRequest = (request: ClientRequest): void => {
			this.guard(request);
			whenConnected(request, () => {
				isSent = true;
			});
		};
		try {
			return await exchange(
				this.#connections,
				{
					url,
					method,
					// Some proxies pack all the same.
					headers: {'accept-encoding': 'identity', ...headers},
					body,
					timeout: this.#timeout,
					signal: stop,
					onRequest,
				},
				async answer => collect(answer, longestAnswer),
			);
		} catch (error) {
			if (stop.aborted) throw stop.reason;
			throw noAnswerOf(error, isSent);
		}
	}

	/** For a WebSocket to the same origin: its `agent`. */
	async way(): Promise<Way> {
		return this.#connections.to(new URL(this.#origin));
	}

	/** For a WebSocket: checks the pin, if there is one, before the first byte is sent. */
	guard(request: ClientRequest): void {
		if (this.#pin !== undefined) guard(request, this.#pin);
	}

	/** Ends the connections that are kept. */
	async close(): Promise<void> {
		await this.#connections.close();
	}

	/** Paths may come from the server: `@elsewhere.example/` behind an origin would be another one. */
	#at(path: string): URL {
		const url = path.startsWith('/') ? URL.parse(this.#origin + path) : null;
		if (url?.origin === this.#origin) return url;
		throw new Refusal(`An address leads to another place than ${this.#origin}, so it is not asked for.`);
	}
}
