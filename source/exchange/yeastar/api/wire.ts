import {type Client as HttpClient} from '../../http/client.js';
import {NoAnswer} from '../../http/no-answer.js';
import {readAnswer} from './answer.js';
import {verdictOnAnswer, verdictOnSilence} from './judge.js';
import {type Lane} from './lanes.js';
import {type Verdict} from './verdict.js';

export type Parameters = Readonly<Record<string, string | number>>;

/** One call of the API. */
export interface Call {
	/** As the developer guide names it: `extension/list`. */
	readonly endpoint: string;
	/** GET, unless there is a body. */
	readonly query?: Parameters;
	readonly body?: Parameters;
}

const root = '/openapi/v1.0';

/** Every request must have one, and this is the guide's own (developer guide, "Request Structure"). */
export const userAgent = 'OpenAPI';

/** The path of an endpoint; the token goes into the query, as the guide has it. */
export const pathOf = (endpoint: string, query: Parameters = {}, token?: string): string => {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
	if (token !== undefined) parameters.set('access_token', token);
	const text = parameters.toString();
	return `${root}/${endpoint}${text && `?${text}`}`;
};

/** In bytes. What says that something is wrong, and may have to be asked again, is shorter. */
const longError = 4096;

/**
Makes one call, once.
@param now in Unix seconds
@throws the reason of the signal, if that ended it
*/
export const callOnce = async (
	http: Pick<HttpClient, 'send'>,
	{endpoint, query, body}: Call,
	token: string | undefined,
	now: () => number,
	signal: AbortSignal,
	lane: Lane,
): Promise<Verdict> => {
	const headers = {
		'user-agent': userAgent,
		accept: 'application/json',
		...(body && {'content-type': 'application/json'}),
	};
	try {
		const {
			status,
			type,
			retryAfter,
			body: received,
		} = await http.send(
			{
				method: body ? 'POST' : 'GET',
				path: pathOf(endpoint, query, token),
				headers,
				...(body && {body: JSON.stringify(body)}),
			},
			signal,
		);
		if (received.length > longError) await lane.pass();
		return verdictOnAnswer({status, retryAfter, answer: readAnswer(received, type)}, now());
	} catch (error) {
		if (error instanceof NoAnswer) return verdictOnSilence(error);
		throw error;
	}
};
