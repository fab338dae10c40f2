import {X509Certificate} from 'node:crypto';
import {UsageRefusal} from '../../domain/refusal.js';

/** The trust that a server's certificate is checked against; without either, the authorities that Node knows. */
export interface Trust {
	/** Certificates in PEM of the only authorities that count, for names as for signatures. */
	readonly ca?: string;
	/** The SHA-256 of the one certificate that counts, as `readPin` gives it. Its names and dates are not looked at. */
	readonly pin?: string;
}

/** In the form of Node and OpenSSL: 32 pairs of hexadecimal digits in capitals, with colons between them. */
const fingerprint = /^[\dA-F]{2}(?::[\dA-F]{2}){31}$/;

/**
The SHA-256 of a certificate as people write it: with colons or without, in capitals or not, or the whole line that
`openssl x509 -noout -fingerprint -sha256` prints.
@throws UsageRefusal if it is something else, such as a SHA-1
*/
export const readPin = (text: string): string => {
	const digits = text
		.trim()
		.replace(/^sha-?256(?: fingerprint)?[:=]\s*/i, '')
		.replaceAll(/[\s:]/g, '')
		.toUpperCase();
	const pin = digits.match(/../g)?.join(':') ?? '';
	if (digits.length === 64 && fingerprint.test(pin)) return pin;
	throw new UsageRefusal(
		'The pin is no SHA-256 of a certificate, which has 64 hexadecimal digits. Print it: openssl x509 -noout -fingerprint -sha256 -in FILE',
	);
};

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

const isCertificate = (text: string): boolean => {
	try {
		return new X509Certificate(text).raw.length > 0;
	} catch {
		return false;
	}
};

/**
The certificates in a file of authorities, without what else is in it, such as a key.
@throws UsageRefusal if there is none, or one that cannot be read
*/
export const readCa = (text: string): string => {
	const certificates: readonly string[] = text.match(pem) ?? [];
	if (certificates.length > 0 && certificates.every(isCertificate)) return certificates.join('\n');
	const what = certificates.length === 0 ? 'holds no certificate' : 'holds a certificate that cannot be read';
	throw new UsageRefusal(
		`The file of the authority ${what} in PEM (-----BEGIN CERTIFICATE-----). Turn one in DER into it: openssl x509 -inform der -in FILE`,
	);
};
