import {type Network} from '../http/network.js';
import {retryDelay} from '../http/retry-delay.js';
import {type Tokens} from '../yeastar/api/tokens.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {type Cause} from '../yeastar/api/verdict.js';
import {EventSocket, type EventSocketOptions} from './event-socket.js';

export type SubscriberState =
	| {readonly kind: 'live'}
	/** `reason`: why the last connection ended, or did not come about. */
	| {readonly kind: 'connecting'; readonly reason?: string}
	/** The PBX tells no events, so that it must be asked for what is new. */
	| {readonly kind: 'off'; readonly reason: string};

export interface SubscriberOptions extends EventSocketOptions {
	readonly network: Pick<Network, 'wait' | 'random'>;
	readonly tokens: Pick<Tokens, 'take'>;
	readonly onState: (state: SubscriberState) => void;
	/** Called whenever it listens anew: what happened until then it may have missed. */
	readonly onConnected: () => void;
}

/** Milliseconds between two heartbeats. */
const heartbeatInterval = 30_000;

/** Milliseconds until a PBX that tells no events is asked again whether it does now. */
const offInterval = 15 * 60_000;

/** Troubles that pass by themselves; all others need somebody who changes something. */
const passing: ReadonlySet<Cause> = new Set<Cause>(['unreachable', 'no sound answer']);

interface Connection {
	readonly socket: EventSocket;
	readonly token: string;
}

/** Hears what a PBX tells by itself, as long as nobody ends it. */
export class Subscriber {
	readonly #options: SubscriberOptions;
	/** In a row. */
	#failures = 0;

	constructor(options: SubscriberOptions) {
		this.#options = options;
	}

	/** Goes on until the signal comes. */
	async run(): Promise<void> {
		const {signal, onState} = this.#options;
		onState({kind: 'connecting'});
		while (!signal.aborted) {
			try {
				await this.#listen();
			} catch (error) {
				await this.#rest(error);
			}
		}
	}

	/** Waits until the next try. */
	async #rest(error: unknown): Promise<void> {
		const {signal, network, onState} = this.#options;
		if (signal.aborted) return;
		if (!(error instanceof PbxTrouble)) throw error;
		const mayPass = passing.has(error.pbxCause);
		onState({kind: mayPass ? 'connecting' : 'off', reason: error.message});
		const pause = mayPass ? retryDelay(++this.#failures, network.random()) : offInterval;
		await network.wait(pause, signal).catch(() => undefined);
	}

	async #listen(): Promise<never> {
		let connection = await this.#connect();
		try {
			for (;;) {
				await connection.socket.listen(heartbeatInterval);
				await connection.socket.beat();
				// One that ends at once, again and again, is no success.
				this.#failures = 0;
				connection = await this.#renewed(connection);
			}
		} finally {
			connection.socket.end();
		}
	}

	async #connect(): Promise<Connection> {
		const {onState, onConnected} = this.#options;
		const connection = await this.#open();
		onState({kind: 'live'});
		onConnected();
		return connection;
	}

	/** A new connection if there is a new token, before the old one is ended. */
	async #renewed(connection: Connection): Promise<Connection> {
		const {tokens, signal} = this.#options;
		if ((await tokens.take(signal)) === connection.token) return connection;
		const renewed = await this.#connect();
		connection.socket.end();
		return renewed;
	}

	/** A token that does not count any more is changed for a new one, once. */
	async #open(): Promise<Connection> {
		const {tokens, signal} = this.#options;
		let worn: string | undefined;
		for (let tries = 1; tries <= 2; tries++) {
			const token = await tokens.take(signal, worn);
			const socket = await EventSocket.open(this.#options, token);
			if (socket) return {socket, token};
			worn = token;
		}

		throw new PbxTrouble(
			'access denied',
			'The PBX does not let the application listen to its events; look at Integrations > API.',
		);
	}
}
