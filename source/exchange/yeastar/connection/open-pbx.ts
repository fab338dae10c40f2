import {UsageRefusal} from '../../../domain/refusal.js';
import {type Machine} from '../../../storage/machine.js';
import {realFolder} from '../../../storage/real-folder.js';
import {readFile} from '../../../storage/file-system.js';
import {type Store} from '../../../storage/store.js';
import {certificateBlocker} from '../../http/address.js';
import {Client} from '../../http/client.js';
import {type Network} from '../../http/network.js';
import {readCa, type Trust} from '../../http/trust.js';
import {readPbxAddress} from '../api/address.js';
import {PbxApi} from '../api/pbx-api.js';
import {PbxTrouble} from '../api/trouble.js';
import {type Cause} from '../api/verdict.js';
import {type ConnectionRecord, ConnectionRecords, isInstance, type PbxWay} from './connection-record.js';
import {InstanceMemory} from './instance-memory.js';
import {readPbxSecret, type SecretSite} from './pbx-secret.js';

/** A person's own folders on this machine, beside the stores. */
export interface PbxSurroundings {
	readonly machine: Machine;
	readonly network: Pick<Network, 'wait' | 'random'>;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly folders: {
		/** Where connections are kept. */
		readonly config: string;
		/** Where tokens are kept, and what instances remember. */
		readonly state: string;
	};
	/** Missing where the store is no site. */
	readonly site?: SecretSite | undefined;
}

/** A PBX that may be called. */
export interface OpenPbx {
	readonly api: PbxApi;
	readonly http: Client;
	readonly memory: InstanceMemory;
	/** `https://HOST:PORT` */
	readonly origin: string;
	/** Ends the connections that are kept, and remembers the newest change of the store that the PBX was opened for. */
	close(): Promise<void>;
}

const readAuthority = (machine: Machine, file: string): string => {
	const status = machine.files.stat(file);
	if (status?.kind !== 'file' || status.size > 1_048_576)
		throw new PbxTrouble(
			'certificate',
			`The file of the authority, ${file}, is missing, or is none. Connect anew with another: chatlogs pbx connect`,
		);
	return readCa(readFile(machine.files, file).toString('utf8'));
};

/** @throws PbxTrouble or UsageRefusal if the file of the authority cannot be used */
const trustOf = (machine: Machine, {caFile, pin}: Pick<PbxWay, 'caFile' | 'pin'>): Trust => ({
	...(caFile !== undefined && {ca: readAuthority(machine, caFile)}),
	...(pin !== undefined && {pin}),
});

/**
A PBX by the way to it, whatever store asks for it. Nothing is sent yet, and the secret is read when it is needed.
@throws PbxTrouble or UsageRefusal if the way cannot be gone
*/
export const openWay = (
	way: PbxWay,
	instance: string,
	{machine, network, environment, folders, site}: PbxSurroundings,
): OpenPbx => {
	const blocker = certificateBlocker(environment);
	if (blocker !== undefined) throw new PbxTrouble('certificate', blocker);
	const origin = readPbxAddress(way.origin, way.allowHttp === true);
	const secret = (): string => readPbxSecret({environment, secretFile: way.secretFile, site});
	const http = new Client({origin, trust: trustOf(machine, way), environment});
	const api = new PbxApi({
		http,
		network,
		machine,
		random: machine.random,
		stateFolder: folders.state,
		instance,
		login: {origin, clientId: way.clientId},
		secret,
	});
	const memory = new InstanceMemory(machine, folders.state, instance);
	return {api, http, memory, origin, close: async () => http.close()};
};

/** How a store stands to its PBX, for this user at this place. */
export type Standing =
	| {readonly kind: 'none'}
	/** No record here: it came from elsewhere, or another user connected it. */
	| {readonly kind: 'unknown'; readonly instance: string}
	/** It lies under another path than the one that was connected. */
	| {readonly kind: 'copy'; readonly instance: string; readonly record: ConnectionRecord}
	| {readonly kind: 'connected'; readonly instance: string; readonly record: ConnectionRecord};

/** @throws PbxTrouble or StoreRefusal if what is kept cannot be used */
export const standingOf = (
	store: Pick<Store, 'connection' | 'folder'>,
	{machine, folders}: Pick<PbxSurroundings, 'machine' | 'folders'>,
): Standing => {
	if (store.connection === undefined) return {kind: 'none'};
	const {instance} = store.connection;
	if (!isInstance(instance)) return {kind: 'unknown', instance};
	const record = new ConnectionRecords(machine, folders.config, instance).read();
	if (record === undefined) return {kind: 'unknown', instance};
	return {kind: record.folder === realFolder(store.folder) ? 'connected' : 'copy', instance, record};
};

const refusals = {
	none: [
		'not connected',
		'The store is not connected to a PBX. Connect it: chatlogs pbx connect https://HOST:PORT --client-id ID',
	],
	unknown: [
		'not connected',
		'The store came from elsewhere, or another user connected it, so it opens no connection here. Connect it: chatlogs pbx connect https://HOST:PORT --client-id ID',
	],
	copy: [
		'copy',
		'The store is a copy, or was moved: it lies under another path than the one that was connected, so it opens no connection. If it was moved, run: chatlogs pbx connect https://HOST:PORT --client-id ID. If it is a copy, run: chatlogs pbx adopt',
	],
} as const satisfies Record<string, readonly [cause: Cause, message: string]>;

/**
The PBX that a store is connected to.
@throws PbxTrouble if there is none, the store is a copy or from elsewhere, or something is missing that is needed
*/
export const openPbx = async (options: PbxSurroundings & {readonly store: Store}): Promise<OpenPbx> => {
	const {store} = options;
	const standing = standingOf(store, options);
	if (standing.kind !== 'connected') {
		const [cause, message] = refusals[standing.kind];
		throw new PbxTrouble(cause, message);
	}

	try {
		readPbxSecret({...options, secretFile: standing.record.secretFile});
		const pbx = openWay(standing.record, standing.instance, options);
		await pbx.memory.look(store);
		// So that an older copy of the store is recognized later.
		return {
			...pbx,
			close: async () =>
				pbx.memory
					.look(store)
					.then(() => undefined)
					.finally(async () => pbx.close()),
		};
	} catch (error) {
		// The settings from the connecting are wrong now, which is no mistake in these arguments.
		if (error instanceof UsageRefusal) throw new PbxTrouble('other', error.message);
		throw error;
	}
};
