import {type ColumnField, sessionFields, type SortKey} from './session-fields.js';

/** What a list can show of a session: its fields, and what the system that it came from calls it. */
export type ColumnKey = SortKey | 'ownId';

/** All of them. An id of another system is read from the history, so nothing is sorted by it. */
export const columnFields: Readonly<Record<ColumnKey, ColumnField>> = {
	...sessionFields,
	ownId: {
		title: 'Own ID',
		text: ({id}, {ownId}) => ownId?.(id) ?? '',
		width: 12,
		fits: {upTo: 34},
	},
};

export const isSortKey = (key: ColumnKey): key is SortKey => Object.hasOwn(sessionFields, key);

export const columnKeys = Object.keys(columnFields) as readonly ColumnKey[];
