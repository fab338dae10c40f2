import {Refusal} from '../../domain/refusal.js';
import {type Store} from '../../storage/store.js';
import {type PbxApi} from './api/pbx-api.js';
import {fetchFiles, type FetchReport, usualQuota} from './fetch-files.js';

interface AttachmentsRequest {
	readonly store: Store;
	readonly api: PbxApi;
	/** The only place that files are fetched from: `https://HOST:PORT`. */
	readonly origin: string;
	readonly signal: AbortSignal;
}

const megabyte = 1_000_000;

/**
Fetches the files of messages, if the store keeps them. That some cannot be had, or none, is no error of a sync.
@returns `undefined` if it keeps none
*/
export const fetchAttachments = async (request: AttachmentsRequest): Promise<FetchReport | undefined> => {
	const {keepFiles = false, filesQuota} = request.store.pbx;
	if (!keepFiles) return undefined;
	try {
		const quota = filesQuota === undefined ? usualQuota : filesQuota * megabyte;
		return await fetchFiles({...request, quota});
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return {fetched: 0, size: 0, missing: 0, later: `could not be asked for files: ${error.message}`};
	}
};
