import {type Actor, type Change} from '../domain/change.js';
import {type HeldSessions, holdAgain} from '../domain/keep/held-as.js';
import {type NamedHold} from '../domain/keep/hold.js';
import {type Writing} from './writing.js';

/**
Holds what was held where it was exported. Each line follows the import's under the same lock; if the program dies in
between, the same import makes up for it.
@param holds those in force at the time of the call
*/
export const holdImported = async (
	writing: Writing,
	actor: Actor,
	holds: () => readonly NamedHold[],
	held: readonly HeldSessions[],
): Promise<readonly Change[]> => {
	const changes: Change[] = [];
	for (const each of held) {
		const draft = holdAgain(holds(), each);
		if (draft === undefined) continue;
		const change = writing.number(actor, draft);
		await writing.append(change);
		changes.push(change);
	}

	return changes;
};
