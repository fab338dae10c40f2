import {type Pbx} from '../../../domain/pbx.js';
import {type Fields, isFields, secondsOf, textOf, unpacked} from '../fields.js';
import {pbxOf} from '../owner-record.js';
import {type PbxApi} from './pbx-api.js';
import {PbxTrouble} from './trouble.js';

export interface Information {
	/** The serial number, by which a store knows its PBX again. */
	readonly sn: string;
	readonly pbx: Pbx;
	/** Seconds that the PBX's clock is ahead of this machine's; `undefined` if it does not tell the time. */
	readonly skew?: number;
}

/** @param at the time of this machine at which the answer was true, in Unix seconds */
export const informationOf = (answer: Fields, at: number): Information => {
	const data = unpacked(answer.data);
	const record = isFields(data) ? data : {};
	const sn = textOf(record.sn).trim();
	if (sn === '')
		throw new PbxTrouble(
			'not the api',
			'The PBX does not tell its serial number, so nothing can be bound to it.',
		);
	const told = secondsOf(record.timestamp, 'timestamp');
	return {sn, pbx: pbxOf(record), ...(told !== undefined && {skew: told - at})};
};

/** @throws PbxTrouble if the PBX does not say who it is */
export const askInformation = async (api: PbxApi, signal: AbortSignal): Promise<Information> => {
	const askedAt = api.now();
	const {fields} = await api.find({endpoint: 'system/information'}, signal);
	// As long as it took there, as it took back.
	return informationOf(fields, Math.round((askedAt + api.now()) / 2));
};
