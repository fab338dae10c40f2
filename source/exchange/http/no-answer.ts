import process from 'node:process';

/** Why there was no answer. */
type Silence =
	/** The server's certificate is not trusted. */
	| 'certificate'
	/** No connection came about. */
	| 'unreachable'
	/** The connection ended before the answer was whole. */
	| 'cut'
	| 'too slow'
	| 'too long';

/**
A request got no whole answer. The message says why, and is of the certificate, the connection or the answer, as `silence`
says; it never holds an address or a header, since both may hold a token.
*/
export class NoAnswer extends Error {
	override readonly name = 'NoAnswer';
	readonly silence: Silence;
	/** Whether any of the request may have reached the server, which then may have done what it asks for. */
	readonly isSent: boolean;

	constructor(silence: Silence, message: string, isSent: boolean) {
		super(message);
		this.silence = silence;
		this.isSent = isSent;
	}
}

/** The codes of Node and OpenSSL for a certificate that is not trusted: x509-verification errors, and the wrong name. */
const untrusted =
	/^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_)/;

const explanations: Readonly<Record<string, string>> = {
	CERT_HAS_EXPIRED: 'it has expired',
	CERT_NOT_YET_VALID: 'it is not valid yet; is the clock of this machine right?',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself',
	ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name than that of the address',
	ECONNREFUSED: 'nothing listens at that port',
	ENOTFOUND: 'no such host is known',
	EAI_AGAIN: 'the name cannot be looked up at the moment',
	EHOSTUNREACH: 'there is no way to that host',
	ENETUNREACH: 'there is no way to that network',
	ERR_PROXY_TUNNEL: 'the proxy does not let it through',
	EPROTO: 'it does not speak TLS there',
	ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there',
};

const explained = (code: string): string => {
	const explanation = explanations[code];
	return explanation === undefined ? code : `${explanation} (${code})`;
};

const codeOf = (error: unknown): string =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';

/** The meaning of one of Node's errors for a request. */
export const noAnswerOf = (error: unknown, isSent: boolean): NoAnswer => {
	if (error instanceof NoAnswer) return error;
	if (error instanceof Error && error.name === 'TimeoutError')
		return new NoAnswer('too slow', 'it did not come in time', isSent);
	const code = codeOf(error);
	if (untrusted.test(code)) return new NoAnswer('certificate', explained(code), false);
	return isSent
		? new NoAnswer('cut', `the connection ended before the answer did (${code})`, true)
		: new NoAnswer('unreachable', explained(code), false);
};

/** An HTTP status as people know it: `503 Service Unavailable`. Node's names are loaded when there is an answer. */
export const statusText = (status: number): string =>
	[status, process.getBuiltinModule('node:http').STATUS_CODES[status]].filter(Boolean).join(' ');
