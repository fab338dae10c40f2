import {X509Certificate} from 'node:crypto';
import {readFileSync} from 'node:fs';

const read = (name: string): string => readFileSync(`test/fixtures/certificates/${name}.pem`, 'utf8');

/** The authority that issued `issued`. Nobody has its key any more. */
export const authority = read('ca');

/** For 127.0.0.1 and localhost. */
export const issued = {cert: read('issued'), key: read('issued-key')};

/** As appliances come: made by themselves, for no name. */
export const selfSigned = {cert: read('self-signed'), key: read('self-signed-key')};

/** Of the same key, and valid until 2021. */
export const expired = {cert: read('expired'), key: read('self-signed-key')};

/** SHA-256, as a pin is written. */
export const fingerprintOf = ({cert}: {readonly cert: string}): string =>
	new X509Certificate(cert).fingerprint256;
