import {type Change} from '../change.js';
import {type Connection} from '../connection.js';
import {deliveriesTo, pbxTarget} from './target.js';

/** Acts on sessions that may still have to be carried out on the PBX. */
export interface PbxOutbox {
	/** The number of the change that connected the store, or ended that; nothing before it counts. */
	readonly since: number;
	/** Each with its newest act. What is really due, its changes tell. */
	readonly sessions: ReadonlyMap<number, number>;
}

/** An outbox that follows the journal. */
export interface GrowingPbxOutbox {
	since: number;
	readonly sessions: Map<number, number>;
}

/**
Takes the next change of the journal in. What was refused stays, so that it can be told.
@param before the connection before the change
*/
export const followInPbxOutbox = (
	outbox: GrowingPbxOutbox,
	change: Change,
	before: Connection | undefined,
): void => {
	// A further user who connects keeps the instance.
	if (change.connection !== undefined && change.connection?.instance !== before?.instance) {
		outbox.sessions.clear();
		outbox.since = change.n;
	}

	for (const session of change.forPbx?.sessions ?? []) outbox.sessions.set(session, change.n);
	for (const {of, sessions, failure} of deliveriesTo(pbxTarget, change).deliveries ?? []) {
		if (failure !== undefined) continue;
		for (const session of sessions) if (outbox.sessions.get(session) === of) outbox.sessions.delete(session);
	}
};
