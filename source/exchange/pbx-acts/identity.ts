import {type Message, isCustomerCode} from '../../domain/message.js';
import {type Copy} from '../../domain/act/copies.js';
import {emptyDirectory, Directory} from '../../domain/directory.js';
import {findSession} from '../yeastar/api/sessions.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {toldSessionOf} from '../yeastar/session-record.js';

const nobody = new Directory(emptyDirectory);

const differ = (a: string, b: string | undefined): boolean =>
	a !== '' && b !== undefined && b !== '' && a !== b;

/** Whether customers wrote in it, but not the one who is known here. */
const isSuspicious = ({customer}: Copy, messages: readonly Message[]): boolean => {
	const numbers = messages.flatMap(({author: {userType, number}}) =>
		isCustomerCode(userType) ? number : [],
	);
	return customer.number !== '' && numbers.length > 0 && !numbers.includes(customer.number);
};

/**
Why the session with that id on the PBX is another one than the one that is known here, if so. It is asked for only if its
messages make one wonder.
@throws PbxTrouble if the PBX does not say
*/
export const strangerIn = async (
	api: PbxApi,
	session: Copy,
	messages: readonly Message[],
	signal: AbortSignal,
): Promise<string | undefined> => {
	if (!isSuspicious(session, messages)) return undefined;
	const record = await findSession(api, session.id, signal);
	if (record === undefined) return undefined;
	const {customer, channel} = toldSessionOf(record, nobody);
	const isOther =
		differ(session.customer.number, customer.number) || differ(session.channel.type, channel.type);
	return isOther
		? `Session ${session.id} is with another customer or channel on the PBX than here, so that it seems to be another PBX, or one that was set back. If it is the right one: chatlogs pbx adopt`
		: undefined;
};
