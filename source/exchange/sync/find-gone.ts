import {type Handler} from '../../domain/handler.js';
import {hasId, type IdRanges, idRanges, withoutRanges} from '../../domain/id-ranges.js';
import {flag} from '../../domain/table/block.js';
import {type PullNews} from '../../domain/pulled.js';
import {type Store} from '../../storage/store.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {findSession, findSessions} from '../yeastar/api/sessions.js';
import {type Sightings} from './sightings.js';

/** Seconds between two questions after which a session is gone that the PBX did not have either time. */
const apart = 3600;

/** Only where its owner is in use can a session be missing: those of others are never listed. */
const isListed = ({directory}: Store, holder: Handler): boolean =>
	holder.kind !== 'none' && !directory.isDeleted(holder);

/** Sessions that the PBX listed before, as far as is known. */
const listedBefore = (store: Store, isMeant: (id: number, holder: Handler) => boolean): readonly number[] => {
	const {table, pulled} = store;
	return table.loadedBlocks.flatMap(block =>
		[...block.id].filter(
			(id, slot) =>
				hasId(pulled.whole, id) &&
				!hasId(pulled.gone, id) &&
				(block.flags[slot]! & flag.purged) === 0 &&
				isMeant(id, table.handlers.get(block.importedHandler[slot]!)),
		),
	);
};

/** Those that it would list now if it had them. */
const expected = (store: Store): readonly number[] =>
	listedBefore(store, (_id, holder) => isListed(store, holder));

/**
Those that it may still have, whether or not a list does: customers go on to write to a deleted extension, or to a queue
without agents.
*/
export const stillThere = (store: Store): readonly number[] => {
	const missing = new Set(store.pulled.missing?.map(([id]) => id));
	return listedBefore(store, id => !missing.has(id));
};

/**
Asks for sessions that no list has any more: those that the PBX does not know either are gone there.
@param sightings all that the lists have
@throws PbxTrouble if it does not say
*/
export const findGone = async (
	store: Store,
	api: PbxApi,
	sightings: Sightings,
	signal: AbortSignal,
): Promise<IdRanges> => {
	const ids = expected(store).filter(id => !sightings.has(id));
	const found = await findSessions(api, ids, signal);
	const missing = ids.filter(id => !found.has(id));
	// An answer for many may have been cut short.
	const gone = await Promise.all(
		missing.map(async id => ((await findSession(api, id, signal)) === undefined ? [id] : [])),
	);
	return idRanges(gone.flat());
};

/**
Sessions that the PBX did not have an hour ago or longer, and that it should have: of others the API may just not tell.
@param now in Unix seconds
*/
export const missingFor = (store: Store, now: number): readonly number[] => {
	const {missing = []} = store.pulled;
	const long = new Set(missing.flatMap(([id, at]) => (at <= now - apart ? [id] : [])));
	return long.size === 0 ? [] : expected(store).filter(id => long.has(id));
};

/**
Asks once more for sessions that were missing: those that still are have gone.
@throws PbxTrouble if the PBX does not say
*/
export const askForMissing = async (
	api: PbxApi,
	ids: readonly number[],
	signal: AbortSignal,
): Promise<Pick<PullNews, 'gone' | 'back'>> => {
	const found = await Promise.all(
		ids.map(async id => ((await findSession(api, id, signal)) === undefined ? [] : [id])),
	);
	const back = idRanges(found.flat());
	const gone = withoutRanges(idRanges(ids), back);
	return {...(gone.length > 0 && {gone}), ...(back.length > 0 && {back})};
};
