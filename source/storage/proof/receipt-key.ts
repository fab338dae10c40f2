import {createHmac} from 'node:crypto';
import path from 'node:path';
import {Refusal} from '../../domain/refusal.js';
import {type FileSystem} from '../file-system.js';
import {type KeyMachine, keyFolder, readKeyFile, writeKeyFile} from './key-files.js';

const idForm = /^[\da-f]{32}$/;
const keyForm = /^[\da-f]{64}$/;

export const isReceiptId = (text: unknown): text is string => typeof text === 'string' && idForm.test(text);

/** The random key of one receipt. Without it, the hashes of the receipt tell nothing. */
export interface ReceiptKey {
	readonly id: string;
	readonly file: string;
	/** A secret number. */
	readonly seed: number;
	/** The keyed hash of a text: HMAC-SHA-256. */
	readonly hash: (text: string) => Buffer;
}

const fileOf = (configFolder: string, id: string): string => path.join(keyFolder(configFolder), `${id}.key`);

const keyOf = (configFolder: string, id: string, digits: string): ReceiptKey => {
	const key = Buffer.from(digits, 'hex');
	return {
		id,
		file: fileOf(configFolder, id),
		seed: key.readInt32LE(0),
		hash: text => createHmac('sha256', key).update(text).digest(),
	};
};

/** Makes the key of a new receipt, and keeps it for its owner alone. */
export const makeReceiptKey = async (
	{files, random}: KeyMachine,
	configFolder: string,
): Promise<ReceiptKey> => {
	const [id, digits] = [random(16), random(32)];
	await writeKeyFile(files, fileOf(configFolder, id), `${digits}\n`);
	return keyOf(configFolder, id, digits);
};

/**
The key of a receipt; `undefined` if it is not on this machine, or was destroyed.
@throws Refusal if it cannot be used
*/
export const readReceiptKey = (
	files: FileSystem,
	configFolder: string,
	id: string,
): ReceiptKey | undefined => {
	// The id comes from the receipt, so it must not become a path.
	if (!isReceiptId(id)) return undefined;
	const file = fileOf(configFolder, id);
	const digits = readKeyFile(files, file)?.trim();
	if (digits === undefined) return undefined;
	if (!keyForm.test(digits)) throw new Refusal(`${file} is no key as chatlogs writes it.`);
	return keyOf(configFolder, id, digits);
};
