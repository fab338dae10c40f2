import {createHash, createHmac} from 'node:crypto';
import {type Machine} from '../../../storage/machine.js';
import {integerOf, isFields, without} from '../fields.js';
import {PrivateDocument} from './private-document.js';

/** Somebody who may log in at a PBX: by its address and the id that the PBX gave to the application. */
export interface Login {
	/** `https://HOST:PORT` */
	readonly origin: string;
	readonly clientId: string;
}

const nameOf = ({origin, clientId}: Login): string =>
	createHash('sha256')
		.update(JSON.stringify([origin, clientId]))
		.digest('hex');

const isText = (value: unknown): value is string => typeof value === 'string';

/**
The last secret of each login that a PBX refused, as a digest whose key lies beside it. After five refused logins a PBX
locks the address out, and `cron` begins a new process each time.
*/
export class RefusedSecrets {
	readonly #document: PrivateDocument;
	readonly #random: (bytes: number) => string;

	/**
	@param folder of this machine's own state
	@param random that many random bytes as hexadecimal digits
	*/
	constructor(machine: Pick<Machine, 'files' | 'lock'>, folder: string, random: (bytes: number) => string) {
		this.#document = new PrivateDocument(machine, folder, 'refused-secrets');
		this.#random = random;
	}

	/** When this very secret was refused, in Unix seconds, if no other one was tried since. */
	refusedAt(login: Login, secret: string): number | undefined {
		const {key, ...refused} = this.#document.read();
		const last = refused[nameOf(login)];
		if (!isText(key) || !isFields(last)) return undefined;
		return last.digest === this.#digest(key, secret) ? integerOf(last.at) : undefined;
	}

	async note(login: Login, secret: string, at: number): Promise<void> {
		await this.#document.locked(async () => {
			const kept = this.#document.read();
			const key = isText(kept.key) ? kept.key : this.#random(32);
			await this.#document.write({...kept, key, [nameOf(login)]: {digest: this.#digest(key, secret), at}});
		});
	}

	/** The next try is free: a person says that the PBX takes the secret now, or it took another one. */
	async forget(login: Login): Promise<void> {
		if (this.#document.read()[nameOf(login)] === undefined) return;
		await this.#document.locked(async () => {
			await this.#document.write(without(this.#document.read(), new Set([nameOf(login)])) ?? {});
		});
	}

	#digest(key: string, secret: string): string {
		return createHmac('sha256', Buffer.from(key, 'hex')).update(secret).digest('hex');
	}
}
