import {type WebAnswer, type WebRequest} from './network.js';

/** Bytes of an answer that are read, so that the connection can be used again; nobody needs more of it. */
const longestAnswer = 65_536;

const discard = async (body: ReadableStream<Uint8Array> | null): Promise<void> => {
	let bytes = 0;
	for await (const chunk of body ?? []) {
		bytes += chunk.length;
		if (bytes > longestAnswer) break;
	}
};

/**
Posts by Node's own fetch, which checks certificates. Redirects are not followed: what was agreed on is this address.
@param timeout for the whole exchange, in milliseconds
*/
export const post = async (
	{url, headers, body}: WebRequest,
	signal: AbortSignal,
	timeout = 30_000,
): Promise<WebAnswer> => {
	const response = await fetch(url, {
		method: 'POST',
		headers,
		body,
		redirect: 'manual',
		signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
	});
	await discard(response.body);
	return {status: response.status, retryAfter: response.headers.get('retry-after') ?? undefined};
};
