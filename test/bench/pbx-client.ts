import {setTimeout as delay} from 'node:timers/promises';
import path from 'node:path';
import process from 'node:process';
import {Client} from '../../source/exchange/http/client.js';
import {PbxApi} from '../../source/exchange/yeastar/api/pbx-api.js';
import {machine} from '../../source/machine.js';
import {createStore, openStore} from '../../source/storage/open-store.js';

export const actor = {by: 'bench'};

/** Milliseconds of the CPU that this process took, since then or in all. */
export const cpuSince = (before?: NodeJS.CpuUsage): number => {
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000;
};

/** One call, as `sync-calls` makes it again: its path, and its body if it has one. */
export type Call = readonly [path: string, body?: string];

/** A new store in that folder that is connected to the PBX there, and all calls from then on but those for a token. */
export const connect = async (origin: string, folder: string) => {
	await createStore(path.join(folder, 'store'), machine);
	const store = await openStore(path.join(folder, 'store'), machine);
	await store.loaded;
	await store.commit(actor, () => ({
		kind: 'connect',
		connection: {sn: 'bench', instance: 'bench'},
		pbx: {firmware: '37.23.0.31'},
	}));
	const client = new Client({origin, trust: {}, environment: {}});
	const calls: Call[] = [];
	const send: Client['send'] = async (request, stop) => {
		if (!request.path.endsWith('_token'))
			calls.push(request.body === undefined ? [request.path] : [request.path, request.body]);
		return client.send(request, stop);
	};
	const network = {random: () => 0, wait: async (milliseconds: number) => delay(milliseconds)};
	const api = new PbxApi({
		http: {send},
		network,
		machine,
		random: machine.random,
		stateFolder: path.join(folder, 'state'),
		instance: 'bench',
		login: {origin, clientId: 'client-1'},
		secret: () => 'secret-1',
	});
	return {store, client, network, api, calls};
};
