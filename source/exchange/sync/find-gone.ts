import {type Handler} from '../../domain/handler.js';
import {hasId, type IdRanges, idRanges} from '../../domain/id-ranges.js';
import {flag} from '../../domain/table/block.js';
import {type Store} from '../../storage/store.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {findSession, findSessions} from '../yeastar/api/sessions.js';
import {type Sightings} from './sightings.js';

/** Only where its owner is in use can a session be missing: those of others are never listed. */
const isListed = ({directory}: Store, holder: Handler): boolean =>
	holder.kind !== 'none' && !directory.isDeleted(holder);

/** Sessions that the PBX listed before, and does not list now. */
const unlisted = (store: Store, sightings: Sightings): readonly number[] => {
	const {table, pulled} = store;
	return table.loadedBlocks.flatMap(block =>
		[...block.id].filter(
			(id, slot) =>
				hasId(pulled.whole, id) &&
				!hasId(pulled.gone, id) &&
				!sightings.has(id) &&
				(block.flags[slot]! & flag.purged) === 0 &&
				isListed(store, table.handlers.get(block.importedHandler[slot]!)),
		),
	);
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
	const ids = unlisted(store, sightings);
	const found = await findSessions(api, ids, signal);
	const missing = ids.filter(id => !found.has(id));
	// An answer for many may have been cut short.
	const gone = await Promise.all(
		missing.map(async id => ((await findSession(api, id, signal)) === undefined ? [id] : [])),
	);
	return idRanges(gone.flat());
};
