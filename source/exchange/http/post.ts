import {type IncomingMessage, type RequestOptions} from 'node:http';
import {isLoopback} from './address.js';
import {type Network, type WebAnswer, type WebRequest} from './network.js';

/** Bytes of an answer that are read, so that the connection can be used again; nobody needs more of it. */
const longestAnswer = 65_536;

const discard = async (answer: IncomingMessage): Promise<void> => {
	let bytes = 0;
	for await (const chunk of answer) {
		bytes += (chunk as Buffer).length;
		if (bytes > longestAnswer) break;
	}
};

type Environment = Readonly<Record<string, string | undefined>>;

/** How requests are sent by one protocol. TLS takes a while to load, so only that which is needed is. */
const loadSender = async (protocol: string, proxyEnv: Environment | undefined) => {
	const {Agent, request} = await (protocol === 'https:' ? import('node:https') : import('node:http'));
	const agent = new Agent({keepAlive: true, proxyEnv: proxyEnv && {...proxyEnv}});
	return (url: URL, options: RequestOptions) => request(url, {...options, agent});
};

/**
A way to post, by the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in capitals or not; this machine itself
is reached without. Certificates are checked. Redirects are not followed: what was agreed on is this address.
@param timeout for the whole exchange, in milliseconds
*/
export const postBy = (environment: Environment, timeout = 30_000): Network['post'] => {
	const senders = new Map<string, ReturnType<typeof loadSender>>();
	const senderTo = ({protocol, hostname}: URL): ReturnType<typeof loadSender> => {
		const isDirect = isLoopback(hostname);
		const key = `${protocol} ${isDirect}`;
		const sender = senders.get(key) ?? loadSender(protocol, isDirect ? undefined : environment);
		senders.set(key, sender);
		return sender;
	};

	return async ({url, headers, body}: WebRequest, stop: AbortSignal): Promise<WebAnswer> => {
		const signal = AbortSignal.any([stop, AbortSignal.timeout(timeout)]);
		const target = new URL(url);
		try {
			const send = await senderTo(target);
			const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
			send(target, {method: 'POST', headers, signal}).on('response', resolve).on('error', reject).end(body);
			const answer = await promise;
			await discard(answer);
			return {status: answer.statusCode!, retryAfter: answer.headers['retry-after']};
		} catch (error) {
			// Node tells the reason of an end only as the cause of an error of its own.
			throw signal.aborted ? signal.reason : error;
		}
	};
};
