import {createHmac, timingSafeEqual} from 'node:crypto';
import {once} from 'node:events';
import {type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {type AddressInfo} from 'node:net';
import {Refusal} from '../../domain/refusal.js';
import {longestEvent} from './events.js';

/** The outcome for a body: it is durable or of no use, no event at all, or to be sent again later. */
export type Reception = 'received' | 'unreadable' | 'busy';

/** In milliseconds. */
interface Patience {
	/** For the headers of a request. */
	readonly headers: number;
	/** For a whole request. */
	readonly request: number;
}

export interface WebhookServerOptions {
	readonly host: string;
	/** 0 for any that is free. */
	readonly port: number;
	/** The only one that is answered; begins with a slash. */
	readonly path: string;
	readonly secret: string;
	/** Called with each body whose signature is right; resolves when what it brings is durable. */
	readonly receive: (body: Buffer) => Promise<Reception>;
	/** Told what `receive` throws. The request is answered as if it had been busy. */
	readonly onTrouble: (error: unknown) => void;
	readonly patience?: Patience;
}

interface WebhookServer {
	readonly url: string;
	/** Answers what has come whole, and ends. */
	close(): Promise<void>;
}

/** A PBX waits 3 to 10 seconds for an answer. */
const usualPatience: Patience = {headers: 5000, request: 10_000};

/** Each may bring as much as an event may hold. */
const mostConnections = 64;

/** Seconds after which a PBX is to try again. */
const retryAfter = 5;

const statusOf = {received: 200, unreadable: 400, busy: 503} as const satisfies Record<Reception, number>;

/**
Whether the header `X-Signature` is base64(HMAC-SHA256(secret, body)) (developer guide, "Monitor Events via Webhook"),
compared without telling by the time it takes how much of it is right.
*/
export const isSigned = (body: Buffer, signature: string, secret: string): boolean => {
	const right = Buffer.from(createHmac('sha256', secret).update(body).digest('base64'));
	const given = Buffer.from(signature);
	return given.length === right.length && timingSafeEqual(given, right);
};

/** `undefined` if it is too long. */
const bodyOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
	if (Number(request.headers['content-length'] ?? 0) > longestEvent) return undefined;
	const {promise, resolve, reject} = Promise.withResolvers<Buffer | undefined>();
	const chunks: Buffer[] = [];
	let bytes = 0;
	request
		.on('data', (chunk: Buffer) => {
			bytes += chunk.length;
			if (bytes <= longestEvent) chunks.push(chunk);
			else resolve(undefined);
		})
		.on('end', () => resolve(Buffer.concat(chunks)))
		.on('error', reject);
	return promise;
};

/** Requests that are answered so were read to their end. */
const wholeStatuses: ReadonlySet<number> = new Set([...Object.values(statusOf), 401]);

/** Resolves when the answer is on its way. */
const answer = async (response: ServerResponse, status: number): Promise<void> => {
	response.statusCode = status;
	response.setHeader('content-length', 0);
	if (status === 405) response.setHeader('allow', 'POST');
	if (status === statusOf.busy) response.setHeader('retry-after', retryAfter);
	if (!wholeStatuses.has(status)) response.setHeader('connection', 'close');
	const {promise, resolve} = Promise.withResolvers<unknown>();
	response.on('finish', resolve).on('close', resolve).end();
	await promise;
};

const listening = async (server: Server, host: string, port: number): Promise<AddressInfo> => {
	try {
		server.listen(port, host);
		await once(server, 'listening');
		return server.address() as AddressInfo;
	} catch (error) {
		const {code = 'no code'} = error as NodeJS.ErrnoException;
		const hint = code === 'EADDRINUSE' ? ': another program listens there' : '';
		throw new Refusal(`Nothing can listen at ${host}:${port}${hint} (${code}).`, {cause: error});
	}
};

/**
Takes what a PBX posts, if it is signed with the secret. The signature holds no time, so that anybody who sees a request can
send it again: `receive` must do nothing with what it has received before.
@throws Refusal if it cannot listen there
*/
export const startWebhookServer = async (options: WebhookServerOptions): Promise<WebhookServer> => {
	const {host, port, path, secret, receive, onTrouble, patience = usualPatience} = options;
	/** The body, or the status of an answer that needs none. */
	const read = async (request: IncomingMessage): Promise<Buffer | number> => {
		if (request.url?.split('?', 1)[0] !== path) return 404;
		if (request.method !== 'POST') return 405;
		const body = await bodyOf(request);
		if (body === undefined) return 413;
		return isSigned(body, String(request.headers['x-signature']), secret) ? body : 401;
	};

	const settle = async (body: Buffer | number, response: ServerResponse): Promise<void> => {
		let status: number = statusOf.busy;
		try {
			status = typeof body === 'number' ? body : statusOf[await receive(body)];
		} catch (error) {
			onTrouble(error);
		}

		await answer(response, status);
	};

	const underWay = new Set<Promise<void>>();
	const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const body = await read(request);
		const settling = settle(body, response).finally(() => underWay.delete(settling));
		underWay.add(settling);
	};

	// Takes a while to load, and is never needed by those who listen to nobody.
	const {createServer} = await import('node:http');
	const server = createServer({
		headersTimeout: patience.headers,
		requestTimeout: patience.request,
		connectionsCheckingInterval: Math.min(patience.headers, 1000),
	});
	server.maxConnections = mostConnections;
	server.on('request', (request, response) => {
		// Fails where the sender is gone.
		handle(request, response).catch(() => undefined);
	});
	const {address, port: found, family} = await listening(server, host, port);
	return {
		url: `http://${family === 'IPv6' ? `[${address}]` : address}:${found}${path}`,
		async close() {
			server.close();
			await Promise.all(underWay);
			server.closeAllConnections();
		},
	};
};
