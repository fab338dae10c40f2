import path from 'node:path';
import {type EarlierKey, type Signature, vouchedText} from '../../domain/proof/receipt.js';
import {Refusal} from '../../domain/refusal.js';
import {listOf, readForm, recordOf, type Form} from '../form.js';
import {whileLocked} from '../lock.js';
import {makeFolder} from '../make-folder.js';
import {fingerprintOf, publicKeyOf, signBy} from './ed25519.js';
import {type KeyMachine, keyFolder, readKeyFile, writeKeyFile} from './key-files.js';

const digits =
	(count: number): Form<string> =>
	(value): value is string =>
		typeof value === 'string' && value.length === count && /^[\da-f]+$/.test(value);

export const isDigest = digits(64);
export const isSignatureText = digits(128);
export const isEarlierKey = recordOf<EarlierKey>({key: isDigest, signature: isSignatureText});

/** The key file: a seed, and the public keys before it. */
interface KeptKey {
	readonly seed: string;
	readonly earlier: readonly EarlierKey[];
}

const isKeptKey = recordOf<KeptKey>({seed: isDigest, earlier: listOf(isEarlierKey)});

/** Signs receipts on this machine. */
export interface SigningKey {
	readonly file: string;
	readonly fingerprint: string;
	/** Fingerprints of the keys before it, oldest first. */
	readonly earlier: readonly string[];
	readonly sign: (text: string) => Signature;
}

const fileIn = (configFolder: string): string => path.join(keyFolder(configFolder), 'signing-key.json');

const read = ({files}: KeyMachine, file: string): KeptKey | undefined => {
	const text = readKeyFile(files, file);
	if (text === undefined) return undefined;
	const kept = readForm(text, isKeptKey);
	if (kept) return kept;
	throw new Refusal(`${file} is no signing key as chatlogs writes it. Bring it back from a backup.`);
};

const signingKey = (file: string, {seed, earlier}: KeptKey): SigningKey => {
	const key = publicKeyOf(seed);
	return {
		file,
		fingerprint: fingerprintOf(key),
		earlier: earlier.map(before => fingerprintOf(before.key)),
		sign: text => ({key, earlier, signature: signBy(seed, text)}),
	};
};

/** How long to wait for another process that makes the key, in milliseconds. */
const patience = 2000;

const made = async (machine: KeyMachine, configFolder: string, mayKeep: boolean): Promise<SigningKey> => {
	const {files, lock, random} = machine;
	const file = fileIn(configFolder);
	const lockFile = path.join(keyFolder(configFolder), 'lock');
	await makeFolder(files, keyFolder(configFolder));
	files.open(lockFile, 'write').close();
	return whileLocked(
		lock(lockFile),
		async () => {
			const before = read(machine, file);
			if (before && mayKeep) return signingKey(file, before);
			const seed = random(32);
			const key = before && publicKeyOf(before.seed);
			const earlier = before
				? [...before.earlier, {key: key!, signature: signBy(before.seed, vouchedText(publicKeyOf(seed)))}]
				: [];
			await writeKeyFile(files, file, `${JSON.stringify({seed, earlier})}\n`);
			return signingKey(file, {seed, earlier});
		},
		patience,
	);
};

/** The person's key, which is made on first use. */
export const openSigningKey = async (machine: KeyMachine, configFolder: string): Promise<SigningKey> => {
	const file = fileIn(configFolder);
	const kept = read(machine, file);
	return kept ? signingKey(file, kept) : made(machine, configFolder, true);
};

/** Puts a new key in the place of the old one, which signs it and is gone then. */
export const renewSigningKey = async (machine: KeyMachine, configFolder: string): Promise<SigningKey> =>
	made(machine, configFolder, false);
