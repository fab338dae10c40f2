import {isUnseen} from '../../text/unseen.js';
import {type Draft} from '../change.js';
import {idsIn} from '../id-ranges.js';
import {Refusal, refuseIf} from '../refusal.js';
import {type HoldNews, type NamedHold} from './hold.js';
import {withName} from './with-name.js';

type Holds = readonly NamedHold[];

/** @throws Refusal if there is no such hold */
export const findHold = (holds: Holds, name: string): NamedHold => {
	const hold = withName(holds, name);
	if (hold === undefined)
		throw new Refusal(`There is no hold “${name}”. Those that there are: chatlogs hold list`);
	return hold;
};

/**
The change that begins a hold on these sessions.
@throws Refusal if nobody could see the name, or if there is a hold of that name
*/
export const holdDraft = (holds: Holds, hold: HoldNews, held: readonly number[], note?: string): Draft => {
	if (isUnseen(hold.name)) throw new Refusal('A hold needs a name that can be seen.');
	refuseIf(withName(holds, hold.name) && `There is a hold “${hold.name}” already. Choose another name.`);
	return {kind: 'hold', ...(note !== undefined && {note}), hold, held};
};

/**
The change that releases a hold.
@throws Refusal if there is no such hold
*/
export const releaseDraft = (holds: Holds, name: string): Draft => {
	const {n, name: given, sessions} = findHold(holds, name);
	return {kind: 'release', hold: {of: n, name: given}, released: [...idsIn(sessions)]};
};
