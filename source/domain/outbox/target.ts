import {type Change, type Draft} from '../change.js';
import {type DeliveryOutcome} from './outcome.js';

/** The analytics platform, as a target: the only one there was, so that its lines in the journal do not name it. */
export const platformTarget = 'platform';

/** The PBX that a store is connected to, as a target: acts are carried out there. */
export const pbxTarget = 'pbx';

/** The targets that this program tells of anything. The journal may hold lines about others. */
export const knownTargets: ReadonlySet<string> = new Set([platformTarget, pbxTarget]);

/** The names that a target can have, as a regular expression: also fit for a part of a file's name. */
export const targetForm = String.raw`[a-z][a-z\d-]{0,30}`;

const wholeTarget = new RegExp(`^${targetForm}$`);

export const isTargetName = (text: string): boolean => wholeTarget.test(text);

/** The system that a delivery tells of. */
export const targetOf = ({target = platformTarget}: Pick<Draft, 'target'>): string => target;

/** How a change names the system that it tells of. */
export const toldTo = (target: string): Pick<Draft, 'target'> => (target === platformTarget ? {} : {target});

const labels: ReadonlyMap<string, string> = new Map([
	[platformTarget, 'the analytics platform'],
	[pbxTarget, 'the PBX'],
]);

/** The system's name inside a sentence. */
export const targetLabel = (target: string = platformTarget): string => labels.get(target) ?? target;

const sets = new WeakMap<readonly number[], ReadonlySet<number>>();

/** Whether the list holds the session. Each of ten thousand that were moved at once is asked for, so long lists are remembered as sets. */
export const holds = (sessions: readonly number[], session: number): boolean => {
	if (sessions.length < 32) return sessions.includes(session);
	let set = sets.get(sessions);
	if (set === undefined) {
		set = new Set(sessions);
		sets.set(sessions, set);
	}

	return set.has(session);
};

/** The change's word on deliveries to that target. */
export const deliveriesTo = (target: string, change: Change): Pick<Change, 'deliveries' | 'begun'> =>
	targetOf(change) === target ? change : {};

/** The outcome of a delivery for a session, whatever the target. */
export const outcomeFor = (
	{deliveries}: Pick<Change, 'deliveries'>,
	session: number,
): DeliveryOutcome | undefined => deliveries?.find(({sessions}) => holds(sessions, session));

/** The number of the change that this one takes back or does again in the session, if it does so at all. */
export const formerOf = (change: Change, session: number): number | undefined =>
	change.kind === 'delivery' ? outcomeFor(change, session)?.of : change.of;
