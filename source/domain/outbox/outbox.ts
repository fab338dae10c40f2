import {type Change, isFromPbx, takesBack} from '../change.js';
import {deliveriesTo, platformTarget} from './target.js';

/**
Sessions of which a target may have to be told something, each with the change that was the reason: a few out of
many, so that nobody has to look through the journal for them. What is really due, their changes tell.
*/
export type Outbox = ReadonlyMap<number, number>;

const addMoves = (outbox: Map<number, number>, change: Change): void => {
	for (const {from, to, sessions} of change.moves ?? []) {
		const isUndo = takesBack(change);
		if (to.kind !== 'api' && !(from.kind === 'api' && isUndo)) continue;
		for (const session of sessions) {
			// The transfer that comes into force again may still wait under its own number.
			if (!(to.kind === 'api' && isUndo && outbox.has(session))) outbox.set(session, change.n);
		}
	}
};

/** Takes the next change of the journal into the outbox of the platform. What failed for good stays, so that it can be tried again. */
export const followInOutbox = (outbox: Map<number, number>, change: Change): void => {
	if (!isFromPbx(change)) addMoves(outbox, change);
	if (change.kind === 'erasing')
		for (const {sessions} of change.purged ?? [])
			for (const session of sessions) outbox.set(session, change.n);
	for (const {of, sessions, failure} of deliveriesTo(platformTarget, change).deliveries ?? []) {
		if (failure !== undefined) continue;
		for (const session of sessions) if (outbox.get(session) === of) outbox.delete(session);
	}
};
