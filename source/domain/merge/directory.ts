import {Directory, type DirectoryRecord, type Owner} from '../directory.js';
import {handlerKey, isSameByNumber} from '../handler.js';
import {type IncomingFacts} from '../incoming.js';

/**
Whether `owner` makes the entry `other`, which has only a number, superfluous. A deleted extension does not stand for
its successor.
*/
const stands = (owner: Owner, other: Owner): boolean =>
	other.id === 0 &&
	isSameByNumber(owner, other) &&
	(owner.deletedAt === undefined || other.deletedAt !== undefined);

/**
The directory after the changes of one import, which {@link mergeDirectory} gave. A kind that was once listed
completely stays so: later lists and events add to it.
*/
export const applyDirectory = (known: DirectoryRecord, changed: DirectoryRecord): DirectoryRecord => {
	const owners = new Map(known.owners.map(owner => [handlerKey(owner), owner]));
	for (const owner of changed.owners) owners.set(handlerKey(owner), owner);
	return {
		owners: [...owners.values()].filter(other => !changed.owners.some(owner => stands(owner, other))),
		complete: [...new Set([...known.complete, ...changed.complete])],
	};
};

/**
The known owner that an incoming one refers to. An extension known by its number alone is the one in use with that
number.
*/
const counterpart = (owner: Owner, known: ReadonlyMap<string, Owner>): Owner | undefined => {
	const same = known.get(handlerKey(owner));
	if (same) return same;
	return known
		.values()
		.find(other => isSameByNumber(owner, other) && (owner.id !== 0 || other.deletedAt === undefined));
};

/** New values replace the known ones; missing values stay. */
const merged = (
	known: Owner | undefined,
	{id, number, name, assignmentMode, agents, ...told}: Owner,
): Owner => {
	const mode = assignmentMode ?? known?.assignmentMode;
	const inQueue = agents ?? known?.agents;
	return {
		...told,
		id: id || (known?.id ?? 0),
		number: number || (known?.number ?? ''),
		name: name || (known?.name ?? ''),
		...(mode !== undefined && {assignmentMode: mode}),
		...(inQueue !== undefined && {agents: inQueue}),
	};
};

const isSameOwner = (a: Owner | undefined, b: Owner): boolean =>
	a !== undefined &&
	(['number', 'name', 'assignmentMode', 'deletedAt'] as const).every(field => a[field] === b[field]) &&
	JSON.stringify(a.agents) === JSON.stringify(b.agents);

/**
Merges the owners of an import into the known ones, and returns those that are new or differ. An owner missing from a
complete list was deleted, by now (`at`, Unix seconds) at the latest. An owner that is listed without being called
deleted is in use, even if it was deleted before: the PBX lists only what it has.
*/
export const mergeDirectory = (
	known: DirectoryRecord,
	incoming: DirectoryRecord,
	at: number,
): {readonly directory: DirectoryRecord; readonly changed: DirectoryRecord | undefined} => {
	const before = new Map(known.owners.map(owner => [handlerKey(owner), owner]));
	const merges = incoming.owners.map(owner => merged(counterpart(owner, before), owner));
	const told = new Map(merges.map(owner => [handlerKey(owner), owner]));
	const missing = known.owners
		.filter(owner => incoming.complete.includes(owner.kind) && owner.deletedAt === undefined)
		.filter(owner => !told.has(handlerKey(owner)) && !merges.some(other => stands(other, owner)))
		.map(owner => ({...owner, deletedAt: at}));
	const news = [...told]
		.filter(([key, owner]) => !isSameOwner(before.get(key), owner))
		.map(([, owner]) => owner);
	const owners = [...news, ...missing];
	const complete = incoming.complete.filter(kind => !known.complete.includes(kind));
	if (owners.length === 0 && complete.length === 0) return {directory: known, changed: undefined};
	const changed = {owners, complete};
	return {directory: applyDirectory(known, changed), changed};
};

/** What an import tells of owners, together with holders that were deleted where it comes from, by now at the latest. */
export const withGone = (
	known: DirectoryRecord,
	{directory, gone = []}: Pick<IncomingFacts, 'directory' | 'gone'>,
	deletedAt: number,
): DirectoryRecord | undefined => {
	if (gone.length === 0) return directory;
	const before = new Directory(known);
	const owners = new Map(
		gone.flatMap(({kind, id, number, name}): readonly (readonly [string, Owner])[] => {
			const owner = {kind, id, number, name};
			const isOwner = kind === 'extension' || kind === 'queue';
			return !isOwner || before.isDeleted(owner) ? [] : [[handlerKey(owner), {...owner, kind, deletedAt}]];
		}),
	);
	if (owners.size === 0) return directory;
	return {owners: [...(directory?.owners ?? []), ...owners.values()], complete: directory?.complete ?? []};
};
