import {formatCount} from '../text/count.js';

/** Marks by id, so that they survive filtering, sorting and refreshing. */
export interface Marks {
	readonly ids: ReadonlySet<number>;
	/** The marks before they were cleared, so that they can be brought back. */
	readonly cleared?: ReadonlySet<number>;
}

export const noMarks: Marks = {ids: new Set()};

export const toggled = <Item>(items: ReadonlySet<Item>, item: Item): ReadonlySet<Item> => {
	const next = new Set(items);
	if (!next.delete(item)) next.add(item);
	return next;
};

export const toggleMark = ({ids}: Marks, id: number): Marks => ({ids: toggled(ids, id)});

export const addMarks = ({ids}: Marks, more: Iterable<number>): Marks => {
	const next = new Set(ids);
	for (const id of more) next.add(id);
	return {ids: next};
};

/** Flips the marks of these; all others stay. */
export const invertMarks = ({ids}: Marks, among: Iterable<number>): Marks => {
	const next = new Set(ids);
	for (const id of among) if (!next.delete(id)) next.add(id);
	return {ids: next};
};

/** Clears the marks, or brings them back if none is left. */
export const clearMarks = (marks: Marks): Marks =>
	marks.ids.size > 0 ? {ids: new Set(), cleared: marks.ids} : {ids: marks.cleared ?? new Set()};

const without = (ids: ReadonlySet<number>, gone: ReadonlyMap<number, unknown>): ReadonlySet<number> =>
	new Set([...ids].filter(id => !gone.has(id)));

/** Unmarks what is gone, so that bringing marks back leaves it out too. */
export const dropMarks = ({ids, cleared}: Marks, gone: ReadonlyMap<number, unknown>): Marks => ({
	ids: without(ids, gone),
	...(cleared && {cleared: without(cleared, gone)}),
});

/** Unmarks sessions that have been dealt with. */
export const withoutMarks = ({ids}: Marks, gone: Iterable<number>): Marks => {
	const next = new Set(ids);
	for (const id of gone) next.delete(id);
	return {ids: next};
};

/** `2 stay marked.`; `undefined` if none does. */
export const stayMarked = (count: number): string | undefined =>
	count === 0 ? undefined : `${formatCount(count)} ${count === 1 ? 'stays' : 'stay'} marked.`;
