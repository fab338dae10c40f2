import {type Connection} from '../../../domain/connection.js';
import {type Pbx} from '../../../domain/pbx.js';
import {type Fields, integerOf, textOf} from '../fields.js';
import {pbxOf} from '../owner-record.js';
import {entriesOf, readEntries} from './listing.js';
import {type PbxApi} from './pbx-api.js';
import {PbxTrouble} from './trouble.js';

export interface Information {
	/** The serial number, by which a store knows its PBX again. */
	readonly sn: string;
	readonly pbx: Pbx;
	/** Seconds that the PBX's clock is ahead of this machine's; `undefined` if it does not tell the time. */
	readonly skew?: number;
}

/** Unix seconds; `undefined` where that is told in another way, which must not keep anybody from working. */
const timeOf = (value: unknown): number | undefined => {
	const time = integerOf(value);
	return time !== undefined && time > 0 && time <= 0xff_ff_ff_ff ? time : undefined;
};

/**
@param at the time of this machine at which the answer was true, in Unix seconds
@throws PbxTrouble if it cannot be used
*/
const informationOf = (answer: Fields, at: number): Information => {
	const {items, refused} = readEntries(entriesOf(answer), 'system/information', record => ({
		sn: textOf(record.sn).trim(),
		pbx: pbxOf(record),
		time: timeOf(record.timestamp),
	}));
	const {sn = '', pbx = {}, time} = items[0] ?? {};
	if (refused.length > 0 || sn === '')
		throw new PbxTrouble(
			'not the api',
			'The PBX does not tell its serial number as a PBX does, so nothing can be bound to it.',
		);
	return {sn, pbx, ...(time !== undefined && {skew: time - at})};
};

/**
Also sets the API's clock.
@throws PbxTrouble if the PBX does not say who it is
*/
export const askInformation = async (api: PbxApi, signal: AbortSignal): Promise<Information> => {
	const askedAt = api.now();
	const {fields} = await api.find({endpoint: 'system/information'}, signal);
	// As long as it took there, as it took back.
	const information = informationOf(fields, Math.round((askedAt + api.now()) / 2));
	api.skew = information.skew;
	return information;
};

/**
As above, of the PBX that a store is bound to.
@throws PbxTrouble also if another one answers
*/
export const askBound = async (
	api: PbxApi,
	{connection}: {readonly connection?: Connection | undefined},
	signal: AbortSignal,
): Promise<Information> => {
	const information = await askInformation(api, signal);
	if (information.sn === connection?.sn) return information;
	throw new PbxTrouble(
		'another PBX',
		`At its address another PBX answers, ${information.sn}. Connect the store anew: chatlogs pbx connect`,
	);
};
