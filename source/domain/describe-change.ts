import {type Change, type DeliveryBeginning} from './change.js';
import {touchedSessions} from './effects.js';
import {handlerLabel} from './handler.js';
import {platformTarget, targetOf} from './outbox/target.js';
import {counted, formatCount} from '../text/count.js';

const sessionsOf = (change: Change): string => counted(touchedSessions(change).size, 'session');

const brought = (verb: string, {import: summary}: Change): string => {
	const {added, changed, refused} = summary!;
	return `${verb} ${formatCount(added)} new, ${formatCount(changed)} changed${refused > 0 ? `, ${formatCount(refused)} refused` : ''}`;
};

const facts = ({pbx = {}}: Change): string =>
	Object.entries(pbx)
		.map(([name, value]) => `${name}=${value === true ? 'on' : value === false ? 'off' : value}`)
		.join(' ');

const messagesDeleted = ({messagesDeleted: sets = []}: Change): string =>
	sets.map(set => `${counted(set.messages, 'message')} of session ${set.session}`).join(', ');

const sessionsIn = (outcomes: readonly DeliveryBeginning[]): string =>
	counted(
		outcomes.reduce((sum, {sessions}) => sum + sessions.length, 0),
		'session',
	);

const delivery = (change: Change): string => {
	const {deliveries = [], begun = [], ...effects} = change;
	const target = targetOf(change);
	const [told, to] = target === platformTarget ? ['Platform told', ''] : [`${target} told`, ` to ${target}`];
	const back = touchedSessions(effects).size;
	const {true: taken = [], false: failed = []} = Object.groupBy(deliveries, ({failure}) =>
		failure === undefined ? 'true' : 'false',
	);
	return [
		...(taken.length > 0 ? [`${told} of ${sessionsIn(taken)}`] : []),
		...(failed.length > 0 ? [`Delivery of ${sessionsIn(failed)}${to} failed: ${failed[0]!.failure!}`] : []),
		...(begun.length > 0 ? [`${told} of a part of ${sessionsIn(begun)}`] : []),
		...(back > 0 ? [`Put back ${counted(back, 'session')}`] : []),
	].join('. ');
};

const sentences: Readonly<Record<Change['kind'], (change: Change) => string>> = {
	transfer(change) {
		const destinations = new Set(change.moves?.map(move => handlerLabel(move.to)));
		return `Transferred ${sessionsOf(change)} to ${[...destinations].join(', ')}`;
	},
	delete: change => `Deleted ${sessionsOf(change)}`,
	'delete-messages': change => `Deleted ${messagesDeleted(change)}`,
	undo: change => `Undid change ${change.of!}: ${sessionsOf(change)}`,
	redo: change => `Took back undo ${change.of!}: ${sessionsOf(change)}`,
	import: change => brought('Imported', change),
	sync: change => brought('Synced', change),
	connect(change) {
		if (!change.connection) return 'Disconnected from the PBX';
		const back = touchedSessions(change).size;
		const told = back === 0 ? '' : `. Put back ${counted(back, 'session')}`;
		return `Connected to the PBX ${change.connection.sn}${told}`;
	},
	purge: change => `Purged ${sessionsOf(change)}`,
	platform: ({platform}) =>
		platform ? `URL of the platform set: ${platform}` : 'URL of the platform taken away',
	delivery,
	pbx: change => `PBX facts set: ${facts(change)}`,
	tidy: () => 'Moved histories together; no session was altered',
	repair: () => 'Store repaired',
	lost: () => 'Lost: its line was damaged, so nobody can tell what it did',
};

/** What a change did, in one line without its time, actor and note. Names in it are as they came. */
export const describeChange = (change: Change): string => sentences[change.kind](change);
