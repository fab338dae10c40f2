import {type Brought, broughtKinds, type ImportSummary} from './brought.js';
import {type Change} from './change.js';
import {joinedRanges} from './id-ranges.js';
import {type Standing} from './taken-back.js';

/** A change in a list of changes; `first` is the number of the oldest one, where it stands for several. */
export interface ListedChange extends Standing {
	readonly first?: number;
}

const minuteOf = ({at}: Change): number => Math.floor(at / 60);

const isSameMinute = (a: Change, b: Change): boolean =>
	a.kind === 'sync' && b.kind === 'sync' && a.by === b.by && a.as === b.as && minuteOf(a) === minuteOf(b);

const summed = (newer: ImportSummary, older: ImportSummary): ImportSummary => ({
	sources: [...older.sources, ...newer.sources],
	added: older.added + newer.added,
	changed: older.changed + newer.changed,
	unchanged: older.unchanged + newer.unchanged,
	kept: older.kept + newer.kept,
	trashed: older.trashed + newer.trashed,
	refused: older.refused + newer.refused,
});

const joined = (newer: Brought, older: Brought): Brought =>
	Object.fromEntries(
		broughtKinds.flatMap(kind => {
			const ids = joinedRanges(older[kind] ?? [], newer[kind] ?? []);
			return ids.length === 0 ? [] : [[kind, ids]];
		}),
	);

/** What two syncs of one minute brought, as one change with the number of the newer one. */
const together = (newer: Change, older: Change): Change => ({
	...newer,
	...(newer.import && older.import && {import: summed(newer.import, older.import)}),
	...(newer.brought && older.brought && {brought: joined(newer.brought, older.brought)}),
	...((newer.moves ?? older.moves) && {moves: [...(older.moves ?? []), ...(newer.moves ?? [])]}),
});

/** The changes as people look through them, the newest first: syncs in a row, within one minute, are one. */
export function* foldSyncs(newestFirst: Iterable<ListedChange>): Generator<ListedChange> {
	let last: ListedChange | undefined;
	for (const listed of newestFirst) {
		if (last !== undefined && isSameMinute(last.change, listed.change)) {
			last = {...last, change: together(last.change, listed.change), first: listed.change.n};
			continue;
		}

		if (last !== undefined) yield last;
		last = listed;
	}

	if (last !== undefined) yield last;
}
