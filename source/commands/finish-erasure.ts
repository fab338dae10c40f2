import {type Change} from '../domain/change.js';
import {type ErasureFact} from '../domain/erase/erasure.js';
import {type Erasure, type PlaceReport} from '../domain/erase/erasure-place.js';
import {purgedBy} from '../domain/effects.js';
import {outOfReach} from '../domain/proof/receipt.js';
import {noteErased} from '../storage/erase/erase-in.js';
import {type Erasing} from '../storage/erase/erase-person.js';
import {dropUnfinished, unfinishedOf} from '../storage/erase/unfinished.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';
import {placesOf} from './erase-places.js';

interface Begun {
	/** The erasure's. */
	readonly id: string;
	/** The change that took the sessions. */
	readonly change: number;
	/** What went, if it did just now. */
	readonly erasing?: Erasing;
}

const eachPlace = async (
	context: Context,
	store: Store,
	fact: ErasureFact,
	change: Change,
): Promise<readonly PlaceReport[]> => {
	const reports: PlaceReport[] = [];
	for (const place of placesOf(context, store, fact, change))
		reports.push({name: place.name, ...(await place.erase())});
	return reports;
};

/** Takes a person out of every place, and notes when nothing is left in any; a receipt can be made of the result. */
export const finishErasure = async (
	context: Context,
	store: Store,
	{id, change: n, erasing}: Begun,
): Promise<Erasure> => {
	const {actor, machine} = context;
	const fact = store.erasures.find(each => each.id === id)!;
	const isDeferred = fact.state === 'deferred';
	const change = [...store.changes()].find(each => each.n === n)!;
	const places = isDeferred ? [] : await eachPlace(context, store, fact, change);
	const isDone = !isDeferred && places.every(({state}) => state !== 'remains');
	const key = {store: store.identity.id!, id};
	const taken = new Set(purgedBy(change));
	const unfetched = (unfinishedOf(machine, key).gone ?? []).filter(session => !taken.has(session));
	if (isDone) {
		await noteErased(store, actor, fact, unfetched);
		await dropUnfinished(machine, key);
	}

	const {position, n: last, digest} = store.journalPoint;
	return {
		id,
		by: change.by,
		...(change.as !== undefined && {as: change.as}),
		at: change.at,
		store: key.store,
		change: n,
		state: isDeferred ? 'deferred' : isDone ? 'done' : 'begun',
		sessions: purgedBy(change),
		unfetched,
		messages: change.messagesPurged ?? [],
		mentions: erasing?.mentions ?? 0,
		held: erasing?.held ?? [],
		places,
		outOfReach,
		journal: {position, n: last, digest},
	};
};
