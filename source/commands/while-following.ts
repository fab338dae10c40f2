import {follow} from '../storage/follow.js';
import {type Store} from '../storage/store.js';

/**
Works on a store until the signal comes, and takes in what other processes write to it meanwhile.
@param work ends when the signal comes that it is given
@throws what says why the store cannot be followed any more
*/
export const whileFollowing = async (
	store: Store,
	ended: AbortSignal,
	work: (signal: AbortSignal) => Promise<void>,
): Promise<void> => {
	const broken = new AbortController();
	const unfollow = follow(store, reason => broken.abort(reason));
	try {
		await work(AbortSignal.any([ended, broken.signal]));
	} finally {
		unfollow();
	}

	broken.signal.throwIfAborted();
};
