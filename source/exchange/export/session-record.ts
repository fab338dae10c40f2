import {type Directory} from '../../domain/directory.js';
import {type Handler} from '../../domain/handler.js';
import {type Channel, isPickedUp, type Party, recipient, sender, type Session} from '../../domain/session.js';
import {type StoreIdentity} from '../../domain/store-identity.js';
import {isoTime} from './iso-time.js';

interface HandlerRecord extends Handler {
	/** Whether it is a deleted extension or queue. */
	readonly deleted: boolean;
}

/** A session as scripts see it. Times are ISO 8601 in UTC. */
export interface SessionRecord {
	readonly id: number;
	/** What the system that it came from calls it, if that is another than the PBX. */
	readonly ownId?: string;
	readonly channel: Channel;
	readonly customer: Party;
	readonly sender: Party;
	readonly recipient: Party;
	readonly createdAt: string | null;
	readonly lastActiveAt: string | null;
	readonly handler: HandlerRecord;
	readonly status: string;
	readonly archived: boolean;
	readonly pickedUp: boolean;
	readonly orphaned: boolean;
	readonly deleted: boolean;
	readonly messages: number;
	readonly failed: number;
	readonly files: number;
	readonly transfers: number;
}

export const sessionRecord = (session: Session, directory: Directory, ownId?: string): SessionRecord => {
	const {id, channel, customer, handler, status, archived, deleted} = session;
	const {messages, failed, files, transfers} = session;
	const isDeleted = directory.isDeleted(handler);
	return {
		id,
		...(ownId !== undefined && {ownId}),
		channel: {type: channel.type, name: channel.name, number: channel.number},
		customer,
		sender: sender(session),
		recipient: recipient(session),
		createdAt: isoTime(session.createdAt),
		lastActiveAt: isoTime(session.lastActiveAt),
		handler: {
			kind: handler.kind,
			id: handler.id,
			number: handler.number,
			name: handler.name,
			deleted: isDeleted,
		},
		status,
		archived,
		pickedUp: isPickedUp(session),
		orphaned: isDeleted,
		deleted,
		messages,
		failed,
		files,
		transfers,
	};
};

/** The columns of CSV: every part of a record, by its path. */
export const sessionPaths: readonly string[] = [
	'id',
	...['type', 'name', 'number'].map(name => `channel.${name}`),
	...['customer', 'sender', 'recipient'].flatMap(party => [`${party}.name`, `${party}.number`]),
	'createdAt',
	'lastActiveAt',
	...['kind', 'id', 'number', 'name', 'deleted'].map(name => `handler.${name}`),
	'status',
	'archived',
	'pickedUp',
	'orphaned',
	'deleted',
	'messages',
	'failed',
	'files',
	'transfers',
];

/** Those where sessions have an id of their own system, too. */
export const archivePaths: readonly string[] = sessionPaths.flatMap(path =>
	path === 'id' ? ['id', 'ownId'] : [path],
);

export const sessionPathsIn = ({kind}: StoreIdentity): readonly string[] =>
	kind === 'archive' ? archivePaths : sessionPaths;
