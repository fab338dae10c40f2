import {
	type BegunErasure,
	type Erasure,
	type ErasurePlace,
	type PlaceReport,
} from '../../domain/erase/erasure-place.js';
import {type Erasing} from '../../domain/erase/erasing.js';
import {purgedBy} from '../../domain/effects.js';
import {outOfReach} from '../../domain/proof/receipt.js';
import {noteErased} from '../../storage/erase/erase-in.js';
import {dropUnfinished, unfinishedOf} from '../../storage/erase/unfinished.js';
import {type ErasingParts, placesOf} from './erase-places.js';

interface Begun {
	/** The erasure's. */
	readonly id: string;
	/** The change that took the sessions. */
	readonly change: number;
	/** What went, if it did just now. */
	readonly erasing?: Erasing;
}

/** Told of each place once that has been tried, and of how many there are. */
export type OnPlace = (report: PlaceReport, places: number) => void;

const eachPlace = async (
	parts: ErasingParts,
	begun: BegunErasure,
	onPlace?: OnPlace,
): Promise<readonly PlaceReport[]> => {
	const outcomeOf = async (place: ErasurePlace): Promise<Omit<PlaceReport, 'name'>> =>
		parts.signal?.aborted ? {state: 'remains', why: 'the program was left'} : place.erase(begun);
	const reports: PlaceReport[] = [];
	const places = placesOf(parts);
	for (const place of places) {
		const report = {name: place.name, ...(await outcomeOf(place))};
		reports.push(report);
		onPlace?.(report, places.length);
	}

	return reports;
};

/** Takes a person out of every place, and notes when nothing is left in any; a receipt can be made of the result. */
export const finishErasure = async (
	parts: ErasingParts,
	{id, change: n, erasing}: Begun,
	onPlace?: OnPlace,
): Promise<Erasure> => {
	const {store, actor, machine} = parts;
	const erasure = store.erasures.find(each => each.id === id)!;
	const isDeferred = erasure.state === 'deferred';
	const change = [...store.changes()].find(each => each.n === n)!;
	const places = isDeferred ? [] : await eachPlace(parts, {erasure, change, found: erasing}, onPlace);
	const isDone = !isDeferred && places.every(({state}) => state !== 'remains');
	const key = {store: store.identity.id!, id};
	const taken = new Set(purgedBy(change));
	const unfetched = (unfinishedOf(machine, key).gone ?? []).filter(session => !taken.has(session));
	if (isDone) {
		await noteErased(store, actor, erasure, unfetched);
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
