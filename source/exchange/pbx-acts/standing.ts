import {isCustomerCode, type Message} from '../../domain/message.js';
import {listMessages} from '../yeastar/api/messages.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';

/** A session on the PBX, seen from a point in time. */
export interface Standing {
	/**
	`over`: the customer did not write later. `resumed`: the customer wrote in it before, and again later. `later`: all that
	was said in it was said later. `gone`: the PBX does not have it.
	*/
	readonly kind: 'over' | 'resumed' | 'later' | 'gone';
	/** Its newest message; 0 if it has none. */
	readonly newest: number;
}

/**
Reads a session's messages from the newest on, down to that time.
@param time in Unix seconds of the PBX's clock
@throws PbxTrouble if the PBX does not give them
*/
export const standingAt = async (
	api: PbxApi,
	session: number,
	time: number,
	signal: AbortSignal,
): Promise<Standing> => {
	const read: Message[] = [];
	const isEarlier = ({at}: Message): boolean => at <= time;
	for (let before: number | undefined; ;) {
		const page = await listMessages(api, session, before, signal);
		if (page === undefined) return {kind: 'gone', newest: 0};
		read.push(...page.messages);
		const {next} = page;
		if (next === undefined || page.messages.some(isEarlier)) break;
		if (page.isPartial || (before !== undefined && next >= before))
			throw new PbxTrouble('other', `The PBX gives only a part of the messages of session ${session}.`);
		before = next;
	}

	const newest = Math.max(0, ...read.map(({id}) => id));
	if (read.length > 0 && !read.some(isEarlier)) return {kind: 'later', newest};
	const isResumed = read.some(message => !isEarlier(message) && isCustomerCode(message.author.userType));
	return {kind: isResumed ? 'resumed' : 'over', newest};
};
