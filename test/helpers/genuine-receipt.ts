import {createHash, createPublicKey, verify} from 'node:crypto';
import {fc} from './random.js';

/** Verifies a receipt by what the manual says about its form, and by nothing of the program. */
export const isGenuine = (text: string, fingerprint: string): boolean => {
	try {
		const cut = text.indexOf('\n"signature":') + 1;
		const document = JSON.parse(text) as {
			messages: string[];
			receipt: {version: number; messages: number; stores: {site?: string; messages?: number}[]};
			signature: {key: string; earlier: {key: string; signature: string}[]; signature: string};
		};
		const {key, earlier, signature} = document.signature;
		const sorted = `"signature":${JSON.stringify({
			earlier: earlier.map(before => ({key: before.key, signature: before.signature})),
			key,
			signature,
		})}}\n`;
		if (text.slice(cut) !== sorted || document.messages.length !== document.receipt.messages) return false;
		const {version, messages, stores} = document.receipt;
		// Over several sites, each entry has its site and its share of the hashes.
		const shares = stores.map(store => (store.site === undefined ? Number.NaN : store.messages!));
		if (version === 2 && shares.reduce((sum, share) => sum + share, 0) !== messages) return false;
		const areSigned = [...earlier, {key, signature}].every(each =>
			/^[\da-f]{64} [\da-f]{128}$/.test(`${each.key} ${each.signature}`),
		);
		if (!areSigned) return false;
		const raw = Buffer.from(key, 'hex');
		if (createHash('sha256').update(raw).digest('hex') !== fingerprint) return false;
		const signed = createHash('sha256').update(text.slice(0, cut)).digest('hex');
		const publicKey = createPublicKey({
			key: {kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url')},
			format: 'jwk',
		});
		return verify(
			null,
			Buffer.from(`chatlogs receipt 1\n${signed}`),
			publicKey,
			Buffer.from(signature, 'hex'),
		);
	} catch {
		return false;
	}
};

/** The bytes of a file with one byte changed, some left out, or some put in. */
export const alteredBytes = (bytes: Buffer) =>
	fc.oneof(
		fc
			.record({at: fc.nat({max: bytes.length - 1}), to: fc.nat({max: 255})})
			.filter(({at, to}) => bytes[at] !== to)
			.map(({at, to}) => Buffer.concat([bytes.subarray(0, at), Buffer.from([to]), bytes.subarray(at + 1)])),
		fc
			.record({from: fc.nat({max: bytes.length - 1}), length: fc.integer({min: 1, max: 200})})
			.map(({from, length}) => Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)])),
		fc
			.record({
				at: fc.nat({max: bytes.length}),
				more: fc.constantFrom(' ', '\n', ',', '0', '{}', '"a":1,', '\0'),
			})
			.map(({at, more}) => Buffer.concat([bytes.subarray(0, at), Buffer.from(more), bytes.subarray(at)])),
	);
