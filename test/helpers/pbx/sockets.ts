import {type IncomingMessage} from 'node:http';
import {type Duplex} from 'node:stream';
import {type WebSocket, WebSocketServer} from 'ws';

export interface SocketsOptions {
	/** Whether somebody with this token may listen. */
	readonly isTaken: (token: string | null) => boolean;
	/** Seconds without traffic after which a connection is ended. */
	readonly silence?: number;
}

interface Listener {
	readonly socket: WebSocket;
	readonly token: string | null;
	topics: ReadonlySet<number>;
	timer?: NodeJS.Timeout;
}

/** Those who listen to events by a WebSocket. */
export class Sockets {
	readonly #server = new WebSocketServer({noServer: true});
	readonly #listeners = new Set<Listener>();
	readonly #options: SocketsOptions;

	constructor(options: SocketsOptions) {
		this.#options = options;
	}

	get count(): number {
		return this.#listeners.size;
	}

	open(request: IncomingMessage, stream: Duplex, head: Buffer): void {
		const {pathname, searchParams} = new URL(request.url!, 'http://pbx');
		const token = searchParams.get('access_token');
		if (pathname !== '/openapi/v1.0/subscribe' || !this.#options.isTaken(token)) {
			stream.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
			return;
		}

		this.#server.handleUpgrade(request, stream, head, socket => this.#listen(socket, token));
	}

	/** Tells those who want to hear of it. */
	tell(type: number, event: object): void {
		for (const {socket, topics} of this.#listeners) if (topics.has(type)) socket.send(JSON.stringify(event));
	}

	/** Ends the connections of tokens that do not count any more. */
	endExpired(): void {
		for (const {socket, token} of this.#listeners) if (!this.#options.isTaken(token)) socket.close(1008);
	}

	close(): void {
		for (const {socket} of this.#listeners) socket.terminate();
	}

	#listen(socket: WebSocket, token: string | null): void {
		const listener: Listener = {socket, token, topics: new Set()};
		this.#listeners.add(listener);
		const wait = (): void => {
			clearTimeout(listener.timer);
			listener.timer = setTimeout(() => socket.close(1000), (this.#options.silence ?? 60) * 1000);
		};
		wait();
		socket.on('message', (data: Buffer) => {
			wait();
			this.#answer(listener, data.toString());
		});
		socket.on('close', () => {
			clearTimeout(listener.timer);
			this.#listeners.delete(listener);
		});
	}

	#answer(listener: Listener, text: string): void {
		if (text === 'heartbeat') {
			listener.socket.send('heartbeat response');
			return;
		}

		try {
			const {topic_list: topics} = JSON.parse(text) as {readonly topic_list: readonly number[]};
			listener.topics = new Set(topics);
			listener.socket.send('{"errcode":0,"errmsg":"SUCCESS"}');
		} catch {
			listener.socket.send('{"errcode":40001,"errmsg":"PARAMETER SYNTAX ERROR"}');
		}
	}
}
