import path from 'node:path';
import {StoreRefusal} from '../../../domain/refusal.js';
import {type FileStatus, readFile, replaceFile} from '../../../storage/file-system.js';
import {parseFile} from '../../../storage/form.js';
import {type Lock, LockedRefusal} from '../../../storage/lock.js';
import {type Machine} from '../../../storage/machine.js';
import {makeFolder} from '../../../storage/make-folder.js';
import {isFields, type Fields} from '../fields.js';

/** In bytes; hundreds of times what is kept. */
const sizeLimit = 262_144;

/** Waits of half a second: a minute in all, which is longer than a login takes as a rule. */
const mostWaits = 120;
const wait = 500;

const acquired = async (lock: Lock, signal?: AbortSignal): Promise<() => void> => {
	for (let waits = 1; ; waits++) {
		signal?.throwIfAborted();
		try {
			return await lock.acquire(wait);
		} catch (error) {
			if (!(error instanceof LockedRefusal) || waits === mostWaits) throw error;
		}
	}
};

const modeText = (mode: number): string => `0${mode.toString(8).padStart(3, '0')}`;

const refuseIfOpen = (file: string, {mode = 0o600}: FileStatus, wanted: number): void => {
	if ((mode & 0o077) === 0) return;
	throw new StoreRefusal(
		`${file} has mode ${modeText(mode)}, so that others than its owner may look into it, and what is of the PBX in it is private. Make it yours alone: chmod ${wanted.toString(8)} ${file}`,
	);
};

/** One JSON object that nobody else on this machine may read, for all processes of a person. */
export class PrivateDocument {
	readonly #machine: Pick<Machine, 'files' | 'lock'>;
	readonly #file: string;
	readonly #lockFile: string;

	/** @param folder is made at the first writing, with those above it */
	constructor(machine: Pick<Machine, 'files' | 'lock'>, folder: string, name: string) {
		this.#machine = machine;
		this.#file = path.join(folder, `${name}.json`);
		this.#lockFile = path.join(folder, `${name}.lock`);
	}

	/**
	The document as kept; empty if it is no JSON object, for what can be had anew.
	@throws StoreRefusal if others may read it
	*/
	read(): Fields {
		return this.readIfThere() ?? {};
	}

	/**
	The same, but `undefined` if there is none.
	@throws StoreRefusal if others may read it
	*/
	readIfThere(): Fields | undefined {
		const {files} = this.#machine;
		const status = files.stat(this.#file);
		if (status === undefined) return undefined;
		if (status.kind !== 'file' || status.size > sizeLimit) return {};
		refuseIfOpen(this.#file, status, 0o600);
		try {
			const value = parseFile(readFile(files, this.#file).toString('utf8'));
			return isFields(value) ? value : {};
		} catch (error) {
			if (error instanceof SyntaxError) return {};
			throw error;
		}
	}

	/**
	Does work while no other process does work on this document.
	@param signal ends the wait for another one
	@throws LockedRefusal if another one does not end
	*/
	async locked<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
		const {files} = this.#machine;
		const folder = path.dirname(this.#file);
		await makeFolder(files, folder);
		// Files in a folder that its group may write to are made for the group.
		refuseIfOpen(folder, files.stat(folder)!, 0o700);
		const lock = this.#machine.lock(this.#lockFile);
		try {
			const release = await acquired(lock, signal);
			try {
				return await work();
			} finally {
				release();
			}
		} finally {
			lock.close();
		}
	}

	/** Only within `locked`. */
	async remove(): Promise<void> {
		const {files} = this.#machine;
		if (files.stat(this.#file) === undefined) return;
		files.remove(this.#file);
		await files.syncFolder(path.dirname(this.#file));
	}

	/** Puts a value in the place of what is kept. Only within `locked`. */
	async write(value: Fields): Promise<void> {
		await replaceFile(this.#machine.files, this.#file, `${JSON.stringify(value)}\n`);
	}
}
