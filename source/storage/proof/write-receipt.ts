import {createHash} from 'node:crypto';
import path from 'node:path';
import {canonicalJson} from '../../domain/proof/canonical-json.js';
import {layout, type Proven, type Receipt, signedText} from '../../domain/proof/receipt.js';
import {messageTrace, nameTraces, numberTraces} from '../../domain/proof/traces.js';
import {Refusal} from '../../domain/refusal.js';
import {type Country} from '../../text/phone-number.js';
import {type FileSystem, type OpenFile} from '../file-system.js';
import {type KeyMachine} from './key-files.js';
import {makeReceiptKey, type ReceiptKey} from './receipt-key.js';
import {openSigningKey, type SigningKey} from './signing-key.js';

/** Bytes gathered before they are written. */
const bufferSize = 65_536;

/** A receipt that was written. */
export interface WrittenReceipt {
	readonly file: string;
	/** The file of the key of its hashes. */
	readonly key: string;
	readonly fingerprint: string;
}

/**
A receipt under way: first the hashes of what will be removed, in memory that does not grow with the messages, then,
after the removal, the facts and the signature. Until then it lies beside its file as `FILE.new`.
*/
export class ReceiptDraft {
	readonly #files: FileSystem;
	readonly #file: string;
	readonly #key: ReceiptKey;
	readonly #signingKey: SigningKey;
	readonly #open: OpenFile;
	readonly #digest = createHash('sha256');
	readonly #numbers = new Set<string>();
	readonly #names = new Set<string>();
	/** By texts, since customers repeat. */
	readonly #known = new Set<string>();
	#pending: string = layout.start;
	#position = 0;
	#messages = 0;

	private constructor(files: FileSystem, file: string, keys: readonly [ReceiptKey, SigningKey]) {
		this.#files = files;
		this.#file = file;
		[this.#key, this.#signingKey] = keys;
		this.#open = files.open(`${file}.new`, 'create');
	}

	/** @throws Refusal if there is such a file already, or a key cannot be kept */
	static async begin(machine: KeyMachine, configFolder: string, file: string): Promise<ReceiptDraft> {
		for (const name of [file, `${file}.new`])
			if (machine.files.stat(name) !== undefined)
				throw new Refusal(`${name} is there already, and a receipt replaces nothing. Choose another name.`);
		const signingKey = await openSigningKey(machine, configFolder);
		const key = await makeReceiptKey(machine, configFolder);
		try {
			return new ReceiptDraft(machine.files, file, [key, signingKey]);
		} catch (error) {
			machine.files.remove(key.file);
			throw error;
		}
	}

	/** How many messages were hashed. */
	get messages(): number {
		return this.#messages;
	}

	/** Hashes who is forgotten: a number or id, and a name. */
	addPerson({number, name}: {readonly number: string; readonly name: string}, country?: Country): void {
		const text = `${number}\n${name}`;
		if (this.#known.has(text)) return;
		this.#known.add(text);
		for (const trace of numberTraces(number, country)) this.#numbers.add(this.#hash(trace));
		for (const trace of nameTraces(name)) this.#names.add(this.#hash(trace));
	}

	addMessage(session: number, {id, text}: {readonly id: number; readonly text: string}): void {
		this.#put(`${this.#messages === 0 ? '' : ','}\n"${this.#hash(messageTrace(session, id, text))}"`);
		this.#messages++;
	}

	/** Signs it and gives it its name, durably. */
	async finish(proven: Proven): Promise<WrittenReceipt> {
		const hashes = {
			id: this.#key.id,
			messages: this.#messages,
			// In the order of the hashes, which tells nothing about the order of what is hashed.
			numbers: [...this.#numbers].toSorted(),
			names: [...this.#names].toSorted(),
		};
		const receipt: Receipt =
			'places' in proven ? {...proven, ...hashes, version: 1} : {...proven, ...hashes, version: 2};
		this.#put(`\n${layout.end}\n${layout.receipt}${canonicalJson(receipt)},\n`);
		this.#flush();
		const signature = this.#signingKey.sign(signedText(this.#digest.digest('hex')));
		const end = `${layout.signature}${canonicalJson(signature)}}\n`;
		try {
			this.#open.write(Buffer.from(end), this.#position);
			await this.#open.sync();
		} finally {
			this.#open.close();
		}

		this.#files.rename(`${this.#file}.new`, this.#file);
		await this.#files.syncFolder(path.dirname(path.resolve(this.#file)));
		return {file: this.#file, key: this.#key.file, fingerprint: this.#signingKey.fingerprint};
	}

	/** Leaves nothing of it, since nothing was removed. */
	discard(): void {
		this.#open.close();
		this.#files.remove(`${this.#file}.new`);
		this.#files.remove(this.#key.file);
	}

	#hash(trace: string): string {
		return this.#key.hash(trace).toString('hex');
	}

	#put(text: string): void {
		this.#pending += text;
		if (this.#pending.length >= bufferSize) this.#flush();
	}

	#flush(): void {
		const bytes = Buffer.from(this.#pending);
		this.#pending = '';
		this.#digest.update(bytes);
		this.#open.write(bytes, this.#position);
		this.#position += bytes.length;
	}
}
