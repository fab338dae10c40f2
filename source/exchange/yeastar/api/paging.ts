import {isFields, unpacked} from '../fields.js';
import {code} from './error-codes.js';
import {type Found, type PbxApi} from './pbx-api.js';
import {troubleOf} from './trouble.js';
import {type ToldVerdict} from './verdict.js';
import {type Parameters} from './wire.js';

/** Entries of a page that are asked for. No limit is documented; a PBX that does not take the first is asked for less. */
const sizes: readonly number[] = [100, 50, 20, 10];

/** A parameter in `invalid_param_list`: an object with its name, perhaps the name alone. */
const parameterOf = (named: unknown): unknown => (isFields(named) ? named.field : named);

/** Whether the PBX may have refused the size of a page. It may name the parameters that it does not like. */
const isAboutSize = (verdict: ToldVerdict): boolean => {
	if (verdict.kind === 'pause') return verdict.code === code.badSyntax;
	if (verdict.kind !== 'refused') return false;
	if (verdict.code === code.tooMany) return true;
	if (verdict.code !== code.badParameter) return false;
	const named = unpacked(verdict.fields.invalid_param_list);
	return !Array.isArray(named) || named.length === 0 || named.map(parameterOf).includes('page_size');
};

/** Asks for one page, with as many entries as the endpoint gives at once. */
export const askPage = async (
	api: PbxApi,
	endpoint: string,
	query: Parameters,
	signal: AbortSignal,
): Promise<ToldVerdict> => {
	const known = api.pageSizes.get(endpoint) ?? sizes[0]!;
	let verdict: ToldVerdict | undefined;
	for (const size of sizes.filter(each => each <= known)) {
		verdict = await api.ask({endpoint, query: {...query, page_size: size}}, signal);
		if (verdict.kind === 'done') api.pageSizes.set(endpoint, size);
		if (!isAboutSize(verdict)) break;
	}

	return verdict!;
};

/** @throws PbxTrouble if the PBX does not give the page */
export const findPage = async (
	api: PbxApi,
	endpoint: string,
	query: Parameters,
	signal: AbortSignal,
): Promise<Found> => {
	const verdict = await askPage(api, endpoint, query, signal);
	if (verdict.kind !== 'done') throw troubleOf(endpoint, verdict);
	return verdict;
};
