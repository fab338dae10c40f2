/** Marks are by id, so that they survive filter, order and refresh. */
export interface Marks {
	readonly ids: ReadonlySet<number>;
	/** What was marked before it was cleared, to bring it back. */
	readonly cleared?: ReadonlySet<number>;
}

export const noMarks: Marks = {ids: new Set()};

export const toggleMark = ({ids}: Marks, id: number): Marks => {
	const next = new Set(ids);
	if (!next.delete(id)) next.add(id);
	return {ids: next};
};

export const addMarks = ({ids}: Marks, more: Iterable<number>): Marks => {
	const next = new Set(ids);
	for (const id of more) next.add(id);
	return {ids: next};
};

/** Marks among these what is not marked, and the other way round; others stay. */
export const invertMarks = ({ids}: Marks, among: Iterable<number>): Marks => {
	const next = new Set(ids);
	for (const id of among) if (!next.delete(id)) next.add(id);
	return {ids: next};
};

/** Clears the marks; once more brings them back. */
export const clearMarks = (marks: Marks): Marks =>
	marks.ids.size > 0 ? {ids: new Set(), cleared: marks.ids} : {ids: marks.cleared ?? new Set()};

const without = (ids: ReadonlySet<number>, gone: ReadonlyMap<number, unknown>): ReadonlySet<number> =>
	new Set([...ids].filter(id => !gone.has(id)));

/** Unmarks these, because they are not there any more: clearing does not bring them back. */
export const dropMarks = ({ids, cleared}: Marks, gone: ReadonlyMap<number, unknown>): Marks => ({
	ids: without(ids, gone),
	...(cleared && {cleared: without(cleared, gone)}),
});

/** Unmarks these, because they are done. */
export const withoutMarks = ({ids}: Marks, gone: Iterable<number>): Marks => {
	const next = new Set(ids);
	for (const id of gone) next.delete(id);
	return {ids: next};
};
