import {broughtKinds, broughtLabels} from './brought.js';
import {type Change, isFromPbx, type MessageSet, type Move} from './change.js';
import {type DeliveryBeginning, type DeliveryOutcome} from './outbox/outcome.js';
import {countIds, type IdRanges} from './id-ranges.js';
import {alteredSessions} from './effects.js';
import {handlerLabel} from './handler.js';
import {typedName} from './pbx.js';
import {pbxTarget, platformTarget, targetOf} from './outbox/target.js';
import {counted, formatCount} from '../text/count.js';

const sessionsOf = (change: Change): string => counted(alteredSessions(change).size, 'session');

const brought = (verb: string, {import: summary}: Change): string => {
	const {added, changed, refused} = summary!;
	return `${verb} ${formatCount(added)} new, ${formatCount(changed)} changed${refused > 0 ? `, ${formatCount(refused)} refused` : ''}`;
};

const factText = (name: string, value: unknown): string => {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	return String(value) + (name === 'deleteGrace' ? 's' : '');
};

/** As they are typed. */
const facts = ({pbx = {}}: Change): string =>
	Object.entries(pbx)
		.map(([name, value]) => `${typedName(name)}=${factText(name, value)}`)
		.join(' ');

const messagesIn = (sets: readonly MessageSet[] = []): string =>
	sets.map(set => `${counted(set.messages, 'message')} of session ${set.session}`).join(', ');

/** What an undo or redo altered: messages, or else sessions. */
const alteredBy = (change: Change): string =>
	messagesIn(change.messagesRestored ?? change.messagesDeleted) || sessionsOf(change);

const sessionsIn = (outcomes: readonly DeliveryBeginning[]): string =>
	counted(
		outcomes.reduce((sum, {sessions}) => sum + sessions.length, 0),
		'session',
	);

/** Our own words, and those of the PBX. */
const failureText = ({failure, words}: DeliveryOutcome): string =>
	words === undefined ? failure! : `${failure!}: “${words}”`;

/** The outcome of acts on the connected PBX. */
const carriedOut = ({deliveries = [], begun = []}: Change): readonly string[] => {
	const {
		done = [],
		stopped = [],
		refused = [],
	} = Object.groupBy(deliveries, ({failure, isStopped}) =>
		failure === undefined ? 'done' : isStopped ? 'stopped' : 'refused',
	);
	return [
		...(done.length > 0 ? [`Carried out on the PBX for ${sessionsIn(done)}`] : []),
		...(refused.length > 0
			? [`Not carried out on the PBX for ${sessionsIn(refused)}: ${failureText(refused[0]!)}`]
			: []),
		...(stopped.length > 0
			? [`Waits for somebody to decide, for ${sessionsIn(stopped)}: ${stopped[0]!.failure!}`]
			: []),
		...(begun.length > 0 ? [`Sent to the PBX for ${sessionsIn(begun)}`] : []),
	];
};

const delivered = (change: Change): readonly string[] => {
	const {deliveries = [], begun = []} = change;
	const target = targetOf(change);
	const [told, to] =
		target === platformTarget ? ['Analytics platform told', ''] : [`${target} told`, ` to ${target}`];
	const {true: taken = [], false: failed = []} = Object.groupBy(deliveries, ({failure}) =>
		failure === undefined ? 'true' : 'false',
	);
	return [
		...(taken.length > 0 ? [`${told} of ${sessionsIn(taken)}`] : []),
		...(failed.length > 0 ? [`Delivery of ${sessionsIn(failed)}${to} failed: ${failed[0]!.failure!}`] : []),
		...(begun.length > 0 ? [`${told} of a part of ${sessionsIn(begun)}`] : []),
	];
};

const delivery = (change: Change): string => {
	const told = targetOf(change) === pbxTarget ? carriedOut(change) : delivered(change);
	const back = alteredSessions(change).size;
	return [...told, ...(back > 0 ? [`Put back ${counted(back, 'session')}`] : [])].join('. ');
};

const sentences: Readonly<Record<Change['kind'], (change: Change) => string>> = {
	transfer(change) {
		const destinations = new Set(change.moves?.map(move => handlerLabel(move.to)));
		return `Transferred ${sessionsOf(change)} to ${[...destinations].join(', ')}`;
	},
	close: change => `Closed ${sessionsOf(change)}`,
	archive: change => `Archived ${sessionsOf(change)}`,
	unarchive: change => `Unarchived ${sessionsOf(change)}`,
	delete: change => `Deleted ${sessionsOf(change)}`,
	restore: change => `Restored ${sessionsOf(change)} from the trash`,
	'delete-messages': change => `Deleted ${messagesIn(change.messagesDeleted)}`,
	undo: change => `Undid ${change.isPartial ? 'a part of ' : ''}change ${change.of!}: ${alteredBy(change)}`,
	redo: change => `Took back undo ${change.of!}: ${alteredBy(change)}`,
	import: change => brought('Imported', change),
	sync: change => brought('Synced', change),
	connect(change) {
		if (!change.connection) return 'Disconnected from the PBX';
		const back = alteredSessions(change).size;
		const told = back === 0 ? '' : `. Put back ${counted(back, 'session')}`;
		return `Connected to the PBX ${change.connection.sn}${told}`;
	},
	purge: change => `Purged ${sessionsOf(change)}`,
	platform: ({platform}) =>
		platform ? `URL of the analytics platform set: ${platform}` : 'URL of the analytics platform removed',
	'read-only': ({readOnly}) => (readOnly ? 'Made read-only' : 'Made writable again'),
	feed: ({feed}) => (feed ? `Fed to ${feed} from now on` : 'The feed to a database ended'),
	delivery,
	pbx: change => `PBX facts set: ${facts(change)}`,
	hold: ({hold, held = []}) =>
		hold!.of === undefined
			? `Hold “${hold!.name}” began: ${counted(held.length, 'session')}`
			: `Hold “${hold!.name}” took in ${counted(held.length, 'session')} that came later`,
	release: ({hold, released = []}) => `Hold “${hold!.name}” released: ${counted(released.length, 'session')}`,
	policy: ({policy}) => `Policy “${policy!.name!}” ${policy!.of === undefined ? 'set' : 'edited'}`,
	'policy-simulated': ({policy}) => `Policy “${policy!.name!}” simulated`,
	'policy-run': ({policy}) => `Policy “${policy!.name!}” ran and found nothing`,
	'policy-removed': ({policy}) => `Policy “${policy!.name!}” removed`,
	erasing: change => `Erased a person: ${sessionsOf(change)}`,
	erased({unfetched = []}) {
		const count = countIds(unfetched);
		const told = count === 0 ? '' : `. Deleted on the PBX alone: ${counted(count, 'session')}`;
		return `Nothing is left of a person who was erased${told}`;
	},
	deferred: () => 'A person is to be erased, and a hold keeps them',
	export: ({exported}) =>
		`Exported ${counted(exported!.sessions, 'session')} as ${exported!.format}; nothing was altered`,
	tidy: () => 'Moved histories together; no session was altered',
	repair: () => 'Store repaired',
	lost: () => 'Lost: its line was damaged, so nobody can tell what it did',
};

/** One line for a change, without its time, actor and note. Names in it are as they came. */
export const describeChange = (change: Change): string => sentences[change.kind](change);

/** `From 1003 Ann Lee to Support: 12 sessions`. Names are as they came. */
export const moveText = ({from, to, sessions}: Move): string =>
	`From ${handlerLabel(from)} to ${handlerLabel(to)}: ${counted(sessions.length, 'session')}`;

/** The yield of an import, with its name; nothing for other changes. `undefined` where its line does not tell. */
export const broughtBy = (
	change: Pick<Change, 'kind' | 'brought'>,
): readonly (readonly [label: string, ids: IdRanges])[] | undefined => {
	if (!isFromPbx(change)) return [];
	const {brought} = change;
	return (
		brought &&
		broughtKinds.flatMap(each => (brought[each] ? [[broughtLabels[each], brought[each]] as const] : []))
	);
};
