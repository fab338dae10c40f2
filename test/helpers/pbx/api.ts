import {type ExecutionContext} from 'ava';
import {Client} from '../../../source/exchange/http/client.js';
import {PbxApi, type PbxApiOptions} from '../../../source/exchange/yeastar/api/pbx-api.js';
import {kernelLock} from '../../../source/storage/lock.js';
import {nodeFileSystem} from '../../../source/storage/node-file-system.js';
import {temporaryFolder} from '../store.js';
import {furnish, startPbx, type TestPbx} from './pbx.js';
import {type Quirks} from './quirks.js';

export const never: AbortSignal = new AbortController().signal;

export interface ApiOptions extends Partial<PbxApiOptions> {
	/** For one exchange, in milliseconds. */
	readonly timeout?: number;
}

/** The API of that PBX, for a process of its own. Pauses take no time, but are noted in milliseconds. */
export const openApi = (t: ExecutionContext, pbx: TestPbx, {timeout = 120_000, ...more}: ApiOptions = {}) => {
	const pauses: number[] = [];
	const trust = pbx.shows === 'http' ? {} : {pin: pbx.pin};
	const http = new Client({origin: pbx.origin, trust, environment: {}, timeout});
	t.teardown(async () => http.close());
	const api = new PbxApi({
		http,
		network: {
			random: () => 0,
			wait: (milliseconds, signal) => {
				pauses.push(milliseconds);
				return signal.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve();
			},
		},
		machine: {files: nodeFileSystem, lock: kernelLock, now: () => pbx.now},
		random: bytes => 'ab'.repeat(bytes),
		stateFolder: temporaryFolder(t),
		instance: 'instance-1',
		login: {origin: pbx.origin, clientId: pbx.office.clientId},
		secret: () => 'secret-1',
		...more,
	});
	return {api, pauses, http};
};

/** A PBX of a small office, and its API. */
export const openOffice = async (t: ExecutionContext, quirks: Partial<Quirks> = {}) => {
	const pbx = await startPbx(t, {quirks});
	furnish(pbx);
	return {pbx, ...openApi(t, pbx)};
};
