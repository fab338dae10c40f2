import {createHash} from 'node:crypto';
import {type MessageFile} from '../../domain/message.js';
import {flag} from '../../domain/table/block.js';
import {type KeptFile, keptFileKey, KeptFiles} from '../../storage/kept-files.js';
import {type Store} from '../../storage/store.js';
import {type Download, downloadFile} from './api/download.js';
import {type PbxApi} from './api/pbx-api.js';

/** In bytes. */
const longestFile = 25 * 1024 * 1024;

/** In bytes, where the PBX's facts name no other: what the files of a store may take together. */
export const usualQuota = 2 * 1024 * 1024 * 1024;

/** So many files, or bytes, are written at once at most: what is not written yet is asked for again. */
const batchFiles = 16;
const batchBytes = 32 * 1024 * 1024;

interface FetchRequest {
	readonly store: Store;
	readonly api: PbxApi;
	/** The only place that anything is fetched from: `https://HOST:PORT`. */
	readonly origin: string;
	/** In bytes. */
	readonly quota: number;
	readonly signal: AbortSignal;
}

export interface FetchReport {
	readonly fetched: number;
	/** In bytes. */
	readonly size: number;
	/** Files that the PBX does not give, or that are too large, or lie elsewhere. */
	readonly missing: number;
	/** Why some will be asked for again, if so; goes on after "the PBX ". */
	readonly later: string | undefined;
}

interface Wanted extends Pick<KeptFile, 'session' | 'message' | 'index'> {
	readonly uri: string | undefined;
}

/** Ids of the sessions out of the trash that have files. */
function* withFiles({table}: Store): Generator<number> {
	for (const {count, id, files, flags} of table.loadedBlocks) {
		for (let slot = 0; slot < count; slot++)
			if (files[slot]! > 0 && (flags[slot]! & flag.deleted) === 0) yield id[slot]!;
	}
}

/** Files of present messages that nothing is known about yet. Looks into no history where there is none. */
function* wantedIn(store: Store, known: ReadonlyMap<string, KeptFile>): Generator<Wanted> {
	const bySession = Map.groupBy(known.values(), ({session}) => session);
	for (const session of withFiles(store)) {
		const deleted = store.deletedMessages(session);
		const told = bySession.get(session)?.filter(({message}) => !deleted.has(message)).length ?? 0;
		if (told === store.session(session)?.files) continue;
		for (const {id: message, files = []} of store.history(session).messages) {
			if (deleted.has(message)) continue;
			for (const [index, {uri}] of files.entries()) {
				const wanted = {session, message, index};
				if (!known.has(keptFileKey(wanted))) yield {...wanted, uri};
			}
		}
	}
}

/** The path of a file on the PBX; `undefined` if its address leads elsewhere, where the token must not go. */
export const pathOnPbx = (uri: NonNullable<MessageFile['uri']>, origin: string): string | undefined => {
	const url = URL.parse(uri, origin);
	return url?.origin === origin ? `${url.pathname}${url.search}` : undefined;
};

type Fetched = KeptFile & {readonly bytes?: Uint8Array};

/** `undefined` if it is to be asked for again. */
const fetchedOf = (wanted: Omit<Wanted, 'uri'>, download: Download, room: number): Fetched | undefined => {
	switch (download.kind) {
		case 'later': {
			return undefined;
		}

		case 'gone': {
			return {...wanted, missing: 'gone'};
		}

		case 'too large': {
			return {...wanted, missing: 'too large'};
		}

		case 'bytes': {
			const {bytes} = download;
			if (bytes.length > room) return {...wanted, missing: 'no room'};
			const digest = createHash('sha256').update(bytes).digest('hex');
			return {...wanted, digest, size: bytes.length, bytes};
		}
	}
};

/** The size of all contents together in bytes, each counted once. */
const sizeOf = (kept: Iterable<KeptFile>): number =>
	new Map(Array.from(kept, ({digest, size = 0}) => [digest, size]))
		.values()
		.reduce((sum, size) => sum + size, 0);

/**
Fetches the files of messages that are not here yet, each once: a PBX cleans them up long before the messages, so one that
it no longer has is noted and not asked for again.
@throws PbxTrouble if there is no token to be had
*/
export const fetchFiles = async ({store, api, origin, quota, signal}: FetchRequest): Promise<FetchReport> => {
	const kept = new KeptFiles(store.files, store.folder);
	const known = kept.read();
	let room = quota - sizeOf(known.values());
	let later: string | undefined;
	let batch: Fetched[] = [];
	const report = {fetched: 0, size: 0, missing: 0};
	const write = async (): Promise<void> => {
		const fetched = batch;
		batch = [];
		// A purge may have taken some of their messages meanwhile.
		await store.write(async () =>
			kept.add(
				fetched.filter(({session}) => store.session(session) !== undefined && !store.isPurged(session)),
			),
		);
	};

	for (const {uri, ...wanted} of wantedIn(store, known)) {
		if (signal.aborted) break;
		const path = uri === undefined ? undefined : pathOnPbx(uri, origin);
		const download = path === undefined ? undefined : await downloadFile(api, path, longestFile, signal);
		const fetched: Fetched | undefined = download
			? fetchedOf(wanted, download, room)
			: {...wanted, missing: uri === undefined ? 'no address' : 'elsewhere'};
		if (download?.kind === 'later') later ??= download.reason;
		if (fetched === undefined) continue;
		batch.push(fetched);
		if (fetched.bytes) {
			report.fetched++;
			report.size += fetched.bytes.length;
			room -= fetched.bytes.length;
		} else report.missing++;

		if (batch.length >= batchFiles || sizeOf(batch) >= batchBytes) await write();
	}

	if (batch.length > 0) await write();
	return {...report, later};
};
