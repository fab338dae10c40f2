import {type ImportedState} from '../history.js';
import {type ToldSession} from '../incoming.js';
import {type Session} from '../session.js';

/** The state of a session after an import. */
interface MergedState extends Pick<Session, 'status' | 'archived'>, ImportedState {
	/** A local act stays, because the PBX says what it said before. */
	readonly kept: boolean;
}

/** Unchanged there, the local act stays; changed there, the PBX wins. */
const present = <Value>(shown: Value, imported: Value, told: Value): Value =>
	told === imported ? shown : told;

/** Compares with what the last import said. */
export const mergeState = (
	session: Pick<Session, 'status' | 'archived'>,
	{importedStatus = session.status, importedArchived = session.archived}: ImportedState,
	told: Pick<ToldSession, 'status' | 'archived'> = {},
): MergedState => {
	const said = {status: told.status ?? importedStatus, archived: told.archived ?? importedArchived};
	const status = present(session.status, importedStatus, said.status);
	const archived = present(session.archived, importedArchived, said.archived);
	return {
		status,
		archived,
		...(said.status !== status && {importedStatus: said.status}),
		...(said.archived !== archived && {importedArchived: said.archived}),
		kept:
			(told.status !== undefined && told.status !== status) ||
			(told.archived !== undefined && told.archived !== archived),
	};
};
