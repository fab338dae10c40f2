import {type ColumnKey, columnKeys} from '../domain/column-fields.js';
import {sortKeys} from '../domain/session-fields.js';
import {type StoreIdentity} from '../domain/store-identity.js';
import {type Preferences} from './preferences.js';

interface Identified {
	readonly identity: StoreIdentity;
}

/** The columns that there are in that store: the sessions of a PBX have no id of another system. */
export const columnsOffered = ({identity}: Identified): readonly ColumnKey[] =>
	identity.kind === 'archive' ? columnKeys : sortKeys;

/** The chosen columns that there are in that store; `undefined` if nobody chose any of these. */
export const columnsIn = (
	store: Identified,
	{columns = []}: Pick<Preferences, 'columns'>,
): readonly ColumnKey[] | undefined => {
	const offered = new Set(columnsOffered(store));
	const shown = columns.filter(key => offered.has(key));
	return shown.length === 0 ? undefined : shown;
};

/** The columns to keep: those chosen in that store, and those chosen before that it does not have. */
export const columnsKept = (
	store: Identified,
	{columns = []}: Pick<Preferences, 'columns'>,
	chosen: readonly ColumnKey[],
): readonly ColumnKey[] => {
	const offered = new Set(columnsOffered(store));
	return [...chosen, ...columns.filter(key => !offered.has(key))];
};
