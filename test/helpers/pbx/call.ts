import {type Quirks} from './quirks.js';
import {type TokenOffice} from './token-office.js';
import {type World} from './world.js';

/** One call, as an endpoint sees it. */
export interface PbxCall {
	readonly endpoint: string;
	/** Of the query or of the body. */
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly world: World;
	readonly office: TokenOffice;
	readonly quirks: Quirks;
}

/** What an endpoint does; gives the answer's members. */
export type Endpoint = (call: PbxCall) => object;

/** An answer with an error. */
export class Answered extends Error {
	readonly answer: object;

	constructor(errcode: number, more: object = {}) {
		super(`errcode ${errcode}`);
		this.answer = {errcode, errmsg: 'FAILURE', ...more};
	}
}

const invalid = (field: string): Answered =>
	new Answered(40_002, {invalid_param_list: [{field, validation_type: 'required'}]});

/** @throws Answered if the parameter that must be there is not */
export const textParameter = ({parameters}: PbxCall, name: string): string => {
	const value = parameters[name];
	if (typeof value !== 'string' && typeof value !== 'number') throw invalid(name);
	return String(value);
};

/** @throws Answered if the parameter that must be there is no whole number */
export const numberParameter = (call: PbxCall, name: string): number => {
	const text = textParameter(call, name);
	if (!/^\d+$/.test(text)) throw invalid(name);
	return Number(text);
};

/** @throws Answered if it is longer than this PBX takes, and it says so */
export const pageSize = (call: PbxCall): number => {
	const size = numberParameter(call, 'page_size');
	const {longestPage, tooLong} = call.quirks;
	if (size <= longestPage) return size;
	if (tooLong === 'refused') throw invalid('page_size');
	return longestPage;
};

/** The entries of a page that is named by its number. */
export const pageOf = <Entry>(call: PbxCall, entries: readonly Entry[]): readonly Entry[] => {
	const size = pageSize(call);
	const page = numberParameter(call, 'page');
	return entries.slice((page - 1) * size, page * size);
};

export const idsParameter = (call: PbxCall): readonly number[] =>
	textParameter(call, 'ids').split(',').map(Number);

/** Of several ids some are unknown. */
export const answerOfMany = (
	{quirks}: PbxCall,
	name: 'list' | 'data',
	found: readonly (object | undefined)[],
): object => {
	const entries = found.filter(entry => entry !== undefined);
	if (entries.length === found.length || quirks.unknownIds === 'left out') return {[name]: entries};
	if (quirks.unknownIds === 'refused') throw new Answered(60_001);
	return {errcode: 1, errmsg: 'PARTIAL SUCCESS', [name]: entries};
};
