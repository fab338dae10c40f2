import {type Change} from '../../source/domain/change.js';
import {type Handler} from '../../source/domain/handler.js';
import {type Store} from '../../source/storage/store.js';
import {planDeletion, planTransfer, planUndo} from './built.js';
import {bench as actor, idsOf} from './stores.js';

export const transfer = async (store: Store, sessions: readonly number[], to: Handler): Promise<Change> =>
	store.commit(actor, facts => planTransfer(facts, {sessions, to}).draft);

export const discard = async (store: Store, sessions: readonly number[]): Promise<Change> =>
	store.commit(actor, facts => planDeletion(facts, {sessions}).draft);

export const undo = async (store: Store, n: number): Promise<Change> =>
	store.commit(actor, facts => planUndo(facts, actor, n).draft);

/** Each call gives the next tenth or so of the sessions, spread over the whole store, at most 10,000 of them. */
export const batches = (store: Store): {readonly size: number; readonly next: () => number[]} => {
	const ids = idsOf(store);
	const size = Math.min(10_000, Math.floor(ids.length / 10));
	const step = Math.floor(ids.length / size);
	let batch = 0;
	return {
		size,
		next: () => {
			const offset = batch++ % step;
			return Array.from({length: size}, (_, index) => ids[index * step + offset]!);
		},
	};
};

/** A queue that the session is not with, and so none of the batch that once went where it is. */
export const elsewhere = (store: Store, id: number): Handler => {
	const {name} = store.session(id)!.handler;
	return store.directory.destinations('queue').find(queue => queue.name !== name)!;
};
