import {type Socket} from 'node:net';
import {type TLSSocket} from 'node:tls';
import {Connections, type Environment} from './connections.js';
import {exchange} from './exchange.js';
import {whenConnected} from './guard.js';
import {noAnswerOf} from './no-answer.js';
import {timeoutIn} from './timeout.js';

/** A server's certificate, shown to a person who decides whether it is the right one. Its texts are the server's own. */
export interface Certificate {
	/** SHA-256, as a pin is written. */
	readonly fingerprint: string;
	readonly subject: string;
	readonly issuer: string;
	/** As the certificate has it: `Jan  1 00:00:00 2120 GMT`. */
	readonly validTo: string;
	/** Whether it would be trusted without being asked about. */
	readonly isTrusted: boolean;
}

class Seen extends Error {
	readonly certificate: Certificate;

	constructor(certificate: Certificate) {
		super('The certificate was seen, which was all that was wanted.');
		this.certificate = certificate;
	}
}

type Shown = Pick<TLSSocket, 'getPeerX509Certificate' | 'authorized'>;

const shownBy = (socket: Shown): Certificate => {
	const {fingerprint256, subject, issuer, validTo} = socket.getPeerX509Certificate()!;
	return {fingerprint: fingerprint256, subject, issuer, validTo, isTrusted: socket.authorized};
};

/**
The certificate that a server shows. The connection is ended then: nothing is sent.
@param origin `https://HOST:PORT`
@throws NoAnswer if there is no connection
*/
export const certificateOf = async (
	origin: string,
	environment: Environment,
	signal: AbortSignal,
): Promise<Certificate> => {
	if (!origin.startsWith('https:')) throw new TypeError('Only TLS has certificates.');
	// Any pin makes the connections take whatever certificate there is.
	const connections = new Connections(environment, {pin: ''});
	try {
		return await exchange(
			connections,
			{
				url: new URL(origin),
				method: 'GET',
				headers: {},
				timeout: timeoutIn(environment),
				signal,
				onRequest: request =>
					whenConnected(request, socket => request.destroy(new Seen(shownBy(socket as Socket & Shown)))),
			},
			() => Promise.reject(new Error('A server answered what it was not asked.')),
		);
	} catch (error) {
		if (error instanceof Seen) return error.certificate;
		if (signal.aborted) throw signal.reason;
		throw noAnswerOf(error, false);
	} finally {
		await connections.close();
	}
};
