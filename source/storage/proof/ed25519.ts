import {createHash, createPrivateKey, createPublicKey, sign, verify} from 'node:crypto';

// The fixed beginnings of Ed25519 keys in DER (RFC 8410); the 32 bytes of the key follow.
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHead = Buffer.from('302a300506032b6570032100', 'hex');

const privateKeyOf = (seed: string): ReturnType<typeof createPrivateKey> =>
	createPrivateKey({
		key: Buffer.concat([privateHead, Buffer.from(seed, 'hex')]),
		format: 'der',
		type: 'pkcs8',
	});

/** The public key of a seed; both are 64 hexadecimal digits. */
export const publicKeyOf = (seed: string): string =>
	createPublicKey(privateKeyOf(seed))
		.export({format: 'der', type: 'spki'})
		.subarray(publicHead.length)
		.toString('hex');

/** 128 hexadecimal digits. */
export const signBy = (seed: string, text: string): string =>
	sign(null, Buffer.from(text), privateKeyOf(seed)).toString('hex');

/** Whether the signature is that of this text by the owner of this public key. */
export const isSignedBy = (key: string, text: string, signature: string): boolean => {
	try {
		const der = Buffer.concat([publicHead, Buffer.from(key, 'hex')]);
		const known = createPublicKey({key: der, format: 'der', type: 'spki'});
		return verify(null, Buffer.from(text), known, Buffer.from(signature, 'hex'));
	} catch {
		// Not every 32 bytes are a point of the curve.
		return false;
	}
};

/** What a public key is pinned by: the SHA-256 of its 32 bytes, as 64 hexadecimal digits. */
export const fingerprintOf = (key: string): string =>
	createHash('sha256').update(Buffer.from(key, 'hex')).digest('hex');
