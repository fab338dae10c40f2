import {actorLabel, type ActKind, type Change, type ChangeKind, isAct, takesBack} from '../change.js';
import {type Facts} from '../facts.js';
import {withTakenBack} from '../taken-back.js';
import {type Effect, effectsOn} from '../effects.js';
import {type Handover, handoversOf} from '../outbox/handover.js';
import {formerOf, outcomeFor, platformTarget, targetOf} from '../outbox/target.js';
import {type OperationKind, type TimelineEntry} from './entry.js';

const kindOfChange: Readonly<Record<ChangeKind, OperationKind | undefined>> = {
	transfer: 'transferred',
	close: 'closed',
	archive: 'archived',
	unarchive: 'unarchived',
	delete: 'deleted',
	restore: 'restored',
	'delete-messages': 'messages-deleted',
	undo: 'undone',
	redo: 'redone',
	import: 'transferred-on-pbx',
	sync: 'transferred-on-pbx',
	connect: undefined,
	purge: 'purged',
	pbx: undefined,
	platform: undefined,
	'read-only': undefined,
	feed: undefined,
	delivery: 'redone',
	tidy: undefined,
	hold: 'held',
	release: 'released',
	policy: undefined,
	'policy-simulated': undefined,
	'policy-run': undefined,
	'policy-removed': undefined,
	erasing: 'purged',
	erased: undefined,
	deferred: undefined,
	export: undefined,
	repair: undefined,
	lost: undefined,
};

/** The part of the store's facts that tells how far acts are on the PBX. */
export type PbxFacts = Pick<Facts, 'pbxState'>;

type Side = {readonly what: ActKind | 'purge' | 'hold'} & Pick<TimelineEntry, 'from' | 'to' | 'messages'>;

/**
An effect from the side of a session; `undefined` if it alters nothing in it.
@param isBack whether it takes back what the act did
*/
const sideBy = (effect: Effect, isBack: boolean): Side | undefined => {
	switch (effect.kind) {
		case 'moved': {
			return {what: 'transfer', from: effect.from, to: effect.to};
		}

		case 'deleted':
		case 'restored': {
			return {what: (effect.kind === 'deleted') === isBack ? 'restore' : 'delete'};
		}

		case 'closed':
		case 'reopened': {
			return {what: 'close'};
		}

		case 'archived':
		case 'unarchived': {
			return {what: (effect.kind === 'archived') === isBack ? 'unarchive' : 'archive'};
		}

		case 'messages-deleted':
		case 'messages-restored': {
			return {what: 'delete-messages', messages: effect.counts.messages};
		}

		case 'purged': {
			return {what: 'purge'};
		}

		case 'messages-purged': {
			return {what: 'purge', messages: effect.ids.length};
		}

		case 'held':
		case 'released': {
			return {what: 'hold'};
		}

		case 'confirmed':
		case 'told':
		case 'partly-told': {
			return undefined;
		}
	}
};

/** The effect of the change on this session; a change has one kind of effect. */
const sideOf = (change: Change, session: number): Side | undefined => {
	for (const effect of effectsOn(change)) {
		const side = sideBy(effect, takesBack(change));
		if (side && effect.sessions.includes(session)) return side;
	}

	return undefined;
};

/** The number of the act that is taken back or done again in the session, however often it was already. */
const actOf = (change: Change, session: number, changes: ReadonlyMap<number, Change>): number | undefined => {
	if (isAct(change)) return change.n;
	const of = formerOf(change, session);
	if (change.kind === 'undo') return of;
	const former = changes.get(of ?? 0);
	return former && former.n < change.n ? actOf(former, session, changes) : undefined;
};

/** Whether the platform will be told of a transfer that it has not heard of. */
const deliveryOf = (handover: Handover | undefined): Pick<TimelineEntry, 'delivery'> =>
	handover && !handover.outcome ? {delivery: handover.isInForce ? 'waiting' : 'withdrawn'} : {};

const operationOfDelivery = (
	change: Change,
	session: number,
	handovers: readonly Handover[],
): TimelineEntry | undefined => {
	const outcome = outcomeFor(change, session);
	if (outcome === undefined) return undefined;
	const {of, tries, failure, words} = outcome;
	const target = targetOf(change);
	const told =
		target === platformTarget && handovers.some(({undo}) => undo?.n === of) ? 'withdrawal' : 'delivery';
	const done = told === 'delivery' ? 'delivered' : 'withdrawal-delivered';
	return {
		at: change.at,
		kind: failure === undefined ? done : `${told}-failed`,
		by: actorLabel(change),
		tries,
		...(target !== platformTarget && {target}),
		...(failure !== undefined && {text: words === undefined ? failure : `${failure}: “${words}”`}),
		change: change.n,
	};
};

/** Whether an act is still to be settled on the connected PBX. */
const onPbxOf = (facts: PbxFacts, session: number, change: Change): Pick<TimelineEntry, 'onPbx'> => {
	const state = change.forPbx && facts.pbxState?.(session, change);
	return state === 'waiting' || state === 'unknown' ? {onPbx: state} : {};
};

/**
The changes seen from the side of a session that they touched; both oldest first.
@param facts how far acts are on the connected PBX, where that is told
*/
export const operationsOfChanges = (
	changes: readonly Change[],
	session: number,
	facts: PbxFacts = {},
): TimelineEntry[] => {
	const byNumber = new Map(changes.map(change => [change.n, change]));
	const handovers = handoversOf(changes, session);
	const entries: TimelineEntry[] = [];
	for (const {change, isTakenBack} of withTakenBack(changes.toReversed(), session)) {
		const side = sideOf(change, session);
		const kind = takesBack(change) ? 'undone' : kindOfChange[change.kind];
		if (side !== undefined && kind !== undefined) {
			const {what, ...rest} = side;
			const of = isAct(change) || change.hold ? undefined : actOf(change, session, byNumber);
			entries.unshift({
				at: change.at,
				kind,
				by: actorLabel(change),
				...rest,
				...(change.hold && {text: `“${change.hold.name}”`}),
				...(change.note !== undefined && {note: change.note}),
				change: change.n,
				...(of !== undefined && {what, of}),
				...(change.kind === 'connect' && {what}),
				...(isAct(change) && isTakenBack && {isTakenBack}),
				...deliveryOf(handovers.find(({transfer}) => transfer === change)),
				...onPbxOf(facts, session, change),
			});
		}

		const delivery = operationOfDelivery(change, session, handovers);
		if (delivery) entries.unshift(delivery);
	}

	return entries;
};
