import {askPage} from './paging.js';
import {type PbxApi} from './pbx-api.js';
import {askInformation, type Information} from './system.js';
import {code} from './error-codes.js';
import {type ToldVerdict} from './verdict.js';

/** The things that are needed from a PBX, and whether it has them. */
export interface Probe extends Information {
	/** Endpoints that its firmware does not have. */
	readonly absent: readonly string[];
	/** Why something that was asked for was not given. */
	readonly troubles: readonly {readonly endpoint: string; readonly reason: string}[];
}

/** Asked for one page each, which changes nothing. The last two are of Omnichannel Messaging. */
const questions = [
	['extension/list', {page: 1}],
	['message_queue/list', {page: 1}],
	['message_channel/list', {page: 1, time_range: 'all'}],
	[
		'message_session/list',
		{user_type: 9, user_no: 'api', collection: 'all', is_archived: 2, is_closed: 2, is_pickup: 0},
	],
] as const;

const ofOmnichannel: ReadonlySet<string> = new Set(['message_channel/list', 'message_session/list']);

/** `undefined` where there was no sound answer. */
const isGiven = (verdict: ToldVerdict): boolean | undefined => {
	if (verdict.kind === 'done') return true;
	return verdict.kind === 'again' || (verdict.kind === 'pause' && verdict.code === undefined)
		? undefined
		: false;
};

/**
Asks a PBX who it is and what it gives: what answers 10001 is not in its firmware, and Omnichannel Messaging, of which
nothing else tells, is on if both channels and the sessions of the analytics platform are given.
@throws PbxTrouble if it does not even say who it is
*/
export const probe = async (api: PbxApi, signal: AbortSignal): Promise<Probe> => {
	const information = await askInformation(api, signal);
	const answers = await Promise.all(
		questions.map(async ([endpoint, query]) => ({
			endpoint,
			verdict: await askPage(api, endpoint, query, signal),
		})),
	);
	const given = new Set(
		answers.filter(({endpoint}) => ofOmnichannel.has(endpoint)).map(({verdict}) => isGiven(verdict)),
	);
	const omnichannel = given.has(false) ? false : given.has(undefined) ? undefined : true;
	return {
		...information,
		pbx: {...information.pbx, api: true, ...(omnichannel !== undefined && {omnichannel})},
		absent: answers
			.filter(({verdict}) => verdict.kind === 'pause' && verdict.code === code.absent)
			.map(({endpoint}) => endpoint),
		troubles: answers.flatMap(({endpoint, verdict}) =>
			verdict.kind === 'done' ? [] : [{endpoint, reason: verdict.reason}],
		),
	};
};
