import {createHash} from 'node:crypto';
import {type Change} from '../../domain/change.js';
import {describeChange} from '../../domain/describe-change.js';
import {type Directory} from '../../domain/directory.js';
import {touchedSessions} from '../../domain/effects.js';
import {type Handler, handlerKey} from '../../domain/handler.js';
import {hasId} from '../../domain/id-ranges.js';
import {isSpoken, type Message} from '../../domain/message.js';
import {type Session} from '../../domain/session.js';
import {type Store} from '../../storage/store.js';
import {authorKind} from '../export/message-record.js';
import {type CopyValue, storable} from './copy-text.js';
import {type Partitioned} from './schema.js';

/** The columns of each table in the order in which rows give their values, and how many of them are its key. */
export const columnsOf: Readonly<
	Record<Partitioned, {readonly columns: readonly string[]; readonly key: number}>
> = {
	session: {
		key: 2,
		columns: [
			'store',
			'id',
			'channel_type',
			'channel_name',
			'channel_number',
			'customer_name',
			'customer_number',

			'outbound',
			'owner_key',
			'owner_kind',
			'owner_number',
			'owner_name',
			'status',
			'archived',
			'deleted',
			'held',
			'transfers',
			'messages',
			'failed',
			'files',
			'created_at',
			'last_active_at',
		],
	},
	message: {
		key: 3,
		columns: [
			'store',
			'session',
			'id',
			'sent_at',
			'type',
			'spoken',
			'author_kind',
			'author_code',
			'author_key',
			'author_number',
			'author_name',
			'text',
			'files',
			'delivery',
			'error',
			'deleted',
		],
	},
	change: {
		key: 2,
		columns: ['store', 'n', 'made_at', 'made_by', 'made_as', 'kind', 'description', 'note', 'of', 'sessions'],
	},
	owner: {
		key: 2,
		columns: ['store', 'key', 'owner', 'kind', 'number', 'name', 'deleted', 'deleted_at'],
	},
};

/** Characters of a key beyond which an index might not take it: it has room for 2,704 bytes. */
const longestKey = 200;

/** The key of a handler as it stands in the tables. */
const ownerKey = (handler: Handler): string => {
	const key = storable(handlerKey(handler));
	return key.length <= longestKey
		? key
		: `${storable(key.slice(0, longestKey))}…${createHash('sha256').update(key).digest('hex')}`;
};

const timeOf = (at: number | undefined): CopyValue => (at === undefined ? undefined : {at});

type RowOf<Value> = (value: Value) => readonly CopyValue[];

/** How a store's sessions become rows. */
export const sessionRow =
	(store: string, {held}: Pick<Store, 'held'>): RowOf<Session> =>
	({id, channel, customer, handler, ...session}) => [
		store,
		id,
		channel.type,
		channel.name,
		channel.number,
		customer.name,
		customer.number,
		session.outbound,
		ownerKey(handler),
		handler.kind,
		handler.number,
		handler.name,
		session.status,
		session.archived,
		session.deleted,
		hasId(held, id),
		session.transfers,
		session.messages,
		session.failed,
		session.files,
		timeOf(session.createdAt),
		timeOf(session.lastActiveAt),
	];

/** How the messages of one session become rows. */
export const messageRow = (store: string, session: Session, deleted: ReadonlySet<number>): RowOf<Message> => {
	return message => {
		const {id, at, type, author, text, files, delivery, error} = message;
		const {userType: code, number, name} = author;
		const kind = authorKind(author, session);
		return [
			store,
			session.id,
			id,
			{at},
			type,
			isSpoken(message),
			kind,
			code,
			kind === 'extension' ? ownerKey({kind, id: 0, number, name}) : undefined,
			number,
			name,
			text,
			files && {json: files},
			delivery,
			error,
			deleted.has(id),
		];
	};
};

export const changeRow =
	(store: string): RowOf<Change> =>
	change => {
		const {n, at, by, as, kind, note, of} = change;
		return [store, n, {at}, by, as, kind, describeChange(change), note, of, touchedSessions(change).size];
	};

/**
The rows of all owners of a store: those that the PBX listed, under each key by which a session or a message may name
them, and those that only sessions name.
*/
export const ownerRows = (
	store: string,
	directory: Directory,
	handlers: Iterable<Handler>,
): readonly (readonly CopyValue[])[] => {
	const rows = new Map<string, readonly CopyValue[]>();
	const add = (named: Handler): void => {
		const key = ownerKey(named);
		if (rows.has(key)) return;
		const found = directory.find(named);
		const {kind, number, name} = found ?? named;
		const owner = ownerKey(found ?? named);
		rows.set(key, [
			store,
			key,
			owner,
			kind,
			number,
			name,
			directory.isDeleted(named),
			timeOf(found?.deletedAt),
		]);
	};

	for (const owner of directory.owners) {
		add(owner);
		if (owner.kind === 'extension') add({...owner, id: 0});
	}

	for (const handler of handlers) add(handler);
	return [...rows.values()];
};
