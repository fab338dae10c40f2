import {type Owner, type OwnerKind} from '../../../domain/directory.js';
import {type RefusedRecord} from '../../../domain/incoming.js';
import {integerOf} from '../fields.js';
import {ownerOf} from '../owner-record.js';
import {code} from './error-codes.js';
import {entriesOf, readEntries} from './listing.js';
import {findPage} from './paging.js';
import {type PbxApi} from './pbx-api.js';
import {PbxTrouble, troubleOf} from './trouble.js';
import {type Parameters} from './wire.js';

interface OwnerList {
	readonly owners: readonly Owner[];
	readonly refused: readonly RefusedRecord[];
	/** How many there are, as the PBX says. */
	readonly total: number | undefined;
	/** Whether all of them are here, so that whoever is missing can be asked about. */
	readonly isComplete: boolean;
}

/** A list that changes all the time is given up after so many readings, and tells nothing. */
const mostReadings = 3;

/** A PBX has a few thousand owners at most; a list that never ends is ended. */
const mostPages = 1000;

/** Queues take no other parameters than the page's. */
const queries: Readonly<Record<OwnerKind, {readonly endpoint: string; readonly query: Parameters}>> = {
	extension: {endpoint: 'extension/list', query: {sort_by: 'id', order_by: 'asc'}},
	queue: {endpoint: 'message_queue/list', query: {}},
};

/** `undefined` if the number of owners changed meanwhile, so that one may have slipped from a page to one that was read. */
const readOnce = async (
	api: PbxApi,
	kind: OwnerKind,
	signal: AbortSignal,
): Promise<OwnerList | undefined> => {
	const {endpoint, query} = queries[kind];
	const owners = new Map<number, Owner>();
	const refused: RefusedRecord[] = [];
	let total: number | undefined;
	let isPartial = false;
	const count = (): number => owners.size + refused.length;
	for (let page = 1; page <= mostPages; page++) {
		const found = await findPage(api, endpoint, {...query, page}, signal);
		const told = integerOf(found.fields.total_number);
		if (page > 1 && told !== undefined && told !== total) return undefined;
		total ??= told;
		isPartial ||= found.isPartial;
		const {items, refused: bad} = readEntries(entriesOf(found.fields), `${endpoint}, page ${page}`, record =>
			ownerOf(kind, record),
		);
		const before = owners.size;
		for (const owner of items) owners.set(owner.id, owner);
		refused.push(...bad);
		if (owners.size === before || (total !== undefined && count() >= total)) break;
	}

	const isComplete = !isPartial && refused.length === 0 && (total === undefined || count() >= total);
	return {owners: [...owners.values()], refused, total, isComplete};
};

/**
All extensions or all message queues, without the queues' agents.
@throws PbxTrouble if the PBX does not give them
*/
export const listOwners = async (api: PbxApi, kind: OwnerKind, signal: AbortSignal): Promise<OwnerList> => {
	for (let reading = 1; reading <= mostReadings; reading++) {
		const list = await readOnce(api, kind, signal);
		if (list !== undefined) return list;
	}

	return {owners: [], refused: [], total: undefined, isComplete: false};
};

/**
One owner as the PBX has it now, a queue with its agents; `undefined` if there is none of that id.
@throws PbxTrouble if the PBX does not say
*/
export const findOwner = async (
	api: PbxApi,
	kind: OwnerKind,
	id: number,
	signal: AbortSignal,
): Promise<Owner | undefined> => {
	const endpoint = kind === 'queue' ? 'message_queue/get' : 'extension/get';
	const verdict = await api.ask({endpoint, query: {id}}, signal);
	if (verdict.kind === 'refused' && verdict.code === code.notFound) return undefined;
	if (verdict.kind !== 'done') throw troubleOf(endpoint, verdict);
	const {items} = readEntries(entriesOf(verdict.fields), endpoint, record => ownerOf(kind, record));
	const owner = items.find(each => each.id === id);
	if (owner === undefined)
		throw new PbxTrouble('other', `Asked for ${kind} ${id}, the PBX gave something else.`);
	return owner;
};
