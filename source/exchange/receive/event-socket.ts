import {type IncomingMessage} from 'node:http';
import {type WebSocket} from 'ws';
import {type Client, collect} from '../http/client.js';
import {whenConnected} from '../http/guard.js';
import {type Network} from '../http/network.js';
import {NoAnswer, noAnswerOf} from '../http/no-answer.js';
import {type Answer, readAnswer} from '../yeastar/api/answer.js';
import {verdictOnAnswer, verdictOnSilence} from '../yeastar/api/judge.js';
import {PbxTrouble, troubleOf} from '../yeastar/api/trouble.js';
import {pathOf, userAgent} from '../yeastar/api/wire.js';
import {longestEvent, wantedEvents} from './events.js';

export interface EventSocketOptions {
	readonly http: Pick<Client, 'way' | 'guard'>;
	/** `https://HOST:PORT` */
	readonly origin: string;
	readonly network: Pick<Network, 'wait'>;
	/** In Unix seconds. */
	readonly now: () => number;
	/** Ends it at once. */
	readonly signal: AbortSignal;
	/** Called with each text that may be an event. */
	readonly onEvent: (text: string) => void;
}

/** Milliseconds for an answer. */
const patience = 15_000;

/** In bytes, of an answer that is no WebSocket. */
const longestAnswer = 65_536;

/** The PBX does not take the token. */
class TokenTrouble extends Error {}

const silenceFor = (error: unknown, isSent = true): PbxTrouble =>
	troubleOf('events', verdictOnSilence(noAnswerOf(error, isSent)));

interface Told {
	readonly status: number;
	readonly retryAfter: string | undefined;
	readonly answer: Answer;
}

/** @throws TokenTrouble; PbxTrouble */
const throwUnlessDone = (told: Told, now: number): void => {
	const verdict = verdictOnAnswer(told, now);
	// Which of these a PBX answers is not documented.
	if (verdict.kind === 'expired' || told.status === 401 || told.status === 403) throw new TokenTrouble();
	if (verdict.kind !== 'done') throw troubleOf('events', verdict);
};

/** @throws what stands in its way */
const throwFor = async (response: IncomingMessage, now: number): Promise<never> => {
	const {status, type, retryAfter, body} = await collect(response, longestAnswer);
	throwUnlessDone({status, retryAfter, answer: readAnswer(body, type)}, now);
	throw new PbxTrouble('not there', 'Asked for events, the PBX answered without a WebSocket.');
};

/** @throws PbxTrouble if the promise is not fulfilled in time */
const inTime = async <Result>(promise: Promise<Result>, {wait}: Pick<Network, 'wait'>): Promise<Result> => {
	const timer = new AbortController();
	const late = wait(patience, timer.signal).then(() => {
		throw silenceFor(new NoAnswer('too slow', 'it did not come in time', true));
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		timer.abort();
	}
};

const connect = async (options: EventSocketOptions, token: string): Promise<WebSocket> => {
	const {http, origin, network, now, signal} = options;
	// Loads TLS, which takes a while, and which those who work offline never need.
	const {WebSocket} = await import('ws');
	const {agent} = await http.way();
	signal.throwIfAborted();
	const opened = Promise.withResolvers<unknown>();
	let isSent = false;
	const socket = new WebSocket(origin.replace(/^http/, 'ws') + pathOf('subscribe', {}, token), {
		agent,
		headers: {'user-agent': userAgent},
		maxPayload: longestEvent,
		perMessageDeflate: false,
		finishRequest(request) {
			http.guard(request);
			whenConnected(request, () => {
				isSent = true;
			});
			request.end();
		},
	});
	const end = (): void => socket.terminate();
	signal.addEventListener('abort', end);
	socket
		.on('open', opened.resolve)
		.on('unexpected-response', (_request, response) => {
			throwFor(response, now()).catch(opened.reject);
		})
		// Its message may name the address, which holds the token.
		.on('error', opened.reject)
		.on('close', () => signal.removeEventListener('abort', end));
	try {
		await inTime(opened.promise, network);
		return socket;
	} catch (error) {
		socket.terminate();
		throw error instanceof TokenTrouble || error instanceof PbxTrouble ? error : silenceFor(error, isSent);
	}
};

/** A connection on which a PBX tells its events (developer guide, "Monitor Events via WebSocket"). */
export class EventSocket {
	readonly #socket: WebSocket;
	readonly #network: Pick<Network, 'wait'>;
	readonly #onEvent: (text: string) => void;
	readonly #ended = Promise.withResolvers<never>();
	/** Takes a text if it is the answer that is waited for. */
	#takeAnswer: (text: string) => boolean = () => false;

	private constructor(socket: WebSocket, {network, onEvent}: EventSocketOptions) {
		this.#socket = socket;
		this.#network = network;
		this.#onEvent = onEvent;
		this.#ended.promise.catch(() => undefined);
		socket
			.on('message', (data: Buffer, isBinary) => {
				const text = isBinary ? '' : data.toString();
				if (text !== '' && !this.#takeAnswer(text)) this.#onEvent(text);
			})
			.on('close', () => this.#ended.reject(silenceFor(new NoAnswer('cut', 'the connection ended', true))));
	}

	/**
	Connects, and asks for the events.
	@returns `undefined` if the PBX does not take the token
	@throws PbxTrouble if it tells no events, or cannot be reached
	*/
	static async open(options: EventSocketOptions, token: string): Promise<EventSocket | undefined> {
		let opened: EventSocket | undefined;
		try {
			opened = new EventSocket(await connect(options, token), options);
			await opened.#subscribe(options.now);
			return opened;
		} catch (error) {
			opened?.end();
			if (error instanceof TokenTrouble) return undefined;
			throw error;
		}
	}

	/**
	Waits so many milliseconds, while events come.
	@throws PbxTrouble if the connection ends meanwhile
	*/
	async listen(milliseconds: number): Promise<void> {
		const timer = new AbortController();
		try {
			await Promise.race([this.#network.wait(milliseconds, timer.signal), this.#ended.promise]);
		} finally {
			timer.abort();
		}
	}

	/**
	Keeps the connection, which a PBX ends after a minute of silence, and finds out whether it still stands.
	@throws PbxTrouble if it does not
	*/
	async beat(): Promise<void> {
		await this.#ask('heartbeat', text => text === 'heartbeat response' || undefined);
	}

	end(): void {
		this.#socket.terminate();
	}

	async #subscribe(now: () => number): Promise<void> {
		const answer = await this.#ask(JSON.stringify({topic_list: wantedEvents}), text => {
			const read = readAnswer(Buffer.from(text), '');
			return read.kind === 'fields' ? read : undefined;
		});
		throwUnlessDone({status: 200, retryAfter: undefined, answer}, now());
	}

	/** @param read gives what a text says; `undefined` if it is not the answer */
	async #ask<Result>(question: string, read: (text: string) => Result | undefined): Promise<Result> {
		const {promise, resolve} = Promise.withResolvers<Result>();
		this.#takeAnswer = text => {
			const result = read(text);
			if (result !== undefined) resolve(result);
			return result !== undefined;
		};
		this.#socket.send(question, () => undefined);
		try {
			return await inTime(Promise.race([promise, this.#ended.promise]), this.#network);
		} finally {
			this.#takeAnswer = () => false;
		}
	}
}
