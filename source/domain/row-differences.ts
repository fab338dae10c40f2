import {type ReplayedRow} from './replay.js';

/** The columns by which rows are compared, as texts or numbers. */
const columns: Readonly<Record<string, (row: ReplayedRow) => unknown>> = {
	channel: ({session: {channel}}) => [channel.type, channel.name, channel.number],
	customer: ({session: {customer}}) => [customer.name, customer.number],
	direction: ({session}) => session.outbound,
	created: ({session}) => session.createdAt,
	'last active': ({session}) => session.lastActiveAt,
	handler: ({session: {handler}}) => [handler.kind, handler.id, handler.number, handler.name],
	status: ({session}) => session.status,
	archived: ({session}) => session.archived,
	deleted: ({session, isPurged}) => [session.deleted, isPurged],
	'number of messages': ({session}) => [session.messages, session.failed, session.files],
	transfers: ({session}) => session.transfers,
	'handler by the last import': ({importedHandler: {kind, id, number, name}}) => [kind, id, number, name],
	'status by the last import': ({session, importedStatus = session.status}) => importedStatus,
	'archived by the last import': ({session, importedArchived = session.archived}) => importedArchived,
	'highest message': ({highestMessage, highestTold, highestPurged}) => [
		highestMessage,
		highestTold,
		highestPurged,
	],
	'deleted messages': ({deletedMessages = []}) => [...deletedMessages].toSorted((a, b) => a - b),
	changes: ({touched = []}) => touched,
};

/** The names of the columns in which they differ. */
export const differences = (a: ReplayedRow, b: ReplayedRow): readonly string[] =>
	Object.keys(columns).filter(name => {
		const value = columns[name]!;
		const [first, second] = [value(a), value(b)];
		return first !== second && JSON.stringify(first) !== JSON.stringify(second);
	});
