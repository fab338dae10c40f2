import {type Copy, type CopyOutcomes} from '../../domain/act/copies.js';
import {heldBlocker} from '../../domain/facts.js';
import {seenOf} from '../../domain/outbox/for-pbx.js';
import {pbxStepsOf} from '../../domain/outbox/pbx-steps.js';
import {type Store} from '../../storage/store.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {inLanes} from '../sync/in-lanes.js';
import {type ActsOptions} from './carry-out-acts.js';
import {afterDeletion, sendDeletion} from './deletion.js';
import {strangerIn} from './identity.js';
import {lookAt} from './look.js';
import {resultOfTrouble, type Result, stopped} from './result.js';

const deleteCopy = async (
	api: PbxApi,
	store: Store,
	id: number,
	signal: AbortSignal,
	purged?: Copy,
): Promise<Result> => {
	const session = purged ?? store.session(id);
	if (session === undefined) return {kind: 'left', reason: 'it is not in the store any more'};
	const held = heldBlocker(store, id);
	if (held !== undefined) return stopped(`it is ${held}`);
	const {since} = store.pbxOutbox;
	const changes = store.changesOf(id).filter(({n}) => n > since);
	const former = pbxStepsOf(changes, id).filter(
		({hasBegun, outcome}) => hasBegun && outcome?.failure === undefined,
	);
	const {look, messages} = await lookAt(
		api,
		{session: id, step: {deed: {kind: 'delete'}, seen: purged?.seen ?? seenOf(store, id)}, former},
		signal,
	);
	const stranger = await strangerIn(api, session, messages, signal);
	if (stranger !== undefined) return {kind: 'stranger', reason: stranger};
	if (look.kind === 'gone') return afterDeletion(api, session, signal);
	if (look.kind === 'moved on') return stopped(look.reason);
	return sendDeletion(api, {session, directory: store.directory}, signal);
};

/** Deletes a session on the PBX at once. */
const copyDeleted = async (...copy: Parameters<typeof deleteCopy>): Promise<Result> => {
	try {
		const result = await deleteCopy(...copy);
		// An answer that was lost is looked up: what is still there then is deleted again.
		return result.kind === 'later' ? await deleteCopy(...copy) : result;
	} catch (error) {
		return resultOfTrouble(error);
	}
};

export type DeletingOptions = Pick<ActsOptions, 'api' | 'store' | 'signal' | 'freeze'>;

/** Sessions that are deleted at the same time; the API makes four calls at once at most. */
const atOnce = 6;

/**
Deletes sessions on the PBX at once, because they are to be purged here. That is not in the journal until they are purged:
if that never comes, the PBX says that they are gone when it is tried again. Nothing is asked any more once that makes no
sense.
@param purged those that are not here, or not any more
*/
export const deleteCopies = async (
	{api, store, signal, freeze}: DeletingOptions,
	sessions: readonly number[],
	purged?: ReadonlyMap<number, Copy>,
): Promise<CopyOutcomes> => {
	const outcomes = new Map<number, string | undefined>();
	let over: string | undefined;
	await inLanes(sessions, atOnce, async session => {
		over ??= signal.aborted ? 'it was interrupted' : undefined;
		if (over !== undefined) {
			outcomes.set(session, over);
			return;
		}

		const result = await copyDeleted(api, store, session, signal, purged?.get(session));
		if (result.kind === 'pause' || result.kind === 'stranger') over = result.reason;
		if (result.kind === 'stranger') freeze(result.reason);
		outcomes.set(session, result.kind === 'settled' ? result.outcome.failure : result.reason);
	});
	return outcomes;
};
