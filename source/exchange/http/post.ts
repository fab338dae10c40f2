import {type IncomingMessage} from 'node:http';
import {Connections, type Environment} from './connections.js';
import {exchange} from './exchange.js';
import {type Network, type WebAnswer} from './network.js';
import {timeoutIn} from './timeout.js';

/** Bytes of an answer that are read, so that the connection can be used again; nobody needs more of it. */
const longestAnswer = 65_536;

const discard = async (answer: IncomingMessage): Promise<WebAnswer> => {
	let bytes = 0;
	try {
		for await (const chunk of answer) {
			bytes += (chunk as Buffer).length;
			if (bytes > longestAnswer) break;
		}
	} catch {
		// The status tells all, also where the rest is cut off or never ends.
	}

	return {status: answer.statusCode!, retryAfter: answer.headers['retry-after']};
};

/**
A way to post, as `Connections` go. Certificates are checked, and redirects are not followed.
@param timeout for the whole exchange, in milliseconds
*/
export const postBy = (environment: Environment, timeout = timeoutIn(environment)): Network['post'] => {
	const connections = new Connections(environment);
	return async ({url, headers, body}, signal) =>
		exchange(connections, {url: new URL(url), method: 'POST', headers, body, timeout, signal}, discard);
};
