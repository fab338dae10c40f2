import {handlerLabel} from '../handler.js';
import {pbxTarget, targetLabel} from '../outbox/target.js';
import {counted} from '../../text/count.js';
import {type OperationKind, type TimelineEntry} from './entry.js';

const move = ({from, to}: TimelineEntry): string => `from ${handlerLabel(from!)} to ${handlerLabel(to!)}`;

const acts: Readonly<Record<string, (entry: TimelineEntry) => string>> = {
	transfer: () => 'Transfer',
	close: () => 'Closing',
	archive: () => 'Archiving',
	unarchive: () => 'Unarchiving',
	delete: () => 'Deletion',
	restore: () => 'Restoration',
	'delete-messages': ({messages = 0}) => `Deletion of ${counted(messages, 'message')}`,
};

/** `Transfer of change 12 undone: from Support to 1003 Ann Lee`. */
const takenBack = (entry: TimelineEntry, done: string): string => {
	const {what, of, to} = entry;
	const ofChange = of === undefined ? '' : ` of change ${of}`;
	const act = what === undefined ? 'A lost act' : `${acts[what]!(entry)}${ofChange}`;
	return `${act} ${done}${to ? `: ${move(entry)}` : ''}`;
};

const inTries = (tries: number): string => `in ${tries === 1 ? '1 try' : `${tries} tries`}`;

const minutes = (seconds: number): string =>
	`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

const sentences: Readonly<Record<OperationKind, (entry: TimelineEntry) => string>> = {
	created: ({what = ''}) => `Created (${what})`,
	'picked-up': () => 'Picked up',
	transferred: entry => `Transferred ${move(entry)}`,
	closed: () => 'Closed',
	'closed-automatically': () => 'Closed automatically',
	'closed-by-visitor': () => 'Closed (visitor)',
	call: ({duration}) => (duration === undefined ? 'Call' : `Call of ${minutes(duration)}`),
	'imported-record': ({what = ''}) => what,
	'transferred-on-pbx': entry => `Transferred on the PBX ${move(entry)}, imported`,
	archived: () => 'Archived',
	unarchived: () => 'Unarchived',
	deleted: () => 'Deleted',
	restored: () => 'Restored from the trash',
	'messages-deleted': ({messages = 0}) => `${counted(messages, 'message')} deleted`,
	undone: entry => takenBack(entry, 'undone'),
	redone: entry => takenBack(entry, 'redone'),
	purged: ({messages}) =>
		messages === undefined ? 'Purged' : `${counted(messages, 'deleted message')} purged`,
	held: () => 'Held, so that nothing of it can be deleted',
	released: () => 'Released from a hold',
	delivered: ({tries = 1, target}) =>
		target === pbxTarget
			? `Carried out on the PBX ${inTries(tries)}`
			: `Delivered to ${targetLabel(target)} ${inTries(tries)}`,
	'delivery-failed': ({tries = 1, target}) =>
		target === pbxTarget
			? 'Not carried out on the PBX'
			: `Delivery to ${targetLabel(target)} failed ${inTries(tries)}`,
	'withdrawal-delivered': ({tries = 1}) => `Analytics platform told that it was taken back ${inTries(tries)}`,
	'withdrawal-failed': ({tries = 1}) =>
		`Analytics platform not told that it was taken back ${inTries(tries)}`,
};

const deliveryRemarks = {
	waiting: 'waits to be delivered',
	withdrawn: 'withdrawn before it was delivered',
} as const;

const pbxRemarks = {
	waiting: 'waits for the PBX',
	unknown: 'sent to the PBX, which did not answer yet',
} as const;

/**
One operation as a plain line without its time: `Transferred from 1003 Ann Lee to Support by ann (undone; note: …)`.
Names, notes and words in it are as they came, so it is not yet safe for a terminal.
*/
export const describeOperation = (entry: TimelineEntry): string => {
	const by = entry.by === undefined ? '' : ` by ${entry.by}`;
	const remarks = [
		entry.isTakenBack ? 'undone' : '',
		entry.delivery ? deliveryRemarks[entry.delivery] : '',
		entry.onPbx ? pbxRemarks[entry.onPbx] : '',
		entry.text ?? '',
		entry.note === undefined ? '' : `note: ${entry.note}`,
	].filter(Boolean);
	return `${sentences[entry.kind](entry)}${by}${remarks.length === 0 ? '' : ` (${remarks.join('; ')})`}`;
};
