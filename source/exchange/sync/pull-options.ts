import {type Actor} from '../../domain/change.js';
import {type Store} from '../../storage/store.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';

export interface PullOptions {
	readonly store: Store;
	readonly api: PbxApi;
	readonly actor: Actor;
	/** Ends it; what was read by then is taken in. */
	readonly signal: AbortSignal;
	/** Whether everything is compared, also what was read before. */
	readonly isFull?: boolean;
	/** Whether only some of the lists are asked. */
	readonly isPoll?: boolean;
	/**
	Whether an act on the session was sent to the PBX, or settled, after the change of that number: an answer that is
	older says nothing of it, so it is asked for again.
	*/
	readonly actedSince?: (session: number, change: number) => boolean;
	/** Told how many sessions were read, and which part of all that is, from 0 to 1. */
	readonly onProgress?: (done: number, part: number) => void;
}
