import {type Directory, type Owner} from '../../domain/directory.js';
import {apiHandler, type Handler} from '../../domain/handler.js';
import {type ToldSession} from '../../domain/incoming.js';
import {type Fields, flagOf} from './fields.js';
import {isWaiting, queueOfRecord, toldSessionOf} from './session-record.js';

/** A session in one operator's list. */
export interface Sighting {
	/** The id of the extension whose list it is, 0 for the analytics platform's. */
	readonly list: number;
	/** As the list has it. */
	readonly record: Fields;
}

const handlerOf = ({kind, id, number, name}: Owner): Handler => ({kind, id, number, name});

const extensionOf = (id: number, owners: Directory): Handler => {
	const owner = owners.byId('extension', id);
	return owner ? handlerOf(owner) : {kind: 'extension', id, number: '', name: ''};
};

/** The queue that is named, else the only one that all of these extensions serve. */
const queueOf = (
	named: number | undefined,
	extensions: ReadonlySet<number>,
	owners: Directory,
): Handler | undefined => {
	if (named !== undefined) {
		const owner = owners.byId('queue', named);
		return owner ? handlerOf(owner) : {kind: 'queue', id: named, number: '', name: ''};
	}

	const serving = owners.owners.filter(({kind, deletedAt, agents = []}) => {
		const served = new Set(agents.map(({extension}) => extension));
		return kind === 'queue' && deletedAt === undefined && extensions.isSubsetOf(served);
	});
	return serving.length === 1 ? handlerOf(serving[0]!) : undefined;
};

/** Whether a session in the list of one extension waits in a queue all the same. */
const waitsForOne = (record: Fields, owners: Directory): boolean => {
	const told = isWaiting(record);
	if (told !== undefined) return told;
	// If the record leaves out who picked it up, other agents would have it in their lists, too.
	return (owners.byId('queue', queueOfRecord(record)!)?.agents ?? []).length < 2;
};

/**
Who holds a session, by the lists that it is in: an answer need not tell it.
@param sightings all with the same last message, the newest, and at least one
@param known who held it by the last pull, if its last message was the same then
@returns `undefined` if they do not tell
*/
export const holderBySightings = (
	sightings: readonly Sighting[],
	owners: Directory,
	known?: Handler,
): Handler | undefined => {
	const extensions = new Set(sightings.map(({list}) => list).filter(list => list !== 0));
	if (extensions.size === 0) return apiHandler;
	// Who picks it up leaves a message.
	if (known?.kind === 'queue') return known;
	if (known?.kind === 'extension' && known.id !== 0) extensions.add(known.id);
	const {record} = sightings.find(({record}) => queueOfRecord(record) !== undefined) ?? sightings.at(-1)!;
	if (extensions.size > 1 || waitsForOne(record, owners))
		return queueOf(queueOfRecord(record), extensions, owners);
	return extensionOf([...extensions][0]!, owners);
};

/** Each operator archives for itself: what counts is the list of the one who holds it. */
const archivedBySightings = (
	sightings: readonly Sighting[],
	holder: Handler | undefined,
): boolean | undefined => {
	const list = holder?.kind === 'extension' ? holder.id : holder?.kind === 'api' ? 0 : undefined;
	const own = sightings.filter(sighting => sighting.list === list);
	const told = new Set((own.length > 0 ? own : sightings).map(({record}) => flagOf(record.is_archived)));
	return told.size === 1 ? [...told][0] : undefined;
};

/**
A session as lists have it.
@param sightings as above
@param known as above
@throws Refusal if it cannot be used
*/
export const toldBySightings = (
	sightings: readonly Sighting[],
	owners: Directory,
	known?: Handler,
): ToldSession => {
	const holder = holderBySightings(sightings, owners, known);
	const archived = archivedBySightings(sightings, holder);
	const {channel, customer, status, lastMessage, extra} = toldSessionOf(sightings.at(-1)!.record, owners);
	return {
		channel,
		customer,
		...(status && {status}),
		...(lastMessage !== undefined && {lastMessage}),
		...(extra && {extra}),
		...(holder && {handler: holder}),
		...(archived !== undefined && {archived}),
	};
};
