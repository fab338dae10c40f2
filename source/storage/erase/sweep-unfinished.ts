import {type Machine} from '../machine.js';
import {type Store} from '../store.js';
import {readUnfinished, replaceKept} from './unfinished.js';

/** Removes what a process left that ended before its erasure had begun, or after it was done. */
export const sweepUnfinished = async (machine: Machine, store: Store): Promise<void> => {
	const {id} = store.identity;
	if (!readUnfinished(machine).some(each => each.store === id)) return;
	// Under the store's lock, so that no erasure begins meanwhile.
	await store.write(async () => {
		const begun = new Set(store.erasures.flatMap(({id, state}) => (state === 'begun' ? id : [])));
		await replaceKept(machine, kept => kept.filter(each => each.store !== id || begun.has(each.id)));
	});
};
