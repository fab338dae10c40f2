import {Refusal} from '../../../domain/refusal.js';
import {type Store} from '../../../storage/store.js';

type Followed = Pick<Store, 'connection' | 'subscribe'>;

/**
A signal that comes once the store turns out to be connected anew, mostly to another PBX, or to none: what the former
tells is no news of the store any more, and no act of the store is meant for it. Its reason is a Refusal.
*/
export const boundSignal = (store: Followed): {readonly signal: AbortSignal; readonly stop: () => void} => {
	const instance = store.connection?.instance;
	const changed = new AbortController();
	const stop = store.subscribe(() => {
		if (store.connection?.instance !== instance)
			changed.abort(
				new Refusal(
					'Ended, as the store was connected anew meanwhile, or disconnected. The next chatlogs sync asks the PBX that it has now.',
				),
			);
	});
	return {signal: changed.signal, stop};
};

/**
Works with the PBX that the store is connected to as long as it is.
@param ended ends it, too
@throws Refusal if it was connected anew meanwhile, or disconnected
*/
export const whileBound = async <Result>(
	store: Followed,
	ended: AbortSignal,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
	const {signal, stop} = boundSignal(store);
	try {
		const result = await work(AbortSignal.any([ended, signal]));
		signal.throwIfAborted();
		return result;
	} finally {
		stop();
	}
};
