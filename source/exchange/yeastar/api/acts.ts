import {type Handler} from '../../../domain/handler.js';
import {code} from './error-codes.js';
import {type PbxApi} from './pbx-api.js';
import {type Scope, userOfScope} from './sessions.js';
import {type ToldVerdict} from './verdict.js';
import {type Parameters} from './wire.js';

/** In whose list a session is. */
export type Operator = Scope & {
	/**
	The id of the extension, which the guide's text asks for where its example has the number. Only if no extension has it
	for a number, else another one's list might be hit.
	*/
	readonly id?: number;
};

/** Gives a session to another; its status stays as it is. */
export const transferSession = async (
	api: PbxApi,
	session: number,
	{kind, id}: Handler & {readonly kind: 'extension' | 'queue' | 'api'},
	signal: AbortSignal,
): Promise<ToldVerdict> =>
	api.act(
		{
			endpoint: 'message_session/transfer',
			body: {session_id: session, destination_type: kind, destination_id: kind === 'api' ? 0 : id},
		},
		signal,
	);

export const closeSession = async (api: PbxApi, session: number, signal: AbortSignal): Promise<ToldVerdict> =>
	api.act({endpoint: 'message_session/close', body: {session_id: session}}, signal);

/** By the number first; if the PBX knows nothing by that, by the id. That answer says that nothing was done. */
const byNumberOrId = async (
	operator: Operator,
	act: (user: Parameters) => Promise<ToldVerdict>,
): Promise<ToldVerdict> => {
	const verdict = await act(userOfScope(operator));
	if (operator.id === undefined || verdict.kind !== 'refused' || verdict.code !== code.notFound)
		return verdict;
	return act({user_type: operator.userType, user_no: String(operator.id)});
};

/** Archives a session in an operator's list, or takes it out of the archive. */
export const archiveSession = async (
	api: PbxApi,
	session: number,
	operator: Operator,
	isArchived: boolean,
	signal: AbortSignal,
): Promise<ToldVerdict> =>
	byNumberOrId(operator, async user =>
		api.act(
			{
				endpoint: `message_session/${isArchived ? 'archive' : 'unarchive'}`,
				body: {session_id: session, ...user},
			},
			signal,
		),
	);

/**
Deletes a session from an operator's list. Whether that takes it from everybody is not documented: ask `findSession` then.
*/
export const deleteSession = async (
	api: PbxApi,
	session: number,
	operator: Operator,
	signal: AbortSignal,
): Promise<ToldVerdict> =>
	byNumberOrId(operator, async user =>
		api.act({endpoint: 'message_session/delete', query: {session_id: session, ...user}}, signal),
	);
