import {isPath} from '../../../storage/form.js';
import {type Machine} from '../../../storage/machine.js';
import {type Fields} from '../fields.js';
import {PrivateDocument} from '../api/private-document.js';
import {PbxTrouble} from '../api/trouble.js';

/** How a PBX is reached. */
export interface PbxWay {
	/** `https://HOST:PORT` */
	readonly origin: string;
	readonly clientId: string;
	/** The file with the only authorities that count. */
	readonly caFile?: string;
	/** The SHA-256 of the only certificate that counts. */
	readonly pin?: string;
	/** The file that the secret is in, where the environment does not have it. */
	readonly secretFile?: string;
	/** Whether the way may be without encryption, to another machine. */
	readonly allowHttp?: boolean;
}

/** A person's record of a connection. It is no fact of the store: a store from elsewhere names no address. */
export interface ConnectionRecord extends PbxWay {
	/** Where the store lies that may use it, as the system resolves links. */
	readonly folder: string;
}

const texts = ['origin', 'clientId', 'caFile', 'pin', 'secretFile', 'folder'] as const;

const isRecord = (kept: Fields): boolean =>
	typeof kept.origin === 'string' &&
	typeof kept.clientId === 'string' &&
	typeof kept.folder === 'string' &&
	texts.every(name => kept[name] === undefined || isPath(kept[name])) &&
	(kept.allowHttp === undefined || typeof kept.allowHttp === 'boolean');

/** Random, so that nobody else's store hits upon a record. */
export const instanceSize = 16;

/** It names files, and the store that it stands in may be from anywhere. */
const instanceForm = /^[\da-f]{32}$/;

export const isInstance = (text: string): boolean => instanceForm.test(text);

/** @throws PbxTrouble if it is none that this program has made */
export const checkedInstance = (instance: string): string => {
	if (isInstance(instance)) return instance;
	throw new PbxTrouble(
		'not connected',
		'The store says that it is connected, but not as chatlogs writes it. Connect it anew: chatlogs pbx connect',
	);
};

/** The record of an instance's connection, in the person's configuration. */
export class ConnectionRecords {
	readonly #document: PrivateDocument;

	/** @param configFolder a folder `pbx` in it is for the person alone */
	constructor(machine: Pick<Machine, 'files' | 'lock'>, configFolder: string, instance: string) {
		this.#document = new PrivateDocument(
			machine,
			`${configFolder}/pbx`,
			`connection-${checkedInstance(instance)}`,
		);
	}

	/**
	`undefined` if there is none that can be used.
	@throws StoreRefusal if others may read it
	*/
	read(): ConnectionRecord | undefined {
		const kept = this.#document.read();
		return isRecord(kept) ? (kept as unknown as ConnectionRecord) : undefined;
	}

	async write(record: ConnectionRecord): Promise<void> {
		await this.#document.locked(async () => this.#document.write({...record}));
	}

	async remove(): Promise<void> {
		await this.#document.locked(async () => this.#document.remove());
	}
}
