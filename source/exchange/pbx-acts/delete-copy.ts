import {heldBlocker} from '../../domain/facts.js';
import {seenOf} from '../../domain/outbox/for-pbx.js';
import {pbxStepsOf} from '../../domain/outbox/pbx-steps.js';
import {type Session} from '../../domain/session.js';
import {type Store} from '../../storage/store.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {afterDeletion, sendDeletion} from './deletion.js';
import {strangerIn} from './identity.js';
import {lookAt} from './look.js';
import {resultOfTrouble, type Result, stopped} from './result.js';

const deleteCopy = async (
	api: PbxApi,
	store: Store,
	id: number,
	signal: AbortSignal,
	erased?: Session,
): Promise<Result> => {
	const session = erased ?? store.session(id);
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
		{session: id, step: {deed: {kind: 'delete'}, seen: seenOf(store.table, id)}, former},
		signal,
	);
	const stranger = await strangerIn(api, session, messages, signal);
	if (stranger !== undefined) return {kind: 'stranger', reason: stranger};
	if (look.kind === 'gone') return afterDeletion(api, session, signal);
	if (look.kind === 'moved on') return stopped(look.reason);
	return sendDeletion(api, {session, directory: store.directory}, signal);
};

/**
Deletes a session on the PBX at once, because it is to be purged here, or was. It is not in the journal until it is purged: if that
never comes, the PBX says that it is gone when it is tried again.
@param erased the session as it was, if it is not here any more
*/
export const copyDeleted = async (
	api: PbxApi,
	store: Store,
	id: number,
	signal: AbortSignal,
	erased?: Session,
): Promise<Result> => {
	try {
		const result = await deleteCopy(api, store, id, signal, erased);
		// An answer that was lost is looked up: what is still there then is deleted again.
		return result.kind === 'later' ? await deleteCopy(api, store, id, signal, erased) : result;
	} catch (error) {
		return resultOfTrouble(error);
	}
};
