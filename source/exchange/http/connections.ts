import {type Agent, type ClientRequest, type RequestOptions} from 'node:http';
import {isLoopback} from './address.js';
import {boundIdle} from './sockets.js';
import {type Trust} from './trust.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How requests are sent by one protocol. */
export interface Way {
	/** Also for a WebSocket, which then goes the same way. */
	readonly agent: Agent;
	readonly start: (url: URL, options: RequestOptions) => ClientRequest;
}

/** TLS takes a while to load, so only the protocol that is needed is. */
const loadWay = async (protocol: string, proxyEnv: Environment | undefined, trust: Trust): Promise<Way> => {
	const {Agent, request} = await (protocol === 'https:' ? import('node:https') : import('node:http'));
	const {ca, pin} = trust;
	const options = {
		keepAlive: true,
		proxyEnv: proxyEnv && {...proxyEnv},
		...(ca !== undefined && {ca}),
		// Said in any case, since the environment can switch it off. A pinned certificate is checked by `guard`.
		rejectUnauthorized: pin === undefined,
		// With a pin, each connection shows its certificate.
		...(pin !== undefined && {maxCachedSessions: 0}),
	};
	const agent = new Agent(options);
	boundIdle(agent);
	return {agent, start: (url, more) => request(url, {...more, agent})};
};

/**
Ways to servers, with connections that are kept for the next request: by the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and
`NO_PROXY` name, in capitals or not; this machine itself is reached without.
*/
export class Connections {
	readonly #environment: Environment;
	readonly #trust: Trust;
	readonly #ways = new Map<string, Promise<Way>>();

	constructor(environment: Environment, trust: Trust = {}) {
		this.#environment = environment;
		this.#trust = trust;
	}

	to({protocol, hostname}: URL): Promise<Way> {
		const isDirect = isLoopback(hostname);
		const key = `${protocol} ${isDirect}`;
		const way =
			this.#ways.get(key) ?? loadWay(protocol, isDirect ? undefined : this.#environment, this.#trust);
		this.#ways.set(key, way);
		return way;
	}

	/** Ends the connections that are kept. */
	async close(): Promise<void> {
		for (const {agent} of await Promise.all(this.#ways.values())) agent.destroy();
		this.#ways.clear();
	}
}
