import {type IncomingMessage} from 'node:http';
import {type Duplex} from 'node:stream';
import {type WebSocket, WebSocketServer} from 'ws';

interface SocketsOptions {
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
	/** What came in, in order: `open TOKEN`, what was said, `end TOKEN`. */
	readonly log: string[] = [];
	/** An answer of HTTP to everybody who wants to listen, instead of a WebSocket. */
	refusal: string | undefined;
	/** What is answered instead of the usual; nothing if it is empty. */
	answer: (text: string) => string | undefined = () => undefined;
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
		// A client that ends without a word resets the connection, which is its own affair.
		stream.on('error', () => undefined);
		if (this.refusal !== undefined) {
			stream.end(this.refusal);
			return;
		}

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

	/** Sends everybody whatever it is. */
	send(data: string | Uint8Array): void {
		for (const {socket} of this.#listeners) socket.send(data);
	}

	/** Sends everybody bytes as a text, which they may not be. */
	sendAsText(bytes: Uint8Array): void {
		for (const {socket} of this.#listeners) socket.send(bytes, {binary: false});
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
		this.log.push(`open ${token}`);
		const wait = (): void => {
			clearTimeout(listener.timer);
			listener.timer = setTimeout(() => socket.close(1000), (this.#options.silence ?? 60) * 1000);
		};
		wait();
		socket.on('error', () => undefined);
		socket.on('message', (data: Buffer) => {
			wait();
			this.#answer(listener, data.toString());
		});
		socket.on('close', () => {
			clearTimeout(listener.timer);
			this.#listeners.delete(listener);
			this.log.push(`end ${token}`);
		});
	}

	#answer(listener: Listener, text: string): void {
		this.log.push(text);
		const other = this.answer(text);
		if (other !== undefined) {
			if (other !== '') listener.socket.send(other);
			return;
		}

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
