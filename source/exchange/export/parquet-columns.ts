import {type SchemaElement} from 'hyparquet-writer';
import {valueAt} from './value-at.js';

/** How the values of a column are kept. Times are told from UTC, so that each reader shows them in its own zone. */
interface Kind {
	readonly element: Omit<SchemaElement, 'name'>;
	/** A value of a record in the form that the writer wants; it is neither missing nor `null`. */
	readonly valueOf: (value: unknown) => unknown;
}

const asItIs = (value: unknown): unknown => value;

const text: Kind = {
	// eslint-disable-next-line unicorn/text-encoding-identifier-case -- the word that Parquet has for it
	element: {type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: {type: 'STRING'}},
	valueOf: value => (typeof value === 'string' ? value : JSON.stringify(value)),
};
const long: Kind = {element: {type: 'INT64'}, valueOf: value => BigInt(value as number)};
const count: Kind = {element: {type: 'INT32'}, valueOf: asItIs};
const number: Kind = {element: {type: 'DOUBLE'}, valueOf: asItIs};
const truth: Kind = {element: {type: 'BOOLEAN'}, valueOf: asItIs};
const time: Kind = {
	element: {
		type: 'INT64',
		converted_type: 'TIMESTAMP_MILLIS',
		logical_type: {type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS'},
	},
	valueOf: value => new Date(value as string),
};

/** Every other part of a record is text; a list, such as that of a message's files, is JSON. */
const kinds: ReadonlyMap<string, Kind> = new Map([
	['id', long],
	['createdAt', time],
	['lastActiveAt', time],
	['handler.id', long],
	['handler.deleted', truth],
	['archived', truth],
	['pickedUp', truth],
	['orphaned', truth],
	['deleted', truth],
	['messages', count],
	['failed', count],
	['files', count],
	['transfers', count],
	['times.firstResponse', long],
	['times.medianResponse', number],
	['times.answers', count],
	['times.missed', truth],
	['times.duration', long],
	['times.handled', long],
	['message.id', long],
	['message.at', time],
	['message.deleted', truth],
]);

export interface ParquetColumn {
	readonly schema: SchemaElement;
	/** The part of a record, ready to be written. */
	readonly read: (record: object) => unknown;
}

/** The column for a part of a record; a name with a dot in it would have to be quoted in every query. */
export const parquetColumn = (path: string): ParquetColumn => {
	const {element, valueOf} = kinds.get(path) ?? text;
	const steps = path.split('.');
	return {
		schema: {name: path.replaceAll('.', '_'), repetition_type: 'OPTIONAL', ...element},
		read(record) {
			const value = valueAt(record, steps);
			return value === undefined || value === null ? null : valueOf(value);
		},
	};
};
