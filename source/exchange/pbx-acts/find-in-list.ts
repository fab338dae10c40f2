import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {type ListedSession, listSessions, type Scope} from '../yeastar/api/sessions.js';

/** Pages of an operator's list that are looked through. */
const mostPages = 50;

/**
A session as an operator's list has it; `undefined` if it is not there, and `too far` if that takes too long to find out.
Lists have the sessions with the newest messages first.
@param lastMessage of the session, or an earlier one
@throws PbxTrouble if the PBX does not say
*/
export const findInList = async (
	api: PbxApi,
	session: number,
	operator: Scope,
	lastMessage: number,
	signal: AbortSignal,
): Promise<ListedSession | 'too far' | undefined> => {
	let from: number | undefined;
	for (let page = 1; page <= mostPages; page++) {
		const {sessions, next} = await listSessions(api, operator, from, signal);
		const found = sessions.find(({id}) => id === session);
		if (found !== undefined || next === undefined || next === from || next < lastMessage) return found;
		from = next;
	}

	return 'too far';
};
