import {type ClientRequest} from 'node:http';
import {type Socket} from 'node:net';
import {type TLSSocket} from 'node:tls';
import {NoAnswer} from './no-answer.js';

/**
Whether something that was sent on this socket could arrive: TLS holds everything back until both sides agree. A socket
whose network cannot be reached is destroyed before anybody gets it.
*/
const isOpen = (socket: Socket): boolean =>
	!socket.destroyed &&
	!socket.connecting &&
	(socket as {readonly secureConnecting?: boolean}).secureConnecting !== true;

/** Calls back when the request's connection stands, before the first byte of the request is on it. */
export const whenConnected = (request: ClientRequest, then: (socket: Socket) => void): void => {
	request.on('socket', socket => {
		if (isOpen(socket)) then(socket);
		else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => then(socket));
	});
};

/** The pin that a connection's certificate was found to be. */
const checked = new WeakMap<Socket, string>();

/** The SHA-256 of the certificate that the other side of the connection showed; `undefined` without TLS. */
const fingerprintOf = (socket: Socket): string | undefined =>
	'encrypted' in socket ? (socket as TLSSocket).getPeerX509Certificate()?.fingerprint256 : undefined;

/**
Ends a request before its first byte is sent unless the server shows the certificate of that SHA-256. For every request
that goes by connections with a pin, a WebSocket's too: without it they trust everybody.
*/
export const guard = (request: ClientRequest, pin: string): void => {
	whenConnected(request, socket => {
		// Node forgets the certificate of a connection when it is used again.
		if (checked.get(socket) === pin) return;
		const shown = fingerprintOf(socket);
		if (shown === pin) {
			checked.set(socket, pin);
			return;
		}

		const what = shown === undefined ? 'none' : `that of SHA-256 ${shown}`;
		request.destroy(
			new NoAnswer(
				'certificate',
				`it is not the pinned one, but ${what}. Nothing was sent. Either it was renewed, or this is another server`,
				false,
			),
		);
	});
};
